// Which keys an object may have: those that its schema names, and the rest.
import type { JsonSchema } from './json-schema.ts';

/** The properties of a record whose keys are known. */
export function listed({ propertyNames, additionalProperties }: JsonSchema): JsonSchema {
  const { enum: names, const: name }: JsonSchema = Object(propertyNames);
  const keys = Array.isArray(names) ? names : name === undefined ? [] : [name];
  return Object.fromEntries(keys.map((key) => [`${key}`, additionalProperties]));
}

/**
 * What a key that is not listed may hold: a schema, which may be one that nothing matches. An object that lists its
 * keys and says nothing of others has no others: zod would take them away, so that a model need not write them.
 */
export function restOf({ properties, patternProperties, additionalProperties }: JsonSchema): unknown {
  const patterned = Object.values(Object(patternProperties));
  if (patterned.length > 0) return patterned.length > 1 ? { anyOf: patterned } : patterned[0];
  return additionalProperties ?? !properties;
}
