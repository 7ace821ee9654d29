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
 * - `incomplete`: the document ended early, by a token limit, a filter, a text that stops, or the cut of a stream
 *   without ids, which cannot be asked for again; see `error`.
 * - `stopped`: the run was stopped, here or by another reader.
 * - `error`: see `error`; the code is `cut` where a stream with ids was lost for good.
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
type ActiveStatus = 'connecting' | 'streaming' | 'reconnecting';

interface Shown<S extends Schema> {
  /** What there is so far, true to the schema: `initial` before the first value, and the last good one after a fault. */
  readonly partial: PartialOf<S> | undefined;
  /** What the schema refused, one entry per path. */
  readonly issues: readonly Issue[];
  /**
   * The deepest place that is still open, or was when the stream broke off; `[]` before the first byte and while whole
   * values come. Null when the document is whole, and before the first run.
   */
  readonly openPath: JsonPath | null;
  /** The last `meta` message: the application's own data beside the document. */
  readonly meta: unknown;
  /** The id of the run, chosen by the client. */
  readonly run: string | undefined;
  /** Tries to connect since the stream last went on; 0 while all is well. */
  readonly attempt: number;
  /** What is shown may be behind or wrong: a part was lost, and has been asked for again. */
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

/** The state of a store that has done nothing yet. */
export function blankState<S extends Schema>(initial: PartialOf<S> | undefined): PartialState<S> {
  return {
    status: 'idle',
    partial: initial,
    data: undefined,
    error: undefined,
    issues: [],
    openPath: null,
    meta: undefined,
    run: undefined,
    attempt: 0,
    stale: false,
  };
}

/** `next` with the fields of `previous` that are the same; `previous` itself where all are. */
export function keepState<S extends Schema>(
  previous: PartialState<S>,
  next: PartialState<S>,
): PartialState<S> {
  const kept = {
    ...next,
    issues: keepItems(previous.issues, next.issues),
    openPath:
      previous.openPath && next.openPath ? keepItems(previous.openPath, next.openPath) : next.openPath,
  };
  const keys = Object.keys(kept) as (keyof typeof kept)[];
  return keys.every((key) => Object.is(kept[key], previous[key])) ? previous : kept;
}

function keepItems<T>(previous: readonly T[], next: readonly T[]): readonly T[] {
  return previous.length === next.length && next.every((item, i) => item === previous[i]) ? previous : next;
}
