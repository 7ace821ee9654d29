// The store: one state for one growing answer, and the verbs that start, leave and end its runs.
import type {
  ArrayElement,
  FieldPath,
  FieldState,
  FieldValue,
  JsonPath,
  OutputOf,
  PartialError,
  PartialOf,
  PartialOptions,
  Schema,
} from '@partialkit/core';
import type { Dehydrated } from './dehydrate.ts';
import type { HttpInit } from './http.ts';
import type { Retry } from './retry.ts';
import type { Source, SourceFunction } from './source.ts';
import type { PartialState } from './state.ts';

/** What a store does with its document. */
interface StoreOptions<S extends Schema> extends PartialOptions {
  /** A zod 4 schema, classic or mini, or any Standard Schema. */
  readonly schema: S;
  /** How unnamed snapshots follow each other, as Instructor's backends send them; `replace` by default. */
  readonly mode?: 'replace' | 'merge';
  /** When what has come is shown: once per `frame` (the default), or at most once in so many milliseconds; 0 is at once. */
  readonly throttle?: 'frame' | number;
  /** What a `submit` does while a run is under way: end that one (`replace`, the default), wait for it, or nothing. */
  readonly concurrency?: 'replace' | 'queue' | 'ignore';
  /** Starts by itself, as soon as the store is made. */
  readonly immediate?: boolean;
  /** The input of the run that `immediate` starts. */
  readonly input?: unknown;
  /** Shown as `partial` before the first value of a run. */
  readonly initial?: PartialOf<S>;
  /** Begins with what `dehydrate` took of a store on the server, and goes on with its run. */
  readonly hydrate?: Dehydrated<S> | undefined;
  /** How a lost connection is tried again. */
  readonly retry?: Retry;
  /** Which of the choices (OpenAI) or candidates (Gemini) of a model's stream is followed; 0 by default. */
  readonly choice?: number;
  /** Which tool call of a model's stream is followed: its name, its place, true for the first, false for none. */
  readonly tool?: string | number | boolean;
  /** Hears what is shown, each time that it has changed. */
  onPartial?(partial: PartialOf<S>): void;
  /** Hears each element of the arrays at these paths once, when it has passed its schema. */
  readonly onElement?: ElementListeners<S>;
  /** Hears every `meta` message. */
  onMeta?(meta: unknown): void;
  /** Hears the result. */
  onFinish?(data: OutputOf<S>): void;
  /** Hears why there is no result; not after `stop`. */
  onError?(error: PartialError): void;
}

/** Listeners by path: `{ items: ({ value, index }) => … }`. */
export type ElementListeners<S extends Schema> = {
  readonly [P in Extract<FieldPath<S>, string>]?: (
    element: ArrayElement<ElementOf<FieldValue<S, P>>>,
  ) => void;
};

type ElementOf<T> = NonNullable<T> extends readonly (infer Element)[] ? Element : unknown;

/**
 * Options of {@link createPartialStore}: a `schema`, and where the document comes from. `url` alone means `http(url)`,
 * with what belongs to it beside.
 */
export type PartialStoreOptions<S extends Schema> = StoreOptions<S> &
  (
    | ({ readonly url: string | URL; readonly source?: never } & HttpInit)
    | { readonly source: Source | SourceFunction; readonly url?: never }
  );

/** How {@link PartialStore.subscribe} compares what was selected, and whether it tells at once. */
export interface SubscribeOptions<U> {
  /** `Object.is` by default. */
  readonly equalityFn?: (a: U, b: U) => boolean;
  readonly fireImmediately?: boolean;
}

/** See {@link createPartialStore}. The functions need no `this`. */
export interface PartialStore<S extends Schema> {
  getState(): PartialState<S>;
  /** The state that the store began with: what a server renders, and a hydrating page must begin with. */
  getInitialState(): PartialState<S>;
  /** Calls `listener` after each change; returns how to stop that. */
  subscribe(listener: (state: PartialState<S>, previous: PartialState<S>) => void): () => void;
  /** The same, where what `selector` takes has changed. */
  subscribe<U>(
    selector: (state: PartialState<S>) => U,
    listener: (selected: U, previous: U) => void,
    options?: SubscribeOptions<U>,
  ): () => void;
  /** Starts a run. Resolves when that is over, however it went; never rejects. */
  submit(input?: unknown): Promise<void>;
  /** Ends the run, on the server too, and those that wait. Resolves when the server has been told; never rejects. */
  stop(): Promise<void>;
  /** Leaves the run, which goes on; what is shown stays, for `resume`. */
  disconnect(): void;
  /** Goes on with the run that was left or lost, from where it was. Resolves when that is over; never rejects. */
  resume(): Promise<void>;
  /** Leaves the run and begins anew, with nothing. */
  reset(): void;
  /** How far a place of the document is. */
  state(path: FieldPath<S> | JsonPath): FieldState;
}
