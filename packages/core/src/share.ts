// Structural sharing: what is equal to what was there before becomes the same object.

import { isPlain } from './json.ts';

/**
 * Returns `next` with each part that equals its counterpart in `previous` replaced by it; `previous` itself if all is
 * equal. Neither changes, and what is frozen in `next` is so in the result. Arrays and plain objects are compared by
 * content, dates by their time; another instance is shared only where it is the same one. A value that nests deeper than
 * 512, or holds itself, is returned as it is.
 */
export function share<T>(previous: unknown, next: T): T {
  try {
    return walk(previous, next, 512) as T;
  } catch {
    return next;
  }
}

type Container = Record<PropertyKey, unknown>;

function walk(previous: unknown, next: unknown, depth: number): unknown {
  if (isDate(previous) && isDate(next) && Object.is(+previous, +next)) return previous;
  if (previous === next || !isComparable(previous) || !isComparable(next)) return next;
  const isArray = Array.isArray(next);
  if (Array.isArray(previous) !== isArray) return next;
  // Also the way out of a cycle: the first branch that gets here ends it all.
  if (!depth) throw depth;
  // A wide array is walked by index: its keys as strings would cost more than all the rest.
  const keys = isArray ? next : Reflect.ownKeys(next);
  let same = keys.length === (isArray ? previous : Reflect.ownKeys(previous)).length;
  let result = next;
  for (let i = 0; i < keys.length; i++) {
    const key = isArray ? i : (keys[i] as string);
    const known = Object.hasOwn(previous, key);
    const value = known ? walk(previous[key], next[key], depth - 1) : next[key];
    same &&= known && Object.is(value, previous[key]);
    if (Object.is(value, next[key])) continue;
    if (result === next) result = (isArray ? next.slice() : { ...next }) as Container;
    // The copy has the key as its own, so that even `__proto__` is a plain assignment.
    result[key] = value;
  }
  if (result !== next && Object.isFrozen(next)) Object.freeze(result);
  return same ? previous : result;
}

/** Whether a value is all in its time. */
const isDate = (value: unknown): value is Date =>
  value instanceof Date && Object.getPrototypeOf(value) === Date.prototype;

/** Whether a value is all in its keys. */
function isComparable(value: unknown): value is Container {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || isPlain(value));
}
