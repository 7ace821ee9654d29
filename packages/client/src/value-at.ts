// The value at a path.
import {
  type FieldPath,
  type FieldValue,
  type JsonPath,
  type PartialOf,
  parsePath,
  type Schema,
} from '@partialkit/core';

/**
 * What there is at a path of a partial, undefined while nothing is.
 *
 * ```ts
 * import { valueAt } from '@partialkit/client';
 *
 * console.log(valueAt({ items: [{ title: 'Miso' }] }, 'items.0.title')); // Miso
 * ```
 */
export function valueAt<S extends Schema, const P extends FieldPath<S>>(
  partial: PartialOf<S> | undefined,
  path: P,
): FieldValue<S, P>;
export function valueAt(partial: unknown, path: string | JsonPath): unknown;
export function valueAt(partial: unknown, path: string | JsonPath): unknown {
  return parsePath(path).reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    partial,
  );
}
