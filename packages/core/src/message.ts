// The messages of the protocol: what a producer says about one growing document.
import type { JsonObject, JsonValue } from './json.ts';

/** One operation of a JSON Patch (RFC 6902), or `append`, which lengthens a string. */
export type Operation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: JsonValue }
  | { readonly op: 'append'; readonly path: string; readonly value: string }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string };

/**
 * Why a run ended: `stop` by itself, `length` at a token limit, `filter` by a refusal or a safety stop,
 * `abort` by its reader, `error` by a fault.
 */
export type EndReason = 'stop' | 'length' | 'filter' | 'abort' | 'error';

/** What `end` says of a fault. `code` is a PartialError code or the producer's own. */
export interface EndError {
  readonly code: string;
  readonly message?: string;
  readonly retryable?: boolean;
}

/**
 * One step of a document. `id` is `<epoch>-<seq>`, its place in a run's log, where the producer keeps one.
 */
export type Message = { readonly id?: string } & (
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'snapshot'; readonly text: string; readonly value?: never }
  | { readonly type: 'snapshot'; readonly value: JsonValue; readonly text?: never }
  | { readonly type: 'merge'; readonly value: JsonObject }
  | { readonly type: 'patch'; readonly ops: readonly Operation[] }
  | { readonly type: 'meta'; readonly value: JsonValue }
  | {
      readonly type: 'end';
      readonly reason: EndReason;
      /** UTF-8 bytes of the document's text. */
      readonly length?: number;
      readonly error?: EndError;
    }
);
