// What a store on the server leaves for the one on the page.
import type { ErrorCode, Issue, JsonPath, OutputOf, PartialOf, Schema } from '@partialkit/core';
import type { Status } from './state.ts';
import type { PartialStore } from './store.ts';

/**
 * What `dehydrate` takes of a store: plain data, as JSON can carry it, but for what the schema itself makes of JSON
 * (dates, maps), which needs a serializer that knows them.
 */
export interface Dehydrated<S extends Schema> {
  readonly status: Status;
  readonly partial?: PartialOf<S> | undefined;
  readonly data?: OutputOf<S> | undefined;
  readonly error?: { readonly code: ErrorCode; readonly message: string } | undefined;
  readonly issues: readonly Issue[];
  readonly openPath: JsonPath | null;
  readonly meta?: unknown;
  readonly run?: string | undefined;
  /** The last message of the run that is in it; none where nothing more can come. */
  readonly cursor?: string | undefined;
}

const cursors = new WeakMap<object, () => string | undefined>();

/** Lets `dehydrate` know how far a store is. */
export function noteCursor(store: object, cursor: () => string | undefined): void {
  cursors.set(store, cursor);
}

/**
 * Takes what a store shows, for a store of another program to begin with: the server renders a run, and the page goes
 * on with it.
 *
 * ```ts
 * import { createPartialStore, dehydrate } from '@partialkit/client';
 * import * as z from 'zod';
 *
 * const schema = z.object({ name: z.string() });
 * const onServer = createPartialStore({ schema, source: () => ['{"name": "Ada"}'] });
 * await onServer.submit();
 * const sent = JSON.stringify(dehydrate(onServer));
 *
 * const onPage = createPartialStore({ schema, url: '/api/name', hydrate: JSON.parse(sent) });
 * console.log(onPage.getState().status, onPage.getState().data); // done { name: 'Ada' }
 * ```
 */
export function dehydrate<S extends Schema>(store: PartialStore<S>): Dehydrated<S> {
  const { status, partial, data, error, issues, openPath, meta, run } = store.getState();
  return {
    status,
    // It is the result once there is one.
    ...(data === undefined ? { partial } : { data }),
    ...(error && { error: { code: error.code, message: error.message } }),
    issues,
    openPath,
    meta,
    run,
    cursor: cursors.get(store)?.(),
  };
}
