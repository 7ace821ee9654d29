import { expect, test } from 'vitest';
import { newestLeaves, touch } from './newest-leaf.ts';

test('the newest leaf is the last value that has its place, at each chunk', () => {
  const leaves = newestLeaves(['{"a":', '[1', ',{"b', '":"x\\"', ',{y"', '}],"c":tr', 'ue}']);
  expect(leaves).toEqual([['a'], ['a', 0], ['a', 1], ['a', 1, 'b'], ['a', 1, 'b'], ['c'], ['c']]);
});

test('an escape that a chunk cuts in two does not close its string', () => {
  expect(newestLeaves(['{"a":"\\', '"","b":', '1}'])).toEqual([['a'], ['b'], ['b']]);
});

test('the look goes as far as the path is there, and reads the last character of a string', () => {
  expect(touch({ a: ['xy'] }, ['a', 0])).toBe('y'.charCodeAt(0));
  expect(touch({ a: ['xy'] }, ['a', 1, 'b'])).toBe(0);
});
