// Lets a schema be null, once.
import { hasType, type JsonSchema } from './json-schema.ts';

/** Returns `schema`, or null. */
export function nullable(schema: JsonSchema): JsonSchema {
  const { type, anyOf } = schema;
  if (isNullable(schema)) return schema;
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  const types: unknown[] = [type ?? []].flat();
  const isNamed = 'const' in schema || 'enum' in schema;
  const isSimple = types.length > 0 && !isNamed && !hasType(type, 'object') && !hasType(type, 'array');
  return isSimple ? { ...schema, type: [...types, 'null'] } : { anyOf: [schema, { type: 'null' }] };
}

function isNullable({ type, anyOf, enum: values, const: only }: JsonSchema): boolean {
  return (
    hasType(type, 'null') ||
    only === null ||
    (Array.isArray(values) && values.includes(null)) ||
    (Array.isArray(anyOf) && anyOf.some((option) => isNullable(option as JsonSchema)))
  );
}
