// Applies JSON Patch operations (RFC 6902, and `append`) to a value without changing it.
import { define } from './define.ts';
import { type ErrorCode, PartialError } from './error.ts';
import type { JsonValue } from './json.ts';
import type { Operation } from './message.ts';
import { share } from './share.ts';

/** Limits on one patch; passing one throws a `limit` error. */
export interface PatchLimits {
  /** The most operations; 10,000 by default. */
  readonly operations?: number;
  /** How much all its `copy` operations together may add, in UTF-16 units of JSON; 4 Mi by default. */
  readonly growth?: number;
}

/**
 * Returns `value` with `ops` applied in order. `value` itself never changes; what stays equal keeps its identity, the
 * whole too. Operations may come from the wire as they are: their shape is checked, and only own properties are read
 * or written.
 *
 * ```ts
 * import { applyPatch } from '@partialkit/core';
 *
 * const recipe = applyPatch({ title: 'Miso', steps: [] }, [
 *   { op: 'append', path: '/title', value: ' soup' },
 *   { op: 'add', path: '/steps/-', value: 'Boil water.' },
 * ]);
 * console.log(recipe); // { title: 'Miso soup', steps: ['Boil water.'] }
 * ```
 *
 * @throws PartialError `invalid-patch` with `path`, if an operation is malformed, leads nowhere or fails its test;
 * `limit`. Then none of the operations has happened.
 */
export function applyPatch(value: JsonValue, ops: readonly Operation[], limits: PatchLimits = {}): JsonValue {
  const { operations = 10_000, growth = 1 << 22 } = limits;
  // A pointer begins with an empty segment: under this key the value is a place like any other.
  const root: Container = { '': value };
  // The containers that were made here and may be changed: each is held once, by another of them or by the root.
  const made = new Set<unknown>([root]);
  let name = 'The patch';
  let path: (string | number)[] = [];
  let parent = root;
  let room = growth;

  function check(holds: boolean, reason: string, code: ErrorCode = 'invalid-patch'): asserts holds {
    if (!holds) throw new PartialError(code, `${name} ${reason}.`, { path: path.slice(1) });
  }

  /** Goes to a place, along copies if `own`. Returns what is there; nothing need be there if `adds`. */
  function find(pointer: unknown, own: boolean, adds = false): unknown {
    path = [];
    check(typeof pointer === 'string' && !/^[^/]|~(?![01])/.test(pointer), 'has no pointer');
    const segments = pointer.split('/');
    let node: unknown = root;
    for (const [i, segment] of segments.entries()) {
      check(typeof node === 'object' && node !== null, 'leads nowhere');
      if (own && !made.has(node)) {
        node = Array.isArray(node) ? node.slice() : { ...node };
        made.add(node);
        // The key is there, so that even `__proto__` is a plain assignment.
        parent[path[i - 1] as number] = node;
      }
      parent = node as Container;
      const end = adds && i === segments.length - 1;
      let key: string | number = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      const isArray = Array.isArray(parent);
      if (isArray) key = key === '-' ? (parent.length as number) : `${+key}` === key ? +key : key;
      path.push(key);
      const there = Object.hasOwn(parent, key) && (!isArray || key !== 'length');
      check(there || (end && (!isArray || key === parent.length)), 'leads nowhere');
      node = there ? parent[key] : undefined;
    }
    return node;
  }

  /** Writes to the place that was found, or removes what is there. */
  function put(next?: unknown, inserts = false): void {
    const key = path[path.length - 1] as number;
    if (Array.isArray(parent)) parent.splice(key, inserts ? 0 : 1, ...(next === undefined ? [] : [next]));
    else if (next === undefined) delete parent[key];
    else define(parent, key, next);
  }

  check(Array.isArray(ops), 'is no array');
  check(ops.length <= operations, 'is too long', 'limit');
  for (const [index, operation] of ops.entries()) {
    const { op, path: to, from, value: given }: Untrusted = operation ?? {};
    // An object may throw when it is made text.
    const parts = [index, op, to].filter((part) => typeof part !== 'object');
    name = `Operation ${parts.join(' ').slice(0, 99)}`;
    check(typeof to === 'string', 'has no pointer');
    const adds = op === 'add' || op === 'copy' || op === 'move';
    let next = given;
    if (op === 'move') {
      next = find(from, true);
      if (to === from) continue;
      check(!to.startsWith(`${from}/`), 'leads into itself');
      put();
    } else if (op === 'copy') {
      const text = print(find(from, false));
      room -= text.length;
      check(text !== '' && room >= 0, 'copies too much', 'limit');
      next = JSON.parse(text);
    }
    const old = find(to, op !== 'test', adds);
    if (op === 'append')
      next = typeof old === 'string' && typeof given === 'string' ? old + given : undefined;
    if (op === 'remove') put();
    else {
      check(adds || op === 'append' || op === 'replace' || op === 'test', 'is unknown');
      check(next !== undefined, 'has no fitting value');
      if (op !== 'test') put(next, adds);
      else check(share(old, next) === old, 'is not met');
    }
  }
  check(Object.hasOwn(root, ''), 'leaves nothing');
  return share(value, root['']) as JsonValue;
}

type Container = Record<string | number, unknown>;
/** The JSON of a value; empty where it nests too deep for it. */
function print(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** An operation as it may come from the wire. */
type Untrusted = { readonly [key in 'op' | 'path' | 'from' | 'value']?: unknown };
