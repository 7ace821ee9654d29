// The store behind a component, the one it was given or one of its own, and the state of it that is shown.
import {
  createPartialStore,
  type PartialState,
  type PartialStore,
  type PartialStoreOptions,
  type Schema,
} from '@partialkit/client';
import {
  type ComputedRef,
  computed,
  getCurrentInstance,
  getCurrentScope,
  inject,
  type MaybeRefOrGetter,
  onMounted,
  type ShallowRef,
  shallowRef,
  ssrContextKey,
  toRaw,
  toValue,
  watch,
} from 'vue';

/** A store, or what to make one of. */
export type StoreOrOptions<S extends Schema> = PartialStore<S> | PartialStoreOptions<S>;

/** The same store for as long as `source` is the same store or has the same `url`. */
export function useStore<S extends Schema>(
  source: MaybeRefOrGetter<StoreOrOptions<S>>,
): ComputedRef<PartialStore<S>> {
  // Not left to `computed`, which asks again and again on a server.
  let held: { readonly key: unknown; readonly store: PartialStore<S> } | undefined;
  /** What a store has begun with: another one, of another url, has no part in it. */
  let used: unknown;
  return computed(() => {
    const now = toValue(source);
    const key = 'getState' in now ? toRaw(now) : now.url && `${now.url}`;
    if (!held || held.key !== key) {
      held = { key, store: 'getState' in now ? toRaw(now) : own(source, used) };
      if ('hydrate' in now) used = toRaw(now).hydrate ?? used;
    }
    return held.store;
  });
}

/** A store that opens nothing until somebody subscribes, and always has the latest options. */
function own<S extends Schema>(source: MaybeRefOrGetter<StoreOrOptions<S>>, used: unknown): PartialStore<S> {
  const options = () => {
    // Raw, since a schema does not work through a reactive proxy. It is made of options only while `source` has them.
    const now = toRaw(toValue(source)) as PartialStoreOptions<S>;
    return { ...now, hydrate: now.hydrate === used ? undefined : now.hydrate, whileSubscribed: true };
  };
  return createPartialStore(options);
}

/**
 * The state that a store shows, for as long as the scope lives. It is subscribed to once the component is mounted, or at
 * once where there is none, and never on a server. A server shows the state that the store began with, and so does a
 * page that takes over what a server has rendered.
 */
export function useShown<S extends Schema>(store: ComputedRef<PartialStore<S>>): ShallowRef<PartialState<S>> {
  const component = getCurrentInstance();
  const scope = getCurrentScope();
  const isServer = typeof document === 'undefined' || (component && inject(ssrContextKey, undefined));
  const isFirst = isServer || component?.vnode.el;
  const shown = shallowRef(isFirst ? store.value.getInitialState() : store.value.getState());
  const follow = () =>
    watch(
      store,
      ({ getState, subscribe }, _, onCleanup) => {
        const show = () => {
          shown.value = getState();
        };
        onCleanup(subscribe(show));
        show();
      },
      { immediate: true, flush: 'sync' },
    );
  if (component) onMounted(() => scope?.active && scope.run(follow));
  else if (!isServer) follow();
  return shown;
}
