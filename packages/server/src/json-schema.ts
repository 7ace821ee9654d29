// A JSON Schema as data: out of a schema that can tell its own, and a look behind its references.
import { PartialError, type Schema } from '@partialkit/core';

/** A JSON Schema, draft 2020-12, or a part of one. */
export type JsonSchema = { [key: string]: unknown };

/** What the Standard JSON Schema specification adds to a schema: zod 4.2 or newer, ArkType and others. */
interface Telling {
  readonly jsonSchema?: { input(options: { readonly target: string }): JsonSchema };
}

/**
 * What a model must write for `schema` to take it, so the JSON Schema of its input.
 * @throws PartialError `invalid` if there is none, for all or for a part of it
 */
export function jsonSchemaOf(schema: Schema | JsonSchema): JsonSchema {
  if (!('~standard' in schema)) return schema as JsonSchema;
  const { jsonSchema } = schema['~standard'] as Telling;
  if (!jsonSchema) {
    const way = 'as in z.toJSONSchema(schema, { io: "input" }) for zod/mini or a zod before 4.2';
    throw new PartialError('invalid', `The schema cannot tell its JSON Schema: pass that one, ${way}.`);
  }
  try {
    return jsonSchema.input({ target: 'draft-2020-12' });
  } catch (cause) {
    const message = `A part of the schema has no JSON Schema: ${(cause as Error).message}`;
    throw new PartialError('invalid', message, { cause });
  }
}

/** Whether `type`, a name or a list of names, allows `name`. */
export function hasType(type: unknown, name: string): boolean {
  return type === name || (Array.isArray(type) && type.includes(name));
}

/** Whether nothing matches it. */
export function isNever(schema: unknown): boolean {
  const { not }: JsonSchema = Object(schema);
  return schema === false || not === true || (not !== undefined && Object.keys(Object(not)).length === 0);
}

/** Whether anything matches it. */
export function isAny(schema: unknown): boolean {
  return schema === true || (schema !== false && Object.keys(Object(schema)).length === 0);
}

/** What a reference of `root` points to: `#`, or an entry of its definitions. */
export function resolve(root: JsonSchema, ref: string): JsonSchema {
  const [, name] = /^#\/(?:\$defs|definitions)\/([^/]+)$/.exec(ref) ?? [];
  const found =
    ref === '#' ? root : name && definitionsOf(root)[name.replaceAll('~1', '/').replaceAll('~0', '~')];
  if (!found) throw new PartialError('invalid', `The JSON Schema has nothing at ${ref}.`);
  return found;
}

function definitionsOf(root: JsonSchema): { readonly [name: string]: JsonSchema } {
  return { ...(root.definitions as object), ...(root.$defs as object) };
}

/** The references within a part of a schema. */
export function refsIn(part: unknown): readonly string[] {
  // In a string of a schema's own there is a backslash before each quote.
  const found = JSON.stringify(part).matchAll(/"\$ref":("(?:[^"\\]|\\.)+")/g);
  return [...found].map(([, ref = '""']) => canonical(JSON.parse(ref)));
}

/** The one name of what has two: older drafts say `definitions`. */
export function canonical(ref: string): string {
  return ref.replace('#/definitions/', '#/$defs/');
}

/** Whether the references within `part`, and within what they point to, lead to `target`. */
export function leadsTo(root: JsonSchema, part: unknown, target: string): boolean {
  const seen = new Set<string>();
  const open: unknown[] = [part];
  for (const each of open) {
    for (const ref of refsIn(each)) {
      if (seen.has(ref)) continue;
      seen.add(ref);
      // The root holds the definitions, too, which are not reached by way of it.
      const { $defs: _, definitions: __, ...rest } = resolve(root, ref);
      open.push(rest);
    }
  }
  return seen.has(target);
}
