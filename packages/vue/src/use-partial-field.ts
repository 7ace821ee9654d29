// One place of a document as refs of a component.
import {
  type FieldPath,
  type FieldState,
  type FieldValue,
  type PartialStore,
  type Schema,
  valueAt,
} from '@partialkit/client';
import { type ComputedRef, computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useShown, useStore } from './use-store.ts';

/** What {@link usePartialField} returns. */
export interface PartialField<T> {
  /** What there is so far; undefined while nothing is there. */
  readonly value: ComputedRef<T>;
  /** How far it is. */
  readonly state: ComputedRef<FieldState>;
}

/**
 * Shows one place of a store's document; each ref changes only when the value or the state there has. The store and the
 * path may be refs or getters.
 *
 * ```vue
 * <script setup lang="ts">
 * import { createPartialStore } from '@partialkit/client';
 * import { usePartialField } from '@partialkit/vue';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), address: z.object({ city: z.string() }) });
 * const store = createPartialStore({ schema: User, url: '/api/profile' });
 * const { value, state } = usePartialField(store, 'address.city');
 * </script>
 *
 * <template>
 *   <span :aria-busy="state === 'streaming'">{{ value ?? '…' }}</span>
 * </template>
 * ```
 */
export function usePartialField<S extends Schema, const P extends FieldPath<S>>(
  store: MaybeRefOrGetter<PartialStore<S>>,
  path: MaybeRefOrGetter<P>,
): PartialField<FieldValue<S, P>> {
  const held = useStore(store);
  const shown = useShown(held);
  return {
    value: computed(() => valueAt(shown.value.partial, toValue(path))),
    state: computed(() => held.value.state(toValue(path), shown.value)),
  };
}
