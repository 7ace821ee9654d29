// What a store can be told.
import type {
  ArrayElement,
  ElementOf,
  FieldPath,
  OutputOf,
  PartialError,
  PartialOf,
  PartialOptions,
  Schema,
} from '@partialkit/core';
import type { Dehydrated } from './dehydrate.ts';
import { type HttpInit, http } from './http.ts';
import type { Optional } from './optional.ts';
import type { Retry } from './retry.ts';
import type { Reading, Source, SourceFunction } from './source.ts';

/** What a store does with its document. */
export interface StoreOptions<S extends Schema> extends PartialOptions, Reading, Optional<Listeners<S>> {
  /** A zod 4 schema, classic or mini, or any Standard Schema. */
  readonly schema: S;
  /** How unnamed snapshots follow each other, as Instructor's backends send them; `replace` by default. */
  readonly mode?: 'replace' | 'merge' | undefined;
  /** When what has come is shown: once per `frame` (the default), or at most once in so many milliseconds; 0 is at once. */
  readonly throttle?: 'frame' | number | undefined;
  /** What a `submit` does while a run is under way: end that one (`replace`, the default), wait for it, or nothing. */
  readonly concurrency?: 'replace' | 'queue' | 'ignore' | undefined;
  /**
   * Starts by itself, as soon as the store is made; goes on with the run that `hydrate` brings, where that is not over,
   * has not failed, and does not come from a function, which only `resume` calls again.
   */
  readonly immediate?: boolean | undefined;
  /** The input of the run that `immediate` starts. */
  readonly input?: unknown;
  /** Shown as `partial` before the first value of a run. */
  readonly initial?: PartialOf<S> | undefined;
  /**
   * Begins with what `dehydrate` took of a store on the server; `resume` goes on with its run. A component begins one
   * store with it: not the next one, of another `url`.
   */
  readonly hydrate?: Dehydrated<S> | undefined;
  /**
   * Lives as its subscribers do, as the store of one component should: `immediate` waits for the first one, and when the
   * last one has left and none has come back at once, the store leaves its run, to go on with it when one comes again.
   */
  readonly whileSubscribed?: boolean | undefined;
  /** How a lost connection is tried again. */
  readonly retry?: Retry | undefined;
  /** Hears each element of the arrays at these paths once, when it has passed its schema. */
  readonly onElement?: ElementListeners<S> | undefined;
}

interface Listeners<S extends Schema> {
  /** Hears what is shown, each time that it has changed. */
  onPartial(partial: PartialOf<S>): void;
  /** Hears every `meta` message. */
  onMeta(meta: unknown): void;
  /** Hears the result. */
  onFinish(data: OutputOf<S>): void;
  /** Hears why there is no result; not after `stop`. */
  onError(error: PartialError): void;
}

/** Where the document comes from. */
type Origin =
  | ({ readonly url: string | URL; readonly source?: undefined } & HttpInit)
  | { readonly source: Source | SourceFunction; readonly url?: undefined };

/** Listeners by path: `{ items: ({ value, index }) => … }`. */
export type ElementListeners<S extends Schema> = {
  readonly [P in Extract<FieldPath<S>, string>]?:
    | ((element: ArrayElement<ElementOf<S, P>>) => void)
    | undefined;
};

/**
 * Options of {@link createPartialStore}: a `schema`, and where the document comes from. `url` alone means `http(url)`,
 * with what belongs to it beside.
 */
export type PartialStoreOptions<S extends Schema> = StoreOptions<S> & Origin;

/** The transport that options name. */
export function originOf(options: Origin): Source | SourceFunction {
  return options.source ?? http(options.url, options);
}
