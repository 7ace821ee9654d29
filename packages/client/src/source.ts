// What brings the messages of a run to a store: a transport of ours, or any function that answers with a stream.
import { type Message, readMessages } from '@partialkit/core';
import { readAnswer } from './read-answer.ts';

/** What a {@link SourceFunction} is asked for. */
export interface SourceRequest {
  /** What `submit` was given. */
  readonly input: unknown;
  /** The id of the run, chosen by the client. */
  readonly run: string;
  /** The last message that was taken, `<epoch>-<seq>`: what follows it is wanted. */
  readonly after: string | undefined;
  /** Aborts when the store has left. */
  readonly signal: AbortSignal;
}

/** What a {@link Source} is asked for, and what it may tell of a connection beside its messages. */
export interface ConnectRequest extends SourceRequest {
  /** The run has begun before. Without `after`, it is wanted from a snapshot on. */
  readonly isJoin: boolean;
  /** Which output of a model is followed. */
  readonly reading: Reading;
  /** The server has accepted. `isResumable`: it keeps a log of the run, and sends heartbeats. */
  onLive(isResumable: boolean): void;
  /** Something has come, be it a heartbeat. */
  onActivity(): void;
  /** The server wants to be asked again not before so many milliseconds have passed, whenever that is. */
  onRetry(ms: number): void;
  /** The same, for the next time only. */
  onRetryAfter(ms: number): void;
}

/** Which output of a model is followed, as `readMessages` takes it. */
export interface Reading {
  /** The index of the choice (OpenAI) or candidate (Gemini); 0 by default. */
  readonly choice?: number | undefined;
  /** The tool call: its name, its place among the tool calls, true for the first one, false for none. */
  readonly tool?: string | number | boolean | undefined;
}

/** A transport. */
export interface Source {
  /**
   * Opens a connection; called again after a fault, with the place to go on from. It is over when its messages are. An
   * `end` without an `id` says why a connection is over, and not the run, where the run's own messages have ids. A
   * PartialError that is thrown is final, anything else is a failed connection. Ends soon when the signal aborts.
   */
  connect(request: ConnectRequest): AsyncIterable<Message>;
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

/** Makes a transport of a function. */
export function sourceOf(call: SourceFunction): Source {
  return {
    async *connect(request) {
      const { signal } = request;
      const start = Date.now();
      const answer = await new Promise<Streamable>((resolve, reject) => {
        signal.addEventListener('abort', reject);
        Promise.resolve()
          .then(() => {
            // It may cost something.
            signal.throwIfAborted();
            return call(request);
          })
          .then((late) => {
            // Nobody is there to read it: to begin with it, aborted, is to close it.
            if (signal.aborted) void readMessages(late, { signal }).next();
            resolve(late);
          }, reject);
      });
      yield* readAnswer(answer, request, start);
    },
  };
}
