// The shapes of JSON data, and the paths that lead into them.

/** A value that `JSON.parse` can return. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** An object that `JSON.parse` can return. */
export type JsonObject = { [key: string]: JsonValue };

/** The keys and indices that lead from the root of a document to a place in it; `[]` is the root. */
export type JsonPath = readonly (string | number)[];

/** What stands at `path` in `value`; undefined where nothing does. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((part, key) => {
    const isThere = typeof part === 'object' && part !== null && Object.hasOwn(part, key);
    return isThere ? (part as Record<string, unknown>)[key] : undefined;
  }, value);
}
