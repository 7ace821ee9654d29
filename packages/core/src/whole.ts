// Whole values: fed to a validator as the tokens of their text would be, with what has not changed taken as it is.

import { childOf } from './compile.ts';
import { PartialError } from './error.ts';
import { type Shape, typeOf } from './shape.ts';
import { BEGIN, CLOSE, KEY, NULL, OPEN_ARRAY, OPEN_OBJECT, SCALAR, STRING } from './tokenizer.ts';
import type { Validator } from './validate.ts';

const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

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
  if (typeof raw !== 'object' || raw === null) {
    validator.token(BEGIN, typeOf(raw));
    // In a union that has not chosen yet, the token may stand for others.
    validator.fallback = validator.tagged || validator.fork ? undefined : shown;
    validator.token(typeof raw === 'string' ? STRING : SCALAR, raw);
  } else {
    if (depth <= 0) throw new PartialError('limit', 'The value is nested too deep.');
    if (raw === before && typeof shown === 'object' && shown !== null && validator.keep(shown)) return;
    const isArray = Array.isArray(raw);
    validator.token(isArray ? OPEN_ARRAY : OPEN_OBJECT);
    // Where a union may choose another option, its parts may mean something else than before.
    const tag = validator.tagged?.union.tag;
    const isAnew = validator.fork || (tag && own(raw, tag) !== own(shown, tag));
    const known = isAnew || (tag && own(raw, tag) !== own(before, tag)) ? undefined : before;
    const there = isAnew ? undefined : shown;
    for (const [key, value] of Object.entries(raw)) {
      if (!isArray) validator.token(KEY, key);
      feed(validator, value, own(known, key), own(there, key), depth - 1);
    }
    validator.fallback = shown;
    validator.token(CLOSE);
  }
  validator.fallback = undefined;
}

/** `raw` without the nulls that stand for absent optional keys. */
export function withoutNulls(shape: Shape | undefined, raw: unknown): unknown {
  if (!shape || typeof raw !== 'object' || raw === null) return raw;
  if (Array.isArray(raw)) return raw.map((item, index) => withoutNulls(childOf(shape, index), item));
  const entries = Object.entries(raw).flatMap(([key, value]) => {
    const child = childOf(shape, key);
    const stands = value === null && child && !(child.types & NULL) && child.schema?._zod.optin;
    return stands ? [] : [[key, withoutNulls(child, value)] as const];
  });
  return Object.fromEntries(entries);
}
