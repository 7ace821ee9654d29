import { expect, test } from 'vitest';
import { exponent, median, quantile } from './statistics.ts';

test('the median is the middle, or the mean of the two in the middle', () => {
  expect(median([9, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
});

test('a quantile lies between its neighbours by their distance', () => {
  expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
  expect(quantile([0, 10], 0.9)).toBeCloseTo(9);
});

test.for([0, 0.5, 1, 2])('growth with size to the power of %d has that exponent', (power) => {
  const points = [1e3, 1e4, 1e5, 1e6].map((size) => ({ size, time: 3 * size ** power }));
  expect(exponent(points)).toBeCloseTo(power, 10);
});
