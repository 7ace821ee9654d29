// What a store on the server leaves for the one on the page.
import type { ErrorCode, Issue, JsonPath, OutputOf, PartialOf, Schema } from '@partialkit/core';
import type { Status } from './state.ts';

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
}
