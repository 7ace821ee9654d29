import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunksOf, everyPrefix, everySplit, randomCuts, seededRandom } from './splits.ts';

const whole = fc.string({ unit: 'binary' });
const join = (chunks: readonly Uint8Array[]): number[] => chunks.flatMap((chunk) => [...chunk]);

describe('every way to cut', () => {
  test('everySplit cuts at each place once, and every pair joins to the whole', () => {
    fc.assert(
      fc.property(whole, (text) => {
        const splits = everySplit(text);
        expect(splits.map(([first]) => first.length)).toEqual([...Array(text.length + 1).keys()]);
        for (const chunks of splits) expect(chunks.join('')).toBe(text);
      }),
    );
  });

  test('everyPrefix grows by one unit from nothing to the whole', () => {
    expect(everyPrefix('a😀')).toEqual(['', 'a', 'a\ud83d', 'a😀']);
    expect(everyPrefix(Uint8Array.of(1, 2)).map((prefix) => [...prefix])).toEqual([[], [1], [1, 2]]);
  });

  test('chunksOf gives full chunks and one rest', () => {
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 9 }), (text, size) => {
        const chunks = chunksOf(text, size);
        expect(chunks.join('')).toBe(text);
        for (const chunk of chunks.slice(0, -1)) expect(chunk).toHaveLength(size);
        for (const chunk of chunks.slice(-1)) expect(chunk.length).toBeGreaterThan(0);
      }),
    );
  });

  test('bytes are cut like text', () => {
    const bytes = new TextEncoder().encode('naïve 😀');
    for (const chunks of everySplit(bytes)) expect(join(chunks)).toEqual([...bytes]);
    expect(join(chunksOf(bytes, 3))).toEqual([...bytes]);
    expect(join(randomCuts(bytes, 5))).toEqual([...bytes]);
  });

  test('a size that cannot cut is refused', () => {
    for (const size of [0, -1, 1.5, Number.NaN]) {
      expect(() => chunksOf('abc', size)).toThrow(RangeError);
      expect(() => randomCuts('abc', 1, size)).toThrow(RangeError);
    }
  });
});

describe('seeded cuts', () => {
  test('randomCuts joins to the whole, within its sizes, and the seed decides', () => {
    fc.assert(
      fc.property(whole, fc.integer(), fc.integer({ min: 1, max: 20 }), (text, seed, longest) => {
        const chunks = randomCuts(text, seed, longest);
        expect(chunks.join('')).toBe(text);
        expect(randomCuts(text, seed, longest)).toEqual(chunks);
        for (const chunk of chunks) {
          expect(chunk.length).toBeGreaterThan(0);
          expect(chunk.length).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });

  test('seeds spread: every size occurs, and neighbouring seeds cut differently', () => {
    const text = 'x'.repeat(2_000);
    expect(new Set(randomCuts(text, 1).map((chunk) => chunk.length))).toEqual(
      new Set([1, 2, 3, 4, 5, 6, 7, 8]),
    );
    expect(randomCuts(text, 1)).not.toEqual(randomCuts(text, 2));
  });

  test('seededRandom stays in [0, 1) around a mean of a half', () => {
    const random = seededRandom(42);
    const numbers = Array.from({ length: 10_000 }, random);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, n) => sum + n, 0) / numbers.length).toBeCloseTo(0.5, 1);
  });
});
