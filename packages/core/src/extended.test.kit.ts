// What growing means: whether one value extends another.

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
