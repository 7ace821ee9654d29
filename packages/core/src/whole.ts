// Whole values: fed to a validator as the tokens of their text would be, with what has not changed taken as it is.

import { PartialError } from './error.ts';
import { has } from './json.ts';
import { type Shape, typeOf } from './shape.ts';
import { BEGIN, CLOSE, KEY, OPEN_ARRAY, OPEN_OBJECT, SCALAR, STRING } from './token.ts';
import type { Validator } from './validate.ts';

const own = (value: unknown, key: string): unknown => (has(value, key) ? value[key] : undefined);

/**
 * Feeds `raw` to `validator`. Where it is what it was before, what was shown for it is taken; where a value is not
 * wanted, what was shown there stays.
 * @throws PartialError `limit`
 */
export function feed(
  validator: Validator,
  raw: unknown,
  before: unknown,
  shown: unknown,
  depth: number,
): void {
  const isScalar = typeof raw !== 'object' || raw === null;
  // What is shown for a scalar that is not wanted is something else.
  const isKnown = raw === before && shown !== undefined && (!isScalar || raw === shown);
  if (isKnown && validator.keep(shown, typeOf(raw))) return;
  if (isScalar) {
    validator.token(BEGIN, typeOf(raw));
    // In a union that has not chosen yet, the token may stand for others.
    validator.fallback = validator.tagged || validator.fork ? undefined : shown;
    validator.token(typeof raw === 'string' ? STRING : SCALAR, raw);
  } else {
    if (depth <= 0) throw new PartialError('limit', 'The value is nested too deep.');
    const isArray = Array.isArray(raw);
    validator.token(isArray ? OPEN_ARRAY : OPEN_OBJECT);
    // Where a union may choose another option, its parts may mean something else than before, and what is shown of a
    // leaf need not have the parts that it is made of.
    const { marks = [] }: Partial<Shape> = validator.tagged?.union ?? {};
    const isMarked = (value: unknown): boolean => marks.every((key) => own(raw, key) === own(value, key));
    const isAnew = validator.fork || validator.top?.leaf || !isMarked(shown);
    const isAlike = (value: unknown): boolean => !isAnew && Array.isArray(value) === isArray;
    const known = isAlike(before) && isMarked(before) ? before : undefined;
    const there = isAlike(shown) ? shown : undefined;
    for (const [key, value] of Object.entries(raw)) {
      // As in JSON, what is undefined is not there.
      if (value === undefined && !isArray) continue;
      if (!isArray) validator.token(KEY, key);
      feed(validator, value, own(known, key), own(there, key), depth - 1);
    }
    validator.fallback = shown;
    validator.token(CLOSE, raw);
  }
  validator.fallback = undefined;
}
