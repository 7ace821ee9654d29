// Time travel: keeps every state that a store has shown, and a store of the same shape that shows any one of them.
import type { PartialState, PartialStore } from '@partialkit/client';
import type { Schema } from '@partialkit/core';

/** A state and when it was shown. States share what they have in common, so that keeping them all costs little. */
interface Moment<S extends Schema> {
  readonly state: PartialState<S>;
  /** Milliseconds since the run began. */
  readonly ms: number;
  /** Bytes that had come over the wire. */
  readonly bytes: number;
}

/** See {@link createTimeline}. */
export interface Timeline<S extends Schema> {
  /** A store whose state is that of the moment that is shown; its verbs are those of the live one. */
  readonly store: PartialStore<S>;
  readonly moments: readonly Moment<S>[];
  /** Index of the moment that is shown. */
  readonly at: number;
  /** Whether it is always the newest one. */
  readonly isLive: boolean;
  /** Shows a moment and stays there. */
  show(at: number): void;
  /** Shows the newest moment, and those that follow. */
  follow(): void;
  /** Calls `listener` when there is a new moment, or another one is shown. */
  subscribe(listener: () => void): () => void;
}

/** Half of the moments are dropped, every second one, when there are more. */
const MOST = 6000;

export function createTimeline<S extends Schema>(live: PartialStore<S>, bytes: () => number): Timeline<S> {
  const listeners = new Set<() => void>();
  let moments: Moment<S>[] = [{ state: live.getState(), ms: 0, bytes: 0 }];
  let start = performance.now();
  let chosen: number | undefined;

  const at = (): number => Math.min(chosen ?? moments.length - 1, moments.length - 1);
  const current = (): PartialState<S> => moments[at()]?.state ?? live.getState();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };

  live.subscribe((state, previous) => {
    if (state.run !== previous.run) {
      moments = [];
      chosen = undefined;
      start = performance.now();
    }
    if (moments.length > MOST) {
      moments = moments.filter((_, i) => i % 2 === 0);
      if (chosen !== undefined) chosen = Math.floor(chosen / 2);
    }
    moments.push({ state, ms: performance.now() - start, bytes: bytes() });
    tell();
  });

  const store: PartialStore<S> = {
    ...live,
    getState: current,
    state: (path, shown = current()) => live.state(path, shown),
    subscribe: <U>(
      first: ((state: PartialState<S>) => U) | ((state: PartialState<S>, previous: PartialState<S>) => void),
      second?: (selected: U, previous: U) => void,
      options: { equalityFn?: (a: U, b: U) => boolean; fireImmediately?: boolean } = {},
    ) => {
      // With a second function the first one selects.
      const select = (second ? first : (state: PartialState<S>) => state) as (state: PartialState<S>) => U;
      const listener = (second ?? first) as (selected: U, previous: U) => void;
      const { equalityFn = Object.is, fireImmediately = false } = options;
      let selected = select(current());
      const hear = (): void => {
        const previous = selected;
        const next = select(current());
        if (equalityFn(previous, next)) return;
        selected = next;
        listener(next, previous);
      };
      listeners.add(hear);
      if (fireImmediately) listener(selected, selected);
      return () => listeners.delete(hear);
    },
  };

  return {
    store,
    get moments() {
      return moments;
    },
    get at() {
      return at();
    },
    get isLive() {
      return chosen === undefined;
    },
    show(index) {
      chosen = Math.max(0, Math.min(index, moments.length - 1));
      tell();
    },
    follow() {
      chosen = undefined;
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
