// The store behind a component: the one it was given, or one of its own.
import {
  createPartialStore,
  type PartialStore,
  type PartialStoreOptions,
  type Schema,
} from '@partialkit/client';
import { useInsertionEffect, useState } from 'react';

/** A store, or what to make one of. */
export type StoreOrOptions<S extends Schema> = PartialStore<S> | PartialStoreOptions<S>;

interface Held<S extends Schema> {
  readonly key: unknown;
  readonly store: PartialStore<S>;
  /** What the component was last rendered with. */
  readonly latest: { current: StoreOrOptions<S> };
  /** What a store has begun with: another one, of another url, has no part in it. */
  readonly hydrate: unknown;
}

/**
 * The same store for as long as it is the same store or the same `url`. One that is made here opens nothing until
 * somebody subscribes, so that a render which is thrown away leaves nothing behind.
 */
export function useStore<S extends Schema>(source: StoreOrOptions<S>): PartialStore<S> {
  const [known, setHeld] = useState(() => hold(source));
  const held = known.key === keyOf(source) ? known : hold(source, known.hydrate);
  if (held !== known) setHeld(held);
  useInsertionEffect(() => {
    held.latest.current = source;
  });
  return held.store;
}

function hold<S extends Schema>(source: StoreOrOptions<S>, used?: unknown): Held<S> {
  const latest = { current: source };
  if (isStore(source)) return { key: source, store: source, latest, hydrate: used };
  const options = () => {
    const now = latest.current as PartialStoreOptions<S>;
    return { ...now, hydrate: now.hydrate === used ? undefined : now.hydrate, whileSubscribed: true };
  };
  return { key: keyOf(source), store: createPartialStore(options), latest, hydrate: source.hydrate ?? used };
}

function keyOf<S extends Schema>(source: StoreOrOptions<S>): unknown {
  return isStore(source) ? source : source.url && `${source.url}`;
}

function isStore<S extends Schema>(source: StoreOrOptions<S>): source is PartialStore<S> {
  return 'getState' in source;
}
