// Makes one schema of several that all have to match.
import { isNever, type JsonSchema, resolve } from './json-schema.ts';

/** What a schema demands of a value beside its shape. */
export const CONSTRAINTS: RegExp =
  /^(minLength|maxLength|pattern|format|minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf|minItems|maxItems|uniqueItems|minProperties|maxProperties|not|default)$/;

/** Returns one schema with the properties of all in `allOf`; undefined where they cannot be one. */
export function mergeAll(root: JsonSchema, { allOf, ...rest }: JsonSchema): JsonSchema | undefined {
  const parts = [...(allOf as JsonSchema[]), rest].map((part) =>
    typeof part.$ref === 'string' ? resolve(root, part.$ref) : part,
  );
  const merged: JsonSchema = {};
  const both = new Set<string>();
  for (const part of parts) {
    const isOther = merged.type !== undefined && part.type !== undefined && merged.type !== part.type;
    if (part.anyOf || part.oneOf || part.allOf || isOther) return undefined;
    const properties = { ...(merged.properties as object) } as JsonSchema;
    for (const [key, value] of Object.entries((part.properties ?? {}) as JsonSchema)) {
      properties[key] = key in properties ? { allOf: [properties[key], value] } : value;
    }
    const required = new Set([
      ...((merged.required as string[]) ?? []),
      ...((part.required as string[]) ?? []),
    ]);
    const { $defs: _, definitions: __, ...own } = part;
    for (const word of conflicts(merged, own)) both.add(word);
    const isClosed = [merged, own].some((each) => isNever(each.additionalProperties));
    Object.assign(merged, own, { properties, required: [...required] });
    if (isClosed) merged.additionalProperties = false;
  }
  const { description } = merged;
  // Only one of two patterns can stay; the description tells them both.
  if (both.size > 0) merged.description = [description ?? [], `(${[...both].join(', ')})`].flat().join(' ');
  return merged;
}

/** What the two demand differently, in words. */
function conflicts(one: JsonSchema, other: JsonSchema): string[] {
  return Object.entries(other).flatMap(([keyword, value]) => {
    const before = one[keyword];
    const words = [before, value].map((each) => `${keyword}: ${JSON.stringify(each)}`);
    return before === undefined || words[0] === words[1] || !CONSTRAINTS.test(keyword) ? [] : words;
  });
}
