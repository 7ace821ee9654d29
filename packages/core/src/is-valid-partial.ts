// Whether a value could be shown under a schema: the promise that every partial keeps, as a question.
import type { PartialOf, Schema } from './partial-of.ts';
import { ANY, ARRAY, anything, childOf, compile, LEAF, OBJECT, RECORD, type Shape, STRING_LEAF, TAGGED, TUPLE, typeOf, UNION } from './shape.ts';
import { ARR, NULL, OBJ, STR } from './tokenizer.ts';
import { run, type ZodSchema } from './zod.ts';

/** Places below this depth are no partial of anything. */
const DEEPEST = 512;

/**
 * Whether `value` is what a document of `schema` may show before its end. A transform's output is taken on trust, since a
 * schema cannot say what it makes.
 *
 * ```ts
 * import { isValidPartial } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), role: z.enum(['admin', 'guest']) });
 * console.log(isValidPartial(User, { name: 'A' })); // true
 * console.log(isValidPartial(User, { role: 'adm' })); // false
 * ```
 */
export function isValidPartial<S extends Schema>(schema: S, value: unknown): value is PartialOf<S> {
  return value === undefined || fits('_zod' in schema ? compile(schema as unknown as ZodSchema) : anything, value, 0);
}

function fits(shape: Shape, value: unknown, depth: number): boolean {
  const type = typeOf(value);
  if (depth > DEEPEST) return false;
  if (shape.kind === LEAF) return isOpaque(shape.schema) || run(shape.schema as ZodSchema, value)?.issues.length === 0;
  if (type === NULL || !(type & (OBJ | ARR))) {
    if (shape.kind === UNION) return (shape.options ?? []).some((option) => fits(option, value, depth)) || (type === NULL && !!(shape.types & type));
    if (type === STR && shape.kind === STRING_LEAF) return !shape.live || shape.live(value as string) === (value as string).length;
    return !!(shape.types & type) && (shape.kind === ANY || run(shape.schema as ZodSchema, value)?.issues.length === 0);
  }
  if (!(shape.types & type)) return false;
  switch (shape.kind) {
    case UNION:
      return (shape.options ?? []).some((option) => fits(option, value, depth + 1));
    case TAGGED: {
      const object = value as Record<string, unknown>;
      const tag = Object.hasOwn(object, shape.tag as string) ? object[shape.tag as string] : undefined;
      const option = shape.tags?.get(tag);
      return option ? fits(option(), value, depth) : (shape.options ?? []).some((other) => fits(other, value, depth));
    }
    case OBJECT:
    case RECORD: {
      if (shape.gate?.some((key) => !Object.hasOwn(value as object, key))) return false;
      return Object.entries(value as object).every(([key, part]) => {
        const child = childOf(shape, key);
        return child ? part === undefined || fits(child, part, depth + 1) : !!shape.loose;
      });
    }
    case ARRAY:
    case TUPLE:
      return (value as unknown[]).every((part, index) => {
        const child = childOf(shape, index);
        return index < (shape.max ?? index + 1) && !!child && fits(child, part, depth + 1);
      });
    default:
      return true;
  }
}

/** Whether a schema makes something of its input that only it knows. */
function isOpaque(schema: ZodSchema | undefined): boolean {
  const def = schema?._zod.def;
  if (!def) return true;
  if (def.coerce || def.checks?.some((check) => check._zod.def.check === 'overwrite')) return true;
  return /^(pipe|transform|catch|custom|intersection|union|success|promise|lazy|optional|nullable|default|prefault|readonly|nonoptional|object|array|tuple|record)$/.test(def.type);
}
