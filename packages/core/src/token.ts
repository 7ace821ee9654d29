// The tokens of a document, the types of its values as bits, and who takes them.
import type { JsonPath } from './json.ts';

/** What a token says; its argument is given beside it. */
export const OPEN_OBJECT = 0;
export const OPEN_ARRAY = 1;
export const CLOSE = 2;
/** A key, at its closing quote; the argument is its name. */
export const KEY = 3;
/** The first byte of a scalar; the argument is its type, as below. */
export const BEGIN = 4;
/** The text so far of a string value that the chunk has cut; behind it, what has come since the last one. */
export const GROW = 5;
/** A whole string value, at its closing quote; behind it, what has come since the last GROW. */
export const STRING = 6;
/** A whole number, boolean or null. */
export const SCALAR = 7;
export type Token = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Types, as bits: what the first byte of a value tells. */
export const STR = 1;
export const NUM = 2;
export const TRUE = 4;
export const FALSE = 8;
export const NULL = 16;
export const OBJ = 32;
export const ARR = 64;

/** Receives the tokens of one document, in order. */
export interface Sink {
  /** Answers true where a key has been there before. */
  token(token: Token, value?: unknown, piece?: string): boolean | undefined;
  /** Where the document stands, for errors. */
  path(): JsonPath;
}
