import fc from 'fast-check';
import { expect, test } from 'vitest';
import { broken, clip, pad, printable, textWidth } from './text-width.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 80 });
const columns = fc.integer({ min: 2, max: 40 });

test('East Asian characters and emoji take two columns', () => {
  expect(['a', 'é', '日本', '👩‍👩‍👧', '🇯🇵'].map(textWidth)).toEqual([1, 1, 4, 2, 2]);
});

test('a clipped text fits, and is the text itself where that fits', () => {
  fc.assert(
    fc.property(text, columns, (text, columns) => {
      const clipped = clip(text, columns);
      expect(textWidth(clipped)).toBeLessThanOrEqual(columns);
      if (textWidth(text) <= columns) expect(clipped).toBe(text);
    }),
  );
});

test('broken lines fit, and lose nothing but blanks', () => {
  fc.assert(
    fc.property(text, columns, (text, columns) => {
      const lines = broken(text, columns);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
      expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    }),
  );
});

test('lines break after words', () => {
  expect(broken('the quick brown fox', 12)).toEqual(['the quick', 'brown fox']);
});

test('a padded text is as wide as asked', () => {
  expect(pad('日本', 6)).toBe('日本  ');
});

test('what is printable tells a terminal nothing but text', () => {
  expect(printable('hi \u001b]0;PWNED\u0007\u009b2J\nthere')).toBe('hi \ufffd]0;PWNED\ufffd\ufffd2J there');
  expect(printable('é漢😀')).toBe('é漢😀');
});
