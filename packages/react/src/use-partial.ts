// A store's state as plain values of a component.
import type { PartialState, PartialStore, PartialStoreOptions, Schema } from '@partialkit/client';
import { useMemo, useSyncExternalStore } from 'react';
import { type StoreOrOptions, useStore } from './use-store.ts';

/** What {@link usePartial} returns: the fields of the state, the verbs of the store, and the store. */
export type PartialView<S extends Schema> = PartialState<S> &
  Omit<PartialStore<S>, 'getState' | 'getInitialState' | 'subscribe'> & { readonly store: PartialStore<S> };

/**
 * Shows a store's state, and renders when it has changed. Given options, the component has a store of its own, which
 * starts with it (`immediate`) or on `submit`, and leaves its run when the component goes. The options of the last
 * render count, for the next run and for every callback; another `url` is another store.
 *
 * ```tsx
 * import { usePartial } from '@partialkit/react';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), age: z.number() });
 *
 * export function Profile() {
 *   const { partial, status, submit } = usePartial({ schema: User, url: '/api/profile' });
 *   return (
 *     <section aria-busy={status === 'streaming'}>
 *       <button onClick={() => submit({ prompt: 'Ada' })}>Write</button>
 *       {partial?.name} {partial?.age}
 *     </section>
 *   );
 * }
 * ```
 */
export function usePartial<S extends Schema>(
  source: PartialStore<S> | PartialStoreOptions<S>,
): PartialView<S>;
/**
 * Shows what `selector` takes of a store's state, and renders when that has changed.
 *
 * ```tsx
 * import { createPartialStore } from '@partialkit/client';
 * import { usePartial } from '@partialkit/react';
 * import * as z from 'zod';
 *
 * const store = createPartialStore({ schema: z.object({ title: z.string() }), url: '/api/report' });
 *
 * export function Title() {
 *   const title = usePartial(store, (state) => state.partial?.title);
 *   return <h1>{title ?? '…'}</h1>;
 * }
 * ```
 */
export function usePartial<S extends Schema, T>(
  store: PartialStore<S>,
  selector: (state: PartialState<S>) => T,
): T;
export function usePartial<S extends Schema>(
  source: StoreOrOptions<S>,
  selector?: (state: PartialState<S>) => unknown,
): unknown {
  const store = useStore(source);
  const select = useMemo(() => once(selector ?? ((state) => viewOf(store, state))), [store, selector]);
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.getState()),
    () => select(store.getInitialState()),
  );
}

function viewOf<S extends Schema>(store: PartialStore<S>, state: PartialState<S>): PartialView<S> {
  const { getState: _, getInitialState: __, subscribe: ___, ...verbs } = store;
  return { ...state, ...verbs, state: (path, shown = state) => store.state(path, shown), store };
}

/** Asks `select` once per state, so that it may make a new object each time. */
function once<S extends Schema>(select: (state: PartialState<S>) => unknown): typeof select {
  let asked: PartialState<S> | undefined;
  let answer: unknown;
  return (state) => {
    if (state !== asked) {
      answer = select(state);
      asked = state;
    }
    return answer;
  };
}
