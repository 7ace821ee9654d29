// The shapes of JSON data, and the paths that lead into them.

/** A value that `JSON.parse` can return. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** An object that `JSON.parse` can return. */
export type JsonObject = { [key: string]: JsonValue };

/** The keys and indices that lead from the root of a document to a place in it; `[]` is the root. */
export type JsonPath = readonly (string | number)[];

/** What stands at `path` in `value`; undefined where nothing does. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((part, key) => (has(part, key) ? part[key] : undefined), value);
}

/** Whether anything stands at `path` in `value`, be it undefined. */
export function holds(value: unknown, path: JsonPath): boolean {
  const key = path.at(-1);
  return key === undefined || has(valueAt(value, path.slice(0, -1)), key);
}

/** Whether `value` has something of its own at `key`. */
export const has = (value: unknown, key: string | number): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);

/** Whether a value is all in its keys, and no instance of anything. */
export const isPlain = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
