// Null where an optional key is meant to be absent, as the strict mode of providers has it.
import { compile } from './compile.ts';
import { typeOf } from './shape.ts';
import { NULL } from './token.ts';
import { run, runKey, type ZodDef, type ZodSchema } from './zod.ts';

/** Whether null stands for nothing where `schemas` judge what is absent, and a value has one of `types`. */
export const isAbsence = (types: number, schemas: readonly (ZodSchema | undefined)[]): boolean =>
  !(types & NULL) && schemas.every((schema) => schema?._zod.optin);

/**
 * `raw` without the nulls that stand for absent optional keys; what has none keeps its identity. In a list, whose
 * indices stay, such a null becomes undefined; at the end of a tuple, it goes.
 */
export function withoutNulls(schema: ZodSchema | null | undefined, raw: unknown, depth = 512): unknown {
  if (!schema || !depth || typeof raw !== 'object' || raw === null) return raw;
  const { def, innerType } = schema._zod;
  const through = (inner: ZodSchema, value = raw): unknown => withoutNulls(inner, value, depth - 1);
  switch (def.type) {
    case 'object':
    case 'record':
    case 'array':
    case 'tuple':
      return partsOf(schema, raw as Container, depth);
    case 'union':
      return chosen(def, raw as Container, through);
    case 'intersection':
      return through(def.right, through(def.left) as object);
    case 'pipe':
      // What comes before a schema is given what that would take.
      return through(def.in._zod.def.type === 'transform' ? def.out : def.in);
    default:
      return through(innerType ?? def.innerType);
  }
}

type Container = Record<string, unknown>;

function partsOf({ _zod: { def } }: ZodSchema, raw: Container, depth: number): unknown {
  const isArray = Array.isArray(raw);
  let made = raw;
  for (const [key, part] of Object.entries(raw)) {
    const known = def.shape && Object.hasOwn(def.shape, key) ? def.shape[key] : def.items?.[+key];
    const child = known ?? def.element ?? def.valueType ?? def.catchall ?? def.rest;
    const isKey = !def.keyType || !runKey(def.keyType, key)?.issues.length;
    const isAbsent = part === null && child && isKey && isAbsence(compile(child).types, [child]);
    const value = isAbsent ? undefined : withoutNulls(child, part, depth - 1);
    if (value === part) continue;
    if (made === raw) made = (isArray ? raw.slice() : { ...raw }) as Container;
    if (isAbsent && !isArray) delete made[key];
    else made[key] = value;
  }
  if (made !== raw && isArray && def.items) {
    const items = made as unknown as unknown[];
    while (items.length && items.length <= def.items.length && items.at(-1) === undefined) items.pop();
  }
  return made;
}

/** What the first option that takes it makes of `raw`. */
function chosen(def: ZodDef, raw: Container, through: (option: ZodSchema) => unknown): unknown {
  const { options: all, discriminator: tag } = def;
  // A tag that is null is no absence where an option has it.
  const tagged = tag ? all.filter((option) => option._zod.propValues?.[tag]?.has(raw[tag])) : [];
  const options = (tagged.length ? tagged : all).filter((option) => {
    const tags = Object.entries(option._zod.propValues ?? {});
    const isOfType = compile(option).types & typeOf(raw);
    return isOfType && tags.every(([key, values]) => (raw[key] ?? null) === null || values.has(raw[key]));
  });
  // None is run where there is nothing to choose.
  if (options.length < 2 || !JSON.stringify(raw).includes('null'))
    return options[0] ? through(options[0]) : raw;
  let best: unknown = raw;
  for (const option of options) {
    const made = through(option);
    const judged = run(option, made);
    if (judged && !judged.issues.length) return made;
    // One that waits may take it, if no other does.
    if (!judged && best === raw) best = made;
  }
  return best;
}
