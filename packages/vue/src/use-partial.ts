// A store's state as refs of a component.
import type { PartialState, PartialStore, PartialStoreOptions, Schema } from '@partialkit/client';
import { type ComputedRef, computed, type MaybeRefOrGetter } from 'vue';
import { type StoreOrOptions, useShown, useStore } from './use-store.ts';

/** What {@link usePartial} returns: the fields of the state and the store as refs, and the verbs of the store. */
export type PartialRefs<S extends Schema> = {
  readonly [Key in keyof PartialState<S>]: ComputedRef<PartialState<S>[Key]>;
} & Omit<PartialStore<S>, 'getState' | 'getInitialState' | 'subscribe'> & {
    readonly store: ComputedRef<PartialStore<S>>;
  };

/**
 * Shows a store's state; each ref changes only when its own field has. Given options, the component has a store of its
 * own, which starts with it (`immediate`) or on `submit`, and leaves its run when the component goes. Options may be a
 * ref or a getter: the latest count for the next run and for every callback, and another `url` is another
 * store.
 *
 * ```vue
 * <script setup lang="ts">
 * import { usePartial } from '@partialkit/vue';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), age: z.number() });
 * const { partial, status, submit } = usePartial({ schema: User, url: '/api/profile' });
 * </script>
 *
 * <template>
 *   <button :disabled="status === 'streaming'" @click="submit({ prompt: 'Ada' })">Write</button>
 *   <output :aria-busy="status === 'streaming'">{{ partial?.name }} {{ partial?.age }}</output>
 * </template>
 * ```
 */
export function usePartial<S extends Schema>(
  source: MaybeRefOrGetter<PartialStore<S> | PartialStoreOptions<S>>,
): PartialRefs<S>;
/**
 * Shows what `selector` takes of a store's state, and changes only when that has changed.
 *
 * ```vue
 * <script setup lang="ts">
 * import { createPartialStore } from '@partialkit/client';
 * import { usePartial } from '@partialkit/vue';
 * import * as z from 'zod';
 *
 * const store = createPartialStore({ schema: z.object({ title: z.string() }), url: '/api/report' });
 * const title = usePartial(store, (state) => state.partial?.title);
 * </script>
 *
 * <template>
 *   <h1>{{ title ?? '…' }}</h1>
 * </template>
 * ```
 */
export function usePartial<S extends Schema, T>(
  store: MaybeRefOrGetter<PartialStore<S>>,
  selector: (state: PartialState<S>) => T,
): ComputedRef<T>;
export function usePartial<S extends Schema>(
  source: MaybeRefOrGetter<StoreOrOptions<S>>,
  selector?: (state: PartialState<S>) => unknown,
): unknown {
  const store = useStore(source);
  const shown = useShown(store);
  if (selector) return computed(() => selector(shown.value));
  const fields = Object.entries(shown.value).map(([key]) => [
    key,
    computed(() => shown.value[key as keyof PartialState<S>]),
  ]);
  return {
    ...Object.fromEntries(fields),
    submit: (input) => store.value.submit(input),
    stop: () => store.value.stop(),
    disconnect: () => store.value.disconnect(),
    resume: () => store.value.resume(),
    reset: () => store.value.reset(),
    state: (path, of = shown.value) => store.value.state(path, of),
    store,
  } satisfies Omit<PartialRefs<S>, keyof PartialState<S>>;
}
