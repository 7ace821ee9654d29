// The public surface of the client: the store and its sources.
export type { Dehydrated } from './dehydrate.ts';
export type { HttpInit } from './http.ts';
export type { Retry } from './retry.ts';
export type { Source, SourceFunction, SourceHooks, SourceRequest, Streamable } from './source.ts';
export type { PartialState, Status } from './state.ts';
export type { ElementListeners, PartialStore, PartialStoreOptions, SubscribeOptions } from './store.ts';
