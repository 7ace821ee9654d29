import { expect, test } from 'vitest';
import { apart, escapeHtml, scale } from './chart.ts';

test('a scale puts each power of ten at the same distance', () => {
  const { at, powers } = scale([1, 1000], 0, 300);
  expect(powers).toEqual([1, 10, 100, 1000]);
  const gaps = powers.slice(1).map((power, i) => at(power) - at(powers[i] ?? 0));
  for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? 0);
});

test('names that would cover each other are moved apart and keep their order', () => {
  const moved = apart([10, 11, 12, 100]);
  expect([...moved].sort((a, b) => a - b)).toEqual(moved);
  for (let i = 1; i < moved.length; i++) expect((moved[i] ?? 0) - (moved[i - 1] ?? 0)).toBeGreaterThan(14.5);
});

test('names cannot write into the page', () => {
  expect(escapeHtml('<b>&"')).toBe('&#60;b&#62;&#38;&#34;');
});
