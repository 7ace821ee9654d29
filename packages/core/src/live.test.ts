// How much of a text may be shown while it grows: never less than before, however odd its units or many its values.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { endOf, growthOf } from './growth.test.kit.ts';
import { goodLength } from './live.ts';

describe('a beginning', () => {
  const Hands = z.object({ a: z.string().startsWith('👍👍') });

  test('of half pairs, which begin no pair, is never shown', () => {
    for (const text of [
      '{"a":"\\ud83d\\ud83d"}',
      '{"a":"\\ud83d"}',
      '{"a":"\ud83d\ud83d"}',
      '{"a":"👍\\ud83d!"}',
    ]) {
      const { partial, issues } = endOf(Hands, text);
      expect([text, partial, issues]).toEqual([
        text,
        { a: text.includes('👍') ? '👍' : '' },
        ['a: invalid_format'],
      ]);
    }
    expect(growthOf(Hands, '{"a":"\\ud83d\\ud83d"}')).toEqual([{}, { a: '' }]);
  });

  test('may end with half a pair itself', () => {
    const half = z.object({ a: z.string().startsWith('a\ud83d') });
    for (const end of ['', '!', '\ud83d']) {
      expect(endOf(half, `{"a":"a\\ud83d${end}"}`).output).toEqual({ a: `a\ud83d${end}` });
    }
    expect(endOf(half, '{"a":"a👍"}').output).toEqual({ a: 'a👍' });
  });

  test('that is shown grows with the text', () => {
    const texts = fc
      .array(fc.constantFrom('\ud83d', '\udc4d', '\ude00', 'a'), { maxLength: 6 })
      .map((units) => units.join(''));
    fc.assert(
      fc.property(texts, texts, texts, (prefix, other, text) => {
        const bounds = [
          { live: { most: 3, prefixes: [prefix, prefix + other], wrong: [] } },
          { strings: [prefix, other] },
        ];
        for (const each of bounds) {
          let last = 0;
          for (let length = 0; length <= text.length; length++) {
            // A high surrogate waits for the low one.
            if (/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(length - 1))) continue;
            const good = goodLength(each, text.slice(0, length));
            expect(good).toBeGreaterThanOrEqual(last);
            last = good;
          }
        }
      }),
    );
  });
});

test('an enum may have any number of values', () => {
  const Many = z.object({ e: z.enum(Array.from({ length: 200_000 }, (_, i) => `v${i}`)) });
  expect(growthOf(Many, '{"e":"v5"}')).toEqual([{}, { e: 'v5' }]);
  expect(growthOf(Many, '{"e":"vw"}')).toEqual([{}]);
});
