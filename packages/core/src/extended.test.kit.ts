// What growing means: whether one value extends another.
import type { FieldState, JsonPath } from './index.ts';

/** Whether `value` is an array or a plain object. */
export const isContainer = (value: unknown): value is Record<string, unknown> =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && isPlain(value));
const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

/** Whether `after` extends `before`: strings and arrays by their ends, objects by keys. */
export function isExtended(before: unknown, after: unknown): boolean {
  if (before === undefined || Object.is(before, after)) return true;
  if (typeof before === 'string' && typeof after === 'string') return after.startsWith(before);
  if (before instanceof Date && after instanceof Date) return +before === +after;
  if (!isContainer(before) || !isContainer(after)) return false;
  return (
    Array.isArray(before) === Array.isArray(after) &&
    Object.entries(before).every(([key, part]) => Object.hasOwn(after, key) && isExtended(part, after[key]))
  );
}

/** Every place in a value, and in each one that is not there. */
export function pathsOf(value: unknown, path: JsonPath = []): JsonPath[] {
  const below = isContainer(value) ? Object.entries(value) : [];
  return [path, [...path, 'nowhere'], ...below.flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

const rank: Readonly<Record<FieldState, number>> = { pending: 0, streaming: 1, done: 2, invalid: 2 };

/** Whether a place of one state may be in the other later. */
export const isForward = (before: FieldState, after: FieldState): boolean =>
  before === after || rank[before] < rank[after];
