// Whether a value could be shown under a schema: the promise that every partial keeps, as a question.

import { childOf, shapeOf } from './compile.ts';
import type { PartialOptions } from './document.ts';
import { isPlain } from './json.ts';
import { goodLength } from './live.ts';
import type { PartialOf, Schema } from './partial-of.ts';
import { ANY, LEAF, narrow, RECORD, type Shape, STRING_LEAF, TAGGED, typeOf, UNION } from './shape.ts';
import { ARR, NULL, OBJ, STR } from './token.ts';
import { overwrites, run, runKey, type ZodSchema } from './zod.ts';

/** Places below this depth are no partial of anything. */
const DEEPEST = 512;

/**
 * Whether `value` is what a document of `schema`, under the same `rules`, may show before its end. A transform's output is
 * taken on trust, since a schema cannot say what it makes.
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
export function isValidPartial<S extends Schema>(
  schema: S,
  value: unknown,
  { rules }: Pick<PartialOptions, 'rules'> = {},
): value is PartialOf<S> {
  return value === undefined || fits(shapeOf(schema, rules), value, 0);
}

function fits(shape: Shape, value: unknown, depth: number): boolean {
  if (depth > DEEPEST) return false;
  if (value === undefined) return mayBeUndefined(shape.schema);
  const type = typeOf(value);
  const passes = (): boolean => !run(shape.schema as ZodSchema, value)?.issues.length;
  const some = (): boolean =>
    (shape.options ?? []).some((option) => fits(narrow(shape, option), value, depth + 1));
  switch (shape.kind) {
    case ANY:
      return true;
    case UNION:
      return some() || (type === NULL && !!(shape.types & NULL));
    case LEAF: {
      const trust = trustOf(shape.schema as ZodSchema);
      return trust > 1 || (trust ? (shape.types & type) > 0 : passes());
    }
    case STRING_LEAF:
      return type === STR ? goodLength(shape, value as string) === (value as string).length : passes();
  }
  if (!(type & (OBJ | ARR))) return !!(shape.types & type);
  if (!(shape.types & type)) return false;
  const entries = Object.entries(value as object);
  // A list has no holes, and an object is no instance of anything.
  if (Array.isArray(value) ? entries.length !== value.length : !isPlain(value as object)) return false;
  const parts = (): boolean =>
    entries.every(([key, part], index) => {
      const isKey = shape.kind !== RECORD || allows(shape.keys as ZodSchema, key);
      const child = isKey ? childOf(shape, type === ARR ? index : key) : undefined;
      return child ? fits(child, part, depth + 1) : !!shape.loose;
    });
  if (shape.kind === TAGGED) {
    const tag = entries.find(([key]) => key === shape.tag)?.[1];
    const option = shape.tags?.get(tag);
    return option ? fits(narrow(shape, option()), value, depth + 1) : some();
  }
  // Where a key need not be there, its gate opens when the object closes without it.
  const isOpen = (key: string): boolean => {
    const field = shape.fields?.get(key);
    return Object.hasOwn(value as object, key) || !field || field._zod.optout !== undefined;
  };
  const gated = shape.gate?.every(isOpen) ?? true;
  return gated && entries.length <= (shape.max ?? entries.length) && parts();
}

/** Whether a schema makes undefined of nothing, as zod fills tuples and records. */
function mayBeUndefined(schema: ZodSchema | undefined): boolean {
  if (!schema || trustOf(schema) > 1) return true;
  const judged = run(schema, undefined);
  return judged?.issues.length === 0 && judged.value === undefined;
}

/** Whether `keys` let a record have this one. */
const allows = (keys: ZodSchema, key: string): boolean =>
  trustOf(keys) > 0 || !runKey(keys, key)?.issues.length;

/** How a whole value is known: 0 by its schema, 1 by its type, 2 not at all, since the schema has made it. */
function trustOf(schema: ZodSchema, depth = 0): number {
  const { def, innerType = def.innerType } = schema._zod;
  const isMade = /^(pipe|transform|catch|custom|intersection|union|success|promise)$/.test(def.type);
  if (isMade || def.coerce || depth > DEEPEST) return 2;
  const trust = overwrites(schema) ? 1 : 0;
  if (!innerType) return trust;
  // A default need not pass the checks that stand beside it.
  return Math.max(trust, def.type === 'default' ? 1 : 0, trustOf(innerType, depth + 1));
}
