// What a zod schema says about the keys of an object before they have come.
import type * as z from 'zod';

/** Wrappers in wrappers; a schema that is only getters must not hang. */
const WRAPPERS = 32;

/** The keys of the object that `schema` describes or `value` is, in the schema's order; undefined for anything else. */
export function keysOf(schema: unknown, value: unknown): string[] | undefined {
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  const shape = isObject || value === undefined ? shapeOf(schema, value) : undefined;
  if (!shape) return isObject ? Object.keys(value) : undefined;
  return [...new Set([...Object.keys(shape), ...Object.keys(value ?? {})])];
}

/** The schema of what stands at `key`, if it is known. */
export function childSchema(schema: unknown, value: unknown, key: string | number): unknown {
  const def = definition(schema, value);
  if (def?.type === 'array') return def.element;
  if (def?.type === 'record') return def.valueType;
  if (def?.type === 'tuple') return def.items[Number(key)] ?? def.rest;
  return def?.type === 'object' && Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
}

function shapeOf(schema: unknown, value: unknown): object | undefined {
  const def = definition(schema, value);
  return def?.type === 'object' ? def.shape : undefined;
}

/** The definition under all wrappers; of a tagged union, that of the option whose tag has come. */
function definition(schema: unknown, value: unknown): z.core.$ZodTypes['_zod']['def'] | undefined {
  let next = schema;
  for (let i = 0; i < WRAPPERS && isZod(next); i++) {
    const def: z.core.$ZodTypes['_zod']['def'] = next._zod.def;
    if ('innerType' in def) next = def.innerType;
    else if (def.type === 'lazy') next = def.getter();
    else if (def.type === 'pipe') next = def.out;
    else if (def.type === 'union') next = optionOf(def, value);
    else return def;
  }
  return undefined;
}

function optionOf(def: z.core.$ZodUnionDef | z.core.$ZodDiscriminatedUnionDef, value: unknown): unknown {
  if (!('discriminator' in def)) return undefined;
  const key = def.discriminator;
  const tag = (Object(value) as Readonly<Record<string, z.core.util.Primitive>>)[key];
  return tag === undefined
    ? undefined
    : def.options.find((option) => option._zod.propValues?.[key]?.has(tag));
}

/** The schemas of zod are told by their one internal. */
function isZod(schema: unknown): schema is z.core.$ZodTypes {
  return typeof schema === 'object' && schema !== null && '_zod' in schema;
}
