// The places of a tree, and the same tree with one of them changed.
import type { Tree } from './tree.ts';

/** The keys and indices that lead to a place in a document. */
export type Place = readonly (string | number)[];

/** Every place of a tree, the root first. */
export function placesOf(tree: Tree): Place[] {
  const inside = childrenOf(tree).flatMap(([key, child]) => placesOf(child).map((place) => [key, ...place]));
  return [[], ...inside];
}

/**
 * `tree` with `value` at `place`. `undefined` takes the place away, or, at the root, puts one key or item more
 * into it, or `null` where it holds none.
 */
export function replaceAt(tree: Tree, place: Place, value: Tree | undefined): Tree {
  const [first, ...rest] = place;
  if (first === undefined) return value === undefined ? withOneMore(tree) : value;
  const pairs = childrenOf(tree).flatMap(([key, child]): [string | number, Tree][] => {
    if (key !== first) return [[key, child]];
    return rest.length === 0 && value === undefined ? [] : [[key, replaceAt(child, rest, value)]];
  });
  return tree instanceof Map
    ? new Map(pairs.map(([key, child]) => [String(key), child]))
    : pairs.map(([, child]) => child);
}

function withOneMore(tree: Tree): Tree {
  if (tree instanceof Map) return new Map([...tree, ['one more', null]]);
  return Array.isArray(tree) ? [...tree, null] : null;
}

function childrenOf(tree: Tree): (readonly [string | number, Tree])[] {
  if (tree instanceof Map) return [...tree];
  return Array.isArray(tree) ? tree.map((child: Tree, index) => [index, child]) : [];
}
