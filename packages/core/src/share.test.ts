// The laws of structural sharing: the same value, and as many of the old objects as there can be.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { share } from './share.ts';

const json = fc.jsonValue({ maxDepth: 4 });

test('the result equals the next value', () => {
  fc.assert(
    fc.property(json, json, (previous, next) => {
      const copy = structuredClone(next);
      expect(share(previous, next)).toEqual(copy);
    }),
  );
});

test('neither value is changed', () => {
  fc.assert(
    fc.property(json, json, (previous, next) => {
      const before = JSON.stringify([previous, next]);
      share(previous, next);
      expect(JSON.stringify([previous, next])).toBe(before);
    }),
  );
});

test('what is frozen stays so', () => {
  const part = { a: 1 };
  const next = share({ part, list: [part] }, Object.freeze({ part: Object.freeze({ a: 1 }), list: [2] }));
  expect(next.part).toBe(part);
  expect([Object.isFrozen(next), Object.isFrozen(next.list)]).toEqual([true, false]);
});

test('an equal value is the previous one', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(share(value, structuredClone(value))).toBe(value);
    }),
  );
});

test('a part that equals its counterpart is the previous part, wherever it is', () => {
  fc.assert(
    fc.property(json, json, json, (same, before, after) => {
      const previous = { list: [before, { same }], same };
      const next = share(previous, structuredClone({ list: [after, { same }], same, more: after }));
      expect(next.same).toBe(same);
      expect(next.list[1]).toBe(previous.list[1]);
    }),
  );
});

test('an absent key is not an undefined one', () => {
  expect(Object.keys(share({ a: undefined }, { b: undefined }))).toEqual(['b']);
  expect(share([], new Array(1))).toHaveLength(1);
  expect(share({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
});

test('numbers are told apart as Object.is does', () => {
  expect(share({ a: 0 }, { a: -0 }).a).toBe(-0);
  const previous = { a: Number.NaN };
  expect(share(previous, { a: Number.NaN })).toBe(previous);
});

test('a date is all in its time', () => {
  const previous = { at: new Date(1), none: new Date(Number.NaN) };
  const copy = () => structuredClone(previous);
  expect(share(previous, copy())).toBe(previous);
  const next = share(previous, { ...copy(), at: new Date(2) });
  expect([next.at, next.none === previous.none]).toEqual([new Date(2), true]);
});

test('an instance is shared only where it is the same one', () => {
  class Point {
    readonly x: number = 1;
  }
  class Day extends Date {}
  for (const make of [() => new Day(0), () => new Map([[1, 2]]), () => new Point(), () => () => 1]) {
    const next = make();
    expect(share({ at: make() }, { at: next }).at).toBe(next);
    const previous = { at: next, list: [next] };
    expect(share(previous, { at: next, list: [next] })).toBe(previous);
  }
  expect(share([1], { 0: 1 })).toEqual({ 0: 1 });
  expect(Array.isArray(share({ 0: 1 }, [1]))).toBe(true);
});

test('a key named __proto__ is a key like any other', () => {
  const parse = (text: string): Record<string, unknown> => JSON.parse(text);
  const previous = parse('{"__proto__":{"a":1},"b":1}');
  expect(share(previous, parse('{"__proto__":{"a":1},"b":1}'))).toBe(previous);
  const next = share(previous, parse('{"__proto__":{"a":1},"b":2}'));
  expect(JSON.stringify(next)).toBe('{"__proto__":{"a":1},"b":2}');
  expect(Object.getPrototypeOf(next)).toBe(Object.prototype);
  expect(Object.getOwnPropertyDescriptor(next, '__proto__')?.value).toBe(
    Object.getOwnPropertyDescriptor(previous, '__proto__')?.value,
  );
});

test('what nests too deep, or holds itself, is returned as it is', () => {
  const nested = (): unknown => JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  const deep = nested();
  expect(share(nested(), deep)).toBe(deep);
  const family = () => {
    const parent: { children: object[] } = { children: [] };
    for (let i = 0; i < 10; i++) parent.children.push({ parent });
    return parent;
  };
  const next = family();
  expect(share(family(), next)).toBe(next);
});
