// The public surface of the server: handlers, and the schema that is handed to a model.
export {
  type ErrorCode,
  type Issue,
  type OutputOf,
  type PartialDocument,
  PartialError,
  type PartialOf,
  type Schema,
} from '@partialkit/core';
export type { JsonSchema } from './json-schema.ts';
export type { RunContext, RunHooks } from './observe.ts';
export { type PartialHandlerOptions, type ProduceContext, partialHandler } from './partial-handler.ts';
export type { Provider } from './provider-rules.ts';
export {
  jsonSchemaFor,
  type ResponseFormatOptions,
  type ResponseFormats,
  responseFormat,
} from './response-format.ts';
export type { OnDisconnect } from './run.ts';
export type { Source } from './source.ts';
export { type ToResponseOptions, toResponse } from './to-response.ts';
