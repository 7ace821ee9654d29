// What a store shows: the status of its stream, and what there is of the document.
import type { Issue, JsonPath, OutputOf, PartialError, PartialOf, Schema } from '@partialkit/core';

/**
 * How far a stream is:
 *
 * - `idle`: nothing has begun, or the reader has left (`disconnect`, `reset`).
 * - `connecting`: asked, and not answered yet.
 * - `streaming`: the document grows.
 * - `reconnecting`: the connection was lost; what was shown stays, and `attempt` counts the tries.
 * - `done`: the document is whole and its schema took it; `data` is there.
 * - `incomplete`: the document ended early, by a token limit, a filter or a cut that cannot be mended; see `error`.
 * - `stopped`: the run was stopped, here or by another reader.
 * - `error`: see `error`.
 */
export type Status =
  | 'idle'
  | 'connecting'
  | 'streaming'
  | 'reconnecting'
  | 'done'
  | 'incomplete'
  | 'stopped'
  | 'error';

/** The statuses of a stream that goes on by itself. */
export type ActiveStatus = 'connecting' | 'streaming' | 'reconnecting';

interface Shown<S extends Schema> {
  /** What there is so far, true to the schema: `initial` before the first value, and the last good one after a fault. */
  readonly partial: PartialOf<S> | undefined;
  /** What the schema refused, one entry per path. */
  readonly issues: readonly Issue[];
  /** The deepest place that is still growing; null when nothing is. */
  readonly openPath: JsonPath | null;
  /** The last `meta` message: the application's own data beside the document. */
  readonly meta: unknown;
  /** The id of the run, chosen by the client. */
  readonly run: string | undefined;
  /** Tries to connect since the stream last went on; 0 while all is well. */
  readonly attempt: number;
  /** What is shown may be behind or wrong: a part was lost, and the whole has been asked for. */
  readonly stale: boolean;
}

type Outcome<S extends Schema> =
  | { readonly status: 'done'; readonly data: OutputOf<S>; readonly error: undefined }
  | { readonly status: 'error' | 'incomplete'; readonly data: undefined; readonly error: PartialError }
  | {
      readonly status: 'idle' | 'stopped' | ActiveStatus;
      readonly data: undefined;
      readonly error: undefined;
    };

/**
 * The state of a store: immutable, a new object where something has changed, and every field that has not keeps its
 * identity. `data`, the schema's output, is there when `status` is `done`, and `error` when it is `error` or
 * `incomplete`.
 *
 * ```ts
 * import type { PartialState } from '@partialkit/client';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string() });
 * const greet = (state: PartialState<typeof User>): string =>
 *   state.status === 'done' ? `Hello ${state.data.name}` : `${state.partial?.name ?? ''}…`;
 * ```
 */
export type PartialState<S extends Schema> = Shown<S> & Outcome<S>;
