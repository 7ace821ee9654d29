import { applyPatch } from '@partialkit/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diff } from './diff.ts';

const container = fc.oneof(
  fc.array(fc.jsonValue({ depthSize: 'medium' })),
  fc.dictionary(fc.string(), fc.jsonValue({ depthSize: 'medium' })),
);

/** What JSON can carry: no `-0`, no `undefined`. */
const json = container.map((value) => JSON.parse(JSON.stringify(value)));

test('what it answers leads from the one value to the other', () => {
  fc.assert(
    fc.property(json, json, (from, to) => {
      const ops = diff(from, to);
      if (Array.isArray(from) !== Array.isArray(to)) expect(ops).toBeUndefined();
      else expect(applyPatch(from, ops ?? [])).toEqual(to);
    }),
  );
});

test('a value and itself differ by nothing', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(diff(value, structuredClone(value))).toEqual([]);
    }),
  );
});

test('a string that has grown is appended to, whatever its keys look like', () => {
  expect(diff({ 'a/b~c': ['Mi'] }, { 'a/b~c': ['Miso'] })).toEqual([
    { op: 'append', path: '/a~1b~0c/0', value: 'so' },
  ]);
});

test('a string that has become another one is replaced', () => {
  expect(diff({ a: 'Miso' }, { a: 'Mango' })).toEqual([{ op: 'replace', path: '/a', value: 'Mango' }]);
});

test.for([
  [undefined, {}],
  ['a', 'ab'],
  [{}, []],
  [[], null],
] as const)('from %j to %j there is no way but the whole value', ([from, to]) => {
  expect(diff(from as never, to as never)).toBeUndefined();
});
