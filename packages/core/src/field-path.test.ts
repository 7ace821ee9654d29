// How a path is read.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePath } from './field-path.ts';

test.for([
  ['', []],
  ['title', ['title']],
  ['items.0.title', ['items', 0, 'title']],
  ['10', [10]],
  ['users.1234567890123456789', ['users', '1234567890123456789']],
  ['9007199254740991.9007199254740992', [9007199254740991, '9007199254740992']],
  ['a.01.-1.1e3.0x1.1_0', ['a', '01', '-1', '1e3', '0x1', '1_0']],
  ['a..b', ['a', '', 'b']],
  ['__proto__.constructor', ['__proto__', 'constructor']],
] as const)('%j leads along %j', ([path, keys]) => {
  expect(parsePath(path)).toEqual(keys);
});

test('an array of keys is taken as it is', () => {
  const path = ['a.b', '0', 1];
  expect(parsePath(path)).toBe(path);
});

test('keys without dots come back from their path', () => {
  const key = fc.oneof(fc.nat(), fc.stringMatching(/^[a-z_-]+$/));
  fc.assert(
    fc.property(fc.array(key), (keys) => {
      expect(parsePath(keys.join('.'))).toEqual(keys);
    }),
  );
});
