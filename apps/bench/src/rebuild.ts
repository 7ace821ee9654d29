// The schema of a workload in the words of another library, for peers that do not read zod 4.
import type * as z from 'zod';

/** Another library's way to say the kinds that the workloads use. */
export interface Builder<T> {
  object(shape: Record<string, T>): T;
  array(element: T): T;
  string(): T;
  number(): T;
  boolean(): T;
  enum(values: readonly string[]): T;
  nullable(inner: T): T;
}

/** @throws RangeError for a kind that {@link Builder} has no word for, and for a schema that holds itself */
export function rebuild<T>(schema: z.core.$ZodType, builder: Builder<T>, above: readonly object[] = []): T {
  if (above.includes(schema)) throw new RangeError('has no recursive schemas');
  const inner = (part: z.core.$ZodType): T => rebuild(part, builder, [...above, schema]);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return builder.object(
        Object.fromEntries(Object.entries(def.shape).map(([key, part]) => [key, inner(part)])),
      );
    case 'array':
      return builder.array(inner(def.element));
    case 'string':
    case 'number':
    case 'boolean':
      return builder[def.type]();
    case 'enum':
      return builder.enum(Object.values(def.entries).map(String));
    case 'nullable':
      return builder.nullable(inner(def.innerType));
    case 'optional':
      return inner(def.innerType);
    default:
      throw new RangeError(`has no schema for a ${def.type}`);
  }
}

/** Why `builder` cannot say this schema, if it cannot. */
export function gap(schema: z.core.$ZodType, builder: Builder<unknown>): string | undefined {
  try {
    rebuild(schema, builder);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
