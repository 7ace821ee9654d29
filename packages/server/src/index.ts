// The public surface of the server: handlers and logs.
export type { RunContext, RunHooks } from './observe.ts';
export { type PartialHandlerOptions, type ProduceContext, partialHandler } from './partial-handler.ts';
export type { OnDisconnect } from './run.ts';
export type { Source } from './source.ts';
export { type ToResponseOptions, toResponse } from './to-response.ts';
