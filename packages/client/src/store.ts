// The store: one state for one growing answer, and the verbs that start, leave and end its runs.
import { type FieldPath, type FieldState, type JsonPath, parsePath, type Schema } from '@partialkit/core';
import { createStore } from 'zustand/vanilla';
import { type Dehydrated, noteCursor } from './dehydrate.ts';
import { fieldStateIn, rememberStates } from './field-state.ts';
import { createFrame } from './frame.ts';
import { originOf, type PartialStoreOptions } from './options.ts';
import { createPresence } from './presence.ts';
import { createRun, type Run } from './run.ts';
import { type Listening, type SubscribeOptions, selecting } from './select.ts';
import { blankState, keepState, type PartialState } from './state.ts';
import { tell } from './tell.ts';

/** See {@link createPartialStore}. The functions need no `this`. A store of any schema is a `PartialStore<Schema>` too. */
export type PartialStore<S extends Schema> = StoreOf<S>;

/** A store by what it shows: the compiler compares that, and not the schemas, which are all different. */
interface StoreOf<S extends Schema, State = PartialState<S>, Path = FieldPath<S>> {
  /** The state as it is shown now; the same object until something changes. */
  getState(): State;
  /** The state that the store began with: what a server renders, and a hydrating page must begin with. */
  getInitialState(): State;
  /** Calls `listener` after each change; returns how to stop that. */
  subscribe(listener: (state: State, previous: State) => void): () => void;
  /** The same, where what `selector` takes has changed. */
  subscribe<U>(
    selector: (state: State) => U,
    listener: (selected: U, previous: U) => void,
    options?: SubscribeOptions<U>,
  ): () => void;
  /** Starts a run. Resolves when that is over, however it went; never rejects. */
  submit(input?: unknown): Promise<void>;
  /** Ends the run, on the server too, and those that wait. Resolves when the server has been told; never rejects. */
  stop(): Promise<void>;
  /** Leaves the run; what is shown stays. The server decides what becomes of the run, and so whether `resume` finds it. */
  disconnect(): void;
  /** Goes on with the run that was left or lost, from where it was. Resolves when that is over; never rejects. */
  resume(): Promise<void>;
  /** Leaves the run and begins anew, with nothing. */
  reset(): void;
  /** How far a place of the document is, in the state that is shown, or in `shown`, an earlier one. */
  state(path: Path | JsonPath, shown?: State): FieldState;
}

/**
 * Makes the store of one growing answer: `submit` starts a run, and what comes is shown as it comes, true to the schema,
 * until the result is there as `data`.
 *
 * ```ts
 * import { createPartialStore } from '@partialkit/client';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), skills: z.array(z.string()) });
 * const store = createPartialStore({ schema: User, source: () => ['{"name": "Ada", ', '"skills": ["maths"]}'] });
 * store.subscribe(
 *   (state) => state.partial?.name,
 *   (name) => console.log(name), // Ada
 * );
 * await store.submit();
 * console.log(store.getState().status, store.getState().data); // done { name: 'Ada', skills: [ 'maths' ] }
 * ```
 *
 * A function in place of the options is asked anew for each run and each callback; `initial`, `hydrate`, `throttle` and
 * `whileSubscribed` are read once.
 */
export function createPartialStore<S extends Schema>(
  options: PartialStoreOptions<S> | (() => PartialStoreOptions<S>),
): PartialStore<S> {
  const read = typeof options === 'function' ? options : () => options;
  const { initial, hydrate, whileSubscribed, throttle = 'frame' } = read();
  const blank = blankState<S>(initial);
  let run = hydrate?.run ? prepare(hydrate.run, undefined, hydrate) : undefined;
  const api = createStore<PartialState<S>>(() => run?.show(blank) ?? blank);
  const { getState, getInitialState } = api;
  const frame = createFrame(throttle, show);
  const queue: { readonly input: unknown; begin(run?: Promise<void>): void }[] = [];
  /** The run that is followed, until it is not. */
  let going: Promise<void> = Promise.resolve();

  function prepare(id: string, input: unknown, known?: Dehydrated<S>): Run<S> {
    const mine = createRun<S>({
      id,
      input,
      known,
      origin: originOf(read()),
      read,
      onChange(isUrgent) {
        // What an earlier run has to say comes too late.
        if (run !== mine) return;
        if (isUrgent) frame.flush();
        else frame.request();
      },
    });
    return mine;
  }

  function show(): void {
    const previous = getState();
    let next = run ? keepState(previous, run.show(previous)) : blank;
    if (next === previous) {
      // What is shown only at its end can be seen to stream by its field state alone.
      if (!places.haveMoved(previous)) return;
      next = { ...previous };
    }
    api.setState(next, true);
    const { partial } = next;
    if (partial === undefined || partial === previous.partial || next.run !== previous.run) return;
    tell(() => read().onPartial?.(partial));
  }

  function start(input: unknown): Promise<void> {
    const old = run;
    run = prepare(createId(), input);
    if (old?.isActive) void old.leave('stopped');
    const over = follow(run);
    // Only now, since whoever hears of it may leave at once.
    frame.flush();
    return over;
  }

  function follow(mine: Run<S>): Promise<void> {
    if (mine.isActive) return going;
    let end = (): void => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    // Before anybody hears of it, who may begin another.
    going = over;
    void mine.follow().then(() => {
      end();
      // Whoever waits for this run sees its result before the next one begins.
      if (queue.length) setTimeout(next);
    });
    return over;
  }

  function next(): void {
    if (run?.isActive) return;
    const first = queue.shift();
    first?.begin(start(first.input));
  }

  function clearQueue(): void {
    for (const { begin } of queue.splice(0)) begin();
  }

  /** Where a store lives as its subscribers do. */
  let hasBegun = false;
  let wasLeft = false;
  const presence = whileSubscribed
    ? createPresence(
        () => {
          if (wasLeft) void store.resume();
          else if (!hasBegun) launch();
          hasBegun = true;
        },
        () => {
          wasLeft = !!run?.isActive;
          store.disconnect();
        },
      )
    : undefined;

  function launch(): void {
    const { immediate, input, source } = read();
    if (!immediate) return;
    if (!run) void start(input);
    // What has failed, or a function would have to repeat, is gone on with by hand only.
    else if (!getState().error && typeof source !== 'function') void follow(run);
  }

  const places = rememberStates<PartialState<S>>((path, shown) =>
    run && shown === getState() ? run.state(path, shown) : fieldStateIn(shown, path),
  );

  const store: PartialStore<S> = {
    getState,
    getInitialState,

    subscribe<U>(...listener: Listening<PartialState<S>, U>) {
      const hear = listener.length === 1 ? listener[0] : selecting(getState(), ...listener);
      // One that throws takes nothing from those behind it.
      const unsubscribe = api.subscribe((state, previous) => tell(() => hear(state, previous)));
      const leave = presence?.();
      return () => {
        unsubscribe();
        leave?.();
      };
    },

    submit(input) {
      const { concurrency } = read();
      const isBusy = run?.isActive || queue.length;
      if (!isBusy || !concurrency || concurrency === 'replace') return start(input);
      if (concurrency === 'ignore') return Promise.resolve();
      return new Promise((begin) => queue.push({ input, begin }));
    },

    async stop() {
      clearQueue();
      await run?.leave('stopped');
    },

    disconnect() {
      clearQueue();
      if (run?.isActive) void run.leave('idle');
    },

    resume: () => (run ? follow(run) : Promise.resolve()),

    reset() {
      store.disconnect();
      run = undefined;
      frame.flush();
    },

    state: (path, shown = getState()) => places.stateAt(parsePath(path), shown),
  };

  noteCursor(store, () => (run?.isSettled ? undefined : run?.cursor));
  if (!whileSubscribed) launch();
  return store;
}

/** 128 random bits; `crypto.randomUUID` is not there on pages without TLS. */
function createId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
