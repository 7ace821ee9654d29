// The one error class: a code for programs, a sentence for people, a place in the text.
import type { Issue } from './issue.ts';
import type { JsonPath } from './json.ts';

/**
 * What went wrong, for programs:
 *
 * - `invalid-json`: the text is no JSON; `offset`, `line`, `column` and `path` say where.
 * - `incomplete`: the text ended too early; `openPath` says what was still open.
 * - `invalid`: the schema refused the document; `issues` say why.
 * - `limit`: a size, depth or count limit was passed.
 * - `aborted`: the caller ended the work.
 * - `invalid-patch`: an operation leads nowhere, or its test failed.
 * - `protocol`: a message or an event that the protocol does not allow.
 * - `provider`: the model's provider reported an error, before or in its stream.
 * - `cut`: the stream ended without its terminal mark.
 * - `http`, `auth`, `expired`, `bad-request`: the server's answer, by status.
 */
export type ErrorCode =
  | 'invalid-json'
  | 'incomplete'
  | 'invalid'
  | 'limit'
  | 'aborted'
  | 'invalid-patch'
  | 'protocol'
  | 'provider'
  | 'cut'
  | 'http'
  | 'auth'
  | 'expired'
  | 'bad-request';

/** Where an error happened and what it concerns; all optional, as `code` decides what makes sense. */
export interface ErrorDetails {
  /** What others threw, or what the stream said of its end: `{ code, message?, retryable? }`. */
  readonly cause?: unknown;
  /** UTF-16 units from the start of the whole text, from 0. */
  readonly offset?: number;
  /** From 1. */
  readonly line?: number;
  /** UTF-16 units from the start of the line, from 1. */
  readonly column?: number;
  /** The place in the document. */
  readonly path?: JsonPath;
  /** The deepest place that was still open. */
  readonly openPath?: JsonPath | null;
  /** What the schema refused. */
  readonly issues?: readonly Issue[];
}

/**
 * Every error that PartialKit throws, rejects with, or holds in a state.
 *
 * ```ts
 * import { createJsonParser, PartialError } from '@partialkit/core';
 *
 * try {
 *   createJsonParser().push('{"a": tru!}');
 * } catch (error) {
 *   if (error instanceof PartialError) console.log(error.code, error.line, error.column); // invalid-json 1 10
 * }
 * ```
 */
export class PartialError extends Error {
  override readonly name = 'PartialError';
  /** What went wrong, for programs; `message` is for developers. */
  readonly code: ErrorCode;
  /** UTF-16 units from the start of the whole text, from 0. */
  declare readonly offset?: number;
  /** From 1. */
  declare readonly line?: number;
  /** UTF-16 units from the start of the line, from 1. */
  declare readonly column?: number;
  /** The place in the document. */
  declare readonly path?: JsonPath;
  /** The deepest place that was still open. */
  declare readonly openPath?: JsonPath | null;
  /** What the schema refused. */
  declare readonly issues?: readonly Issue[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    Object.assign(this, details);
  }
}
