// The public surface of the client: the store and its sources.
export {
  type ArrayElement,
  type ElementOf,
  type ErrorCode,
  type FieldPath,
  type FieldState,
  type FieldValue,
  type Issue,
  type JsonPath,
  type Message,
  type OutputOf,
  PartialError,
  type PartialOf,
  type PartialOptions,
  type Schema,
} from '@partialkit/core';
export { type Dehydrated, dehydrate } from './dehydrate.ts';
export { type HttpInit, http } from './http.ts';
export type { ElementListeners, PartialStoreOptions } from './options.ts';
export type { Retry } from './retry.ts';
export type { SubscribeOptions } from './select.ts';
export type { ConnectRequest, Reading, Source, SourceFunction, SourceRequest, Streamable } from './source.ts';
export type { PartialState, Status } from './state.ts';
export { createPartialStore, type PartialStore } from './store.ts';
export { valueAt } from './value-at.ts';
export { type WebSocketInit, webSocket } from './web-socket.ts';
