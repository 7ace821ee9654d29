// One place of a document as plain values of a component.
import {
  type FieldPath,
  type FieldState,
  type FieldValue,
  type PartialStore,
  type Schema,
  valueAt,
} from '@partialkit/client';
import { usePartial } from './use-partial.ts';

/** What {@link usePartialField} returns. */
export interface PartialField<T> {
  /** What there is so far; undefined while nothing is there. */
  readonly value: T;
  /** How far it is. */
  readonly state: FieldState;
}

/**
 * Shows one place of a store's document, and renders when its value or its state has changed.
 *
 * ```tsx
 * import { createPartialStore } from '@partialkit/client';
 * import { usePartialField } from '@partialkit/react';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), address: z.object({ city: z.string() }) });
 * const store = createPartialStore({ schema: User, url: '/api/profile' });
 *
 * export function City() {
 *   const { value, state } = usePartialField(store, 'address.city');
 *   return <span aria-busy={state === 'streaming'}>{value ?? '…'}</span>;
 * }
 * ```
 */
export function usePartialField<S extends Schema, const P extends FieldPath<S>>(
  store: PartialStore<S>,
  path: P,
): PartialField<FieldValue<S, P>> {
  const value = usePartial(store, ({ partial }) => valueAt(partial, path));
  const state = usePartial(store, (shown) => store.state(path, shown));
  return { value, state };
}
