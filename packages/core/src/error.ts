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
  readonly cause?: unknown;
  /** UTF-16 units from the start of the whole text, from 0. */
  readonly offset?: number;
  /** From 1. */
  readonly line?: number;
  /** UTF-16 units from the start of the line, from 1. */
  readonly column?: number;
  readonly path?: JsonPath;
  readonly openPath?: JsonPath | null;
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
  readonly code: ErrorCode;
  declare readonly offset?: number;
  declare readonly line?: number;
  declare readonly column?: number;
  declare readonly path?: JsonPath;
  declare readonly openPath?: JsonPath | null;
  declare readonly issues?: readonly Issue[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    Object.assign(this, details);
  }
}
