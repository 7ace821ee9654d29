// How the scalars of JSON are spelled: numbers, words, and the escapes of strings.
import { FALSE, NULL, TRUE } from './token.ts';

/** What may follow a number. */
export const AFTER_NUMBER = ' \n\r\t,]}/';

/** The states of a number: 0 nothing, 1 minus, 2 leading zero, 3 digits, 4 point, 5 fraction, 6 e, 7 sign, 8 exponent. */
export function nextInNumber(state: number, code: number): number {
  if (code > 47 && code < 58) {
    if (state < 2) return code === 48 ? 2 : 3;
    return state === 2 ? -1 : state < 4 ? 3 : state < 6 ? 5 : 8;
  }
  if (code === 46) return state === 2 || state === 3 ? 4 : -1;
  if ((code | 32) === 101) return state === 2 || state === 3 || state === 5 ? 6 : -1;
  return code === 45 && !state ? 1 : (code === 43 || code === 45) && state === 6 ? 7 : -1;
}

/** Whether a number may end in this state. */
export const isWhole = (state: number): boolean => state === 2 || state === 3 || state === 5 || state === 8;

/** Each letter behind a backslash, and what the two stand for. */
export const ESCAPES = '""\\\\//b\bf\fn\nr\rt\t';

/** Each word with its type and value; those from 3 on are repairs. */
export const WORDS: readonly (readonly [word: string, type: number, value: boolean | null])[] = [
  ['true', TRUE, true],
  ['false', FALSE, false],
  ['null', NULL, null],
  ['True', TRUE, true],
  ['False', FALSE, false],
  ['None', NULL, null],
  ['NaN', NULL, null],
];
