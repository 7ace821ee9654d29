// Applies JSON Patch operations (RFC 6902, and `append`) to a value without changing it.
import { define } from './define.ts';
import { type ErrorCode, PartialError } from './error.ts';
import type { JsonValue } from './json.ts';
import type { Operation } from './message.ts';
import { share } from './share.ts';

/** Limits on one patch; passing one throws a `limit` error. */
export interface PatchLimits {
  /** The most operations; 10,000 by default. */
  readonly operations?: number | undefined;
  /** How much all its `copy` operations together may add, in UTF-16 units of JSON; 4 Mi by default. */
  readonly growth?: number | undefined;
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
  // The place that was found last: `path` from the root, its end `key` in `parent`, which is one of `made`.
  let path: (string | number)[] = [];
  let parent = root;
  let key: string | number = '';
  let room = growth;

  function check(holds: unknown, reason = 'leads nowhere', code: ErrorCode = 'invalid-patch'): asserts holds {
    if (!holds) throw new PartialError(code, `${name} ${reason}.`, { path: path.slice(1) });
  }

  /** Goes to a place, along copies. Returns what is there; nothing need be there if `adds`. */
  function find(pointer: string, adds = false): unknown {
    let node: unknown = root;
    let isGood = !/^[^/]|~(?![01])/.test(pointer);
    path = [];
    check(isGood);
    for (const segment of pointer.split('/')) {
      check(typeof node === 'object' && node);
      if (!made.has(node)) {
        node = Array.isArray(node) ? node.slice() : { ...node };
        made.add(node);
        // The key is there, so that even `__proto__` is a plain assignment.
        parent[key] = node;
      }
      parent = node as Container;
      key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      const isArray = Array.isArray(parent);
      if (isArray) key = key === '-' ? (parent.length as number) : `${+key}` === key ? +key : key;
      path.push(key);
      const isThere = Object.hasOwn(parent, key) && !(isArray && key === 'length');
      node = isThere ? parent[key] : undefined;
      isGood = isThere || (adds && (!isArray || key === parent.length));
    }
    check(isGood);
    return node;
  }

  /** Puts items in the place of `count` that are there. */
  function put(count: number, ...items: unknown[]): void {
    if (Array.isArray(parent)) parent.splice(key as number, count, ...items);
    else if (items.length) define(parent, key, items[0]);
    else delete parent[key];
  }

  check(Array.isArray(ops), 'is malformed');
  check(ops.length <= operations, 'is too large', 'limit');
  for (const [index, operation] of ops.entries()) {
    name = `Operation ${index}`;
    path = [];
    check(isOperation(operation), 'is malformed');
    const { op, path: to, from = '', value: given }: Fields = operation;
    name += ` ${op} ${to}`.slice(0, 99);
    const isCopy = op === 'copy';
    const moves = isCopy || op === 'move';
    let next = given;
    if (moves) {
      next = find(from);
      if (isCopy) {
        let text = '';
        try {
          text = JSON.stringify(next);
        } catch {
          // It nests too deep for it.
        }
        room -= text.length;
        check(text && room >= 0, 'is too large', 'limit');
        next = JSON.parse(text);
      } else {
        if (to === from) continue;
        check(!to.startsWith(`${from}/`));
        put(1);
      }
    }
    const adds = moves || op === 'add';
    const old = find(to, adds);
    if (op === 'test') check(share(old, next) === old, 'is not met');
    else if (op === 'remove') put(1);
    else {
      if (op === 'append') {
        check(typeof old === 'string', 'is not met');
        next = old + next;
      }
      put(adds ? 0 : 1, next);
    }
  }
  check('' in root);
  return share(value, root['']) as JsonValue;
}

/** Whether something off the wire has what its kind of operation needs. */
export function isOperation(operation: unknown): operation is Operation {
  const { op, path, from, value }: Fields<unknown> = Object(operation);
  if (typeof path !== 'string') return false;
  if (op === 'move' || op === 'copy') return typeof from === 'string';
  if (op === 'append') return typeof value === 'string';
  return op === 'remove' || (value !== undefined && (op === 'add' || op === 'replace' || op === 'test'));
}

type Container = Record<string | number, unknown>;

/** All that an operation may hold. */
interface Fields<Text = string> {
  readonly op: Operation['op'];
  readonly path: Text;
  readonly from?: Text;
  readonly value?: unknown;
}
