// The laws of JSON Merge Patch: the table of the RFC, purity, identity, bounds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PartialError } from './error.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { mergePatch } from './merge.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

/** The pseudocode of RFC 7396, word for word; it changes its target. */
function oracle(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const object = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const result = new Map<string, unknown>(Object.entries(object));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, oracle(result.get(key), value));
  }
  return Object.fromEntries(result);
}

// Appendix A of RFC 7396.
const appendix: readonly (readonly [JsonValue, JsonValue, JsonValue])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test.for(appendix)('%j merged with %j is %j', ([target, patch, expected]) => {
  expect(mergePatch(target, patch)).toEqual(expected);
});

test('every merge comes to what the pseudocode of the RFC says', () => {
  fc.assert(
    fc.property(json, json, (target, patch) => {
      expect(mergePatch(target, patch)).toEqual(oracle(target, patch));
    }),
  );
});

test('nothing merged into nothing is an object without nulls', () => {
  expect(mergePatch(undefined, { a: { b: null, c: 1 } })).toEqual({ a: { c: 1 } });
});

test('neither the target nor the patch is changed', () => {
  fc.assert(
    fc.property(json, json, (target, patch) => {
      const before = JSON.stringify([target, patch]);
      mergePatch(target, patch);
      expect(JSON.stringify([target, patch])).toBe(before);
    }),
  );
});

test('what stays equal keeps its identity, the whole too', () => {
  const target = { a: { x: [1, { y: 2 }] }, b: { c: 1 } };
  expect(mergePatch(target, {})).toBe(target);
  expect(mergePatch(target, { a: { x: [1, { y: 2 }] }, none: null })).toBe(target);
  const next = mergePatch(target, { a: { x: [2, { y: 2 }] } }) as typeof target;
  expect(next.b).toBe(target.b);
  expect(next.a.x[1]).toBe(target.a.x[1]);
});

test('prototypes are out of reach, and a key of their name is data', () => {
  const patch = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  ) as JsonObject;
  const next = mergePatch({ a: 1 }, patch);
  expect(JSON.stringify(next)).toBe(`{"a":1,${JSON.stringify(patch).slice(1)}`);
  expect(Object.getPrototypeOf(next)).toBe(Object.prototype);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  const removal = JSON.parse('{"__proto__":null,"constructor":{"prototype":null}}') as JsonObject;
  expect(mergePatch(next, removal)).toEqual({ a: 1, constructor: {} });
  expect(mergePatch({ a: 1 }, JSON.parse('{"__proto__":null,"toString":null}'))).toEqual({ a: 1 });
});

test('a patch that nests too deep ends in a limit error', () => {
  const nested = (depth: number): JsonValue => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
  expect(mergePatch({}, nested(512))).toEqual(nested(512));
  for (const depth of [513, 100_000]) {
    expect(() => mergePatch({}, nested(depth))).toThrow(expect.objectContaining({ code: 'limit' }));
    expect(() => mergePatch({}, nested(depth))).toThrow(PartialError);
  }
  const list = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as JsonValue;
  expect((mergePatch({}, { list }) as JsonObject).list === list).toBe(true);
});
