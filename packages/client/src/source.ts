// What brings the messages of a run to a store: a transport of ours, or any function that answers with a stream.
import type { Message, readMessages } from '@partialkit/core';

/** What a source is asked for. */
export interface SourceRequest {
  /** What `submit` was given. */
  readonly input: unknown;
  /** The id of the run, chosen by the client. A POST under it may be repeated: it joins. */
  readonly run: string;
  /** The last message that was taken, `<epoch>-<seq>`; what follows it is wanted. */
  readonly after: string | undefined;
  /** Aborts when the store has left. */
  readonly signal: AbortSignal;
}

/** What {@link Source} may say of a connection, beside its messages. */
export interface SourceHooks {
  /** The server has accepted. `isResumable` says that it keeps a log, and sends heartbeats. */
  onLive(isResumable: boolean): void;
  /** The server wants to be asked again not before so many milliseconds have passed. */
  onRetryAfter(ms: number): void;
}

/**
 * A transport. `connect` is called again after a fault, with the place to go on from; a connection is over when its
 * messages are, and its last one says why: an `end` without an `id` is the transport's own, not the run's.
 */
export interface Source {
  /** `isJoin`: the run has begun before; without `after` it is wanted from a snapshot on. */
  connect(request: SourceRequest, hooks: SourceHooks, isJoin: boolean): AsyncIterable<Message>;
  /** Ends the run for all its readers. `isSure`: the server has answered before, so that it knows the run. */
  stop?(run: string, isSure: boolean): Promise<void>;
}

/**
 * Any function that answers with a `Response` or an iterable of what `readMessages` takes, now or later.
 * It is called once per run, and again only by `resume`: nobody can know whether it is safe to repeat.
 */
export type SourceFunction = (request: SourceRequest) => Streamable | PromiseLike<Streamable>;

/** What `readMessages` takes. */
export type Streamable = Parameters<typeof readMessages>[0];
