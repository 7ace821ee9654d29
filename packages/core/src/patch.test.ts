// The laws of JSON Patch: the public suites, a second implementation as oracle, purity, atomicity, bounds.
import { jsonPatchSuite } from '@partialkit/testing/recordings';
import fc from 'fast-check';
import jsonpatch from 'fast-json-patch';
import { describe, expect, test } from 'vitest';
import { PartialError } from './error.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Operation } from './message.ts';
import { applyPatch, type PatchLimits } from './patch.ts';

/** As it would come off the wire: nothing of its shape is known. */
function applyWire(value: JsonValue, ops: unknown, limits?: PatchLimits): JsonValue {
  return applyPatch(value, ops as Operation[], limits);
}

function errorOf(value: JsonValue, ops: unknown, limits?: PatchLimits): PartialError {
  try {
    applyWire(value, ops, limits);
  } catch (error) {
    if (error instanceof PartialError) return error;
    throw error;
  }
  throw new Error('The patch was applied.');
}

// -0 is no text of its own in JSON: JSON.stringify writes 0.
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value): JsonValue => JSON.parse(JSON.stringify(value), (_, part) => (part === 0 ? 0 : part)));

/** Every pointer into a value. */
function pointers(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  const below = Object.entries(value).flatMap(([key, child]) =>
    pointers(child, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [at, ...below];
}

/** Operations of which many, not all, apply to `value`. */
const operations = (value: JsonValue) => {
  const path = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...pointers(value)) },
    fc
      .tuple(fc.constantFrom(...pointers(value)), fc.constantFrom('-', '0', '1', 'new', ''))
      .map((all) => all.join('/')),
  );
  return fc.array(
    fc.oneof(
      fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path, value: json }),
      fc.record({ op: fc.constant('remove'), path }),
      fc.record({ op: fc.constantFrom('move', 'copy'), path, from: path }),
    ),
    { minLength: 1, maxLength: 6 },
  );
};
const cases = json.chain((value) => fc.tuple(fc.constant(value), operations(value)));

describe('the public suites', () => {
  test.for(jsonPatchSuite().map((each, index) => ({ ...each, title: `${index}: ${each.comment}` })))(
    '$title',
    ({ doc, patch, expected, error }) => {
      const value = doc as JsonValue;
      if (error !== undefined) expect(errorOf(value, patch).code).toBe('invalid-patch');
      else if (expected === undefined) applyWire(value, patch);
      else expect(applyWire(value, patch)).toEqual(expected);
    },
  );
});

test('a patch that applies comes to what fast-json-patch makes of it', () => {
  let applied = 0;
  fc.assert(
    fc.property(cases, ([value, ops]) => {
      // It refuses every key of this name, and makes null of a removed root.
      fc.pre(!JSON.stringify([value, ops]).includes('__proto__'));
      fc.pre(ops.every((op) => op.op !== 'remove' || op.path !== ''));
      let ours: unknown;
      try {
        ours = applyWire(value, ops);
      } catch (error) {
        expect(error).toBeInstanceOf(PartialError);
        return;
      }
      // Its own validation judges the target of a move by what was there before the move: ours has judged.
      let expected: unknown;
      try {
        expected = jsonpatch.applyPatch(structuredClone(value), structuredClone(ops) as never).newDocument;
      } catch (error) {
        // There it looks in any case, and trips over a null.
        if (error instanceof TypeError && ops.some(({ op }) => op === 'move')) return;
        throw error;
      }
      applied++;
      expect(ours).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
  expect(applied).toBeGreaterThan(500);
});

test('a difference that fast-json-patch finds is bridged by its operations', () => {
  fc.assert(
    fc.property(fc.array(json), fc.array(json), (before, after) => {
      const ops = jsonpatch.compare({ value: before }, { value: after });
      expect(applyWire({ value: before }, ops)).toEqual({ value: after });
    }),
  );
});

test('what fails has changed nothing, and what succeeds leaves its input as it was', () => {
  fc.assert(
    fc.property(cases, ([value, ops]) => {
      const frozen = deepFreeze(structuredClone(value));
      const patch = deepFreeze(structuredClone(ops));
      try {
        applyWire(frozen, patch);
      } catch (error) {
        expect(error).toBeInstanceOf(PartialError);
      }
      expect(frozen).toEqual(value);
      expect(patch).toEqual(ops);
    }),
  );
});

test('a later operation never changes what an earlier one put at two places', () => {
  const ops = [
    { op: 'add', path: '/a/x', value: 1 },
    { op: 'copy', from: '/a', path: '/b' },
    { op: 'add', path: '/a/y', value: 2 },
    { op: 'add', path: '/b/z', value: 3 },
  ];
  expect(applyWire({ a: {} }, ops)).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, z: 3 } });
  const shared = { list: [] };
  const twice = ['/a', '/b'].flatMap((path) => [
    { op: 'add', path, value: shared },
    { op: 'add', path: `${path}/list/-`, value: path },
  ]);
  expect(applyWire({}, twice)).toEqual({ a: { list: ['/a'] }, b: { list: ['/b'] } });
  expect(shared).toEqual({ list: [] });
});

test('what no operation touches keeps its identity', () => {
  const value = { a: { x: [1], y: [2] }, b: { z: 3 } };
  const next = applyWire(value, [{ op: 'add', path: '/a/x/-', value: 2 }]) as typeof value;
  expect(next).toEqual({ a: { x: [1, 2], y: [2] }, b: { z: 3 } });
  expect(next.a.y).toBe(value.a.y);
  expect(next.b).toBe(value.b);
});

test('a value that is equal after the patch is the same one', () => {
  const value = { a: { x: [1] }, b: [{ c: 1 }] };
  expect(applyWire(value, [])).toBe(value);
  expect(applyWire(value, [{ op: 'test', path: '/a', value: { x: [1] } }])).toBe(value);
  expect(applyWire(value, [{ op: 'replace', path: '/a', value: { x: [1] } }])).toBe(value);
  expect(applyWire(value, [{ op: 'move', from: '/b', path: '/b' }])).toBe(value);
  const next = applyWire(value, [{ op: 'replace', path: '/b', value: [{ c: 1 }, 2] }]) as typeof value;
  expect(next.b[0]).toBe(value.b[0]);
});

describe('append', () => {
  test('lengthens a string, the root too', () => {
    expect(applyWire({ a: 'x' }, [{ op: 'append', path: '/a', value: 'y' }])).toEqual({ a: 'xy' });
    expect(applyWire('', [{ op: 'append', path: '', value: 'y' }])).toBe('y');
  });

  test.for([
    ['an absent place', { op: 'append', path: '/none', value: 'y' }],
    ['an array', { op: 'append', path: '/list', value: 'y' }],
    ['a number to a text', { op: 'append', path: '/text', value: 1 }],
    ['nothing', { op: 'append', path: '/text' }],
  ] as const)('refuses %s', ([, op]) => {
    expect(errorOf({ text: 'x', list: [] }, [op]).code).toBe('invalid-patch');
  });
});

describe('an operation that leads nowhere', () => {
  const value: JsonValue = { list: [1, 2], a: { b: 'c' }, '': 0 };

  test('is named by its index, its kind and its place', () => {
    const error = errorOf(value, [
      { op: 'test', path: '/a/b', value: 'c' },
      { op: 'replace', path: '/list/2', value: 0 },
    ]);
    expect(error.code).toBe('invalid-patch');
    expect(error.message).toBe('Operation 1 replace /list/2 leads nowhere.');
    expect(error.path).toEqual(['list', 2]);
    expect(errorOf(value, [{ op: 'remove', path: '/list/length/x' }]).path).toEqual(['list', 'length']);
  });

  test.for([
    '/list/-',
    '/list/2',
    '/list/01',
    '/list/-1',
    '/list/1e0',
    '/list/ 1',
    '/list/0x1',
    '/list/length',
  ])('replaces nothing at %s', (path) => {
    expect(errorOf(value, [{ op: 'replace', path, value: 0 }]).code).toBe('invalid-patch');
  });

  test.for([
    '/list/3',
    '/list/00',
    '/list/1.0',
    '/list/4294967295',
    '/list/99999999999999999999',
    '/list/length',
    '/list/Infinity',
  ])('adds nothing at %s', (path) => {
    expect(errorOf(value, [{ op: 'add', path, value: 0 }]).code).toBe('invalid-patch');
  });

  test.for(['list', 'a/b', '/a/~', '/a/~2', '/a~', '#/a', ' /a', '/a/b/c', '/a/b/0', '/none/x'])(
    'is refused for the pointer %j',
    (path) => {
      expect(errorOf(value, [{ op: 'add', path, value: 0 }]).code).toBe('invalid-patch');
    },
  );

  test.for([
    { op: 'remove', path: '' },
    { op: 'move', from: '/a', path: '/a/b' },
    { op: 'move', from: '', path: '/a' },
    { op: 'move', from: '/list/0', path: '/list/0/x' },
    { op: 'copy', from: '/none', path: '/a' },
    { op: 'test', path: '/list', value: [2, 1] },
    { op: 'test', path: '/a', value: { b: 'c', d: 0 } },
    { op: 'test', path: '/a', value: ['c'] },
  ])('is refused: %j', (op) => {
    expect(errorOf(value, [op]).code).toBe('invalid-patch');
  });
});

test.for([
  null,
  undefined,
  1,
  'add',
  [],
  {},
  { op: 'add' },
  { op: 'add', path: '/a' },
  { op: 'add', path: ['a'], value: 1 },
  { op: 'add', path: 0, value: 1 },
  { op: 'toString', path: '/a', value: 1 },
  { op: '__proto__', path: '/a', value: 1 },
  { op: 'Add', path: '/a', value: 1 },
  { op: { toString: 1, valueOf: 1 }, path: { toString: 1 }, value: 1 },
  { op: 'copy', path: '/a', from: { toString: 1 } },
  { op: 'move', path: { toString: 1 }, from: '/a' },
  { op: 'move', path: '/b' },
])('%j is no operation', (op) => {
  const error = errorOf({ a: 1 }, [op]);
  expect(error.code).toBe('invalid-patch');
  expect(error.message).toMatch(/^Operation 0\b/);
});

test.for([null, undefined, 'ops', 1, {}, { length: 0 }])('%j is no patch', (ops) => {
  expect(errorOf({}, ops).code).toBe('invalid-patch');
});

describe('keys that lead to prototypes elsewhere', () => {
  test.for([
    '/__proto__/polluted',
    '/constructor/prototype/polluted',
    '/a/__proto__/polluted',
    '/list/__proto__/polluted',
    '/list/constructor/polluted',
    '/text/__proto__/polluted',
  ])('%s leads nowhere', (path) => {
    const value = { a: {}, list: [], text: 'x' };
    for (const op of ['add', 'replace', 'remove', 'test'] as const) {
      expect(errorOf(value, [{ op, path, value: true }]).code).toBe('invalid-patch');
    }
    expect(errorOf(value, [{ op: 'copy', from: path, path: '/b' }]).code).toBe('invalid-patch');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.for(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '%s is data of its own',
    (key) => {
      const start = JSON.parse('{"a":{}}') as JsonObject;
      const next = applyWire(start, [
        { op: 'add', path: `/a/${key}`, value: { x: 1 } },
        { op: 'add', path: `/a/${key}/y`, value: 2 },
        { op: 'copy', from: '/a', path: '/b' },
        { op: 'remove', path: `/b/${key}/x` },
      ]);
      expect(JSON.stringify(next)).toBe(`{"a":{"${key}":{"x":1,"y":2}},"b":{"${key}":{"y":2}}}`);
      const { a } = next as { a: object };
      expect(Object.getPrototypeOf(a)).toBe(Object.prototype);
      expect(JSON.stringify(applyWire(next, [{ op: 'remove', path: `/a/${key}` }]))).toBe(
        `{"a":{},"b":{"${key}":{"y":2}}}`,
      );
    },
  );
});

describe('limits', () => {
  test('more operations than allowed are not begun', () => {
    const ops = Array.from({ length: 100_000 }, () => ({ op: 'add', path: '/a', value: 1 }));
    expect(errorOf({}, ops).code).toBe('limit');
    expect(errorOf({}, ops.slice(0, 3), { operations: 2 }).code).toBe('limit');
    expect(applyWire({}, ops.slice(0, 10_000))).toEqual({ a: 1 });
  });

  test('a patch that copies itself larger is stopped', () => {
    const ops = Array.from({ length: 64 }, () => ({ op: 'copy', from: '', path: '/a' }));
    const bomb = Array.from({ length: 64 }, () => ({ op: 'copy', from: '', path: '/-' }));
    expect(errorOf(['x'.repeat(1000)], bomb).code).toBe('limit');
    expect(errorOf({ text: 'x'.repeat(1000) }, ops, { growth: 10_000 }).code).toBe('limit');
    expect(errorOf({ text: 'x'.repeat(1000) }, bomb.slice(0, 1), { growth: 1010 }).code).toBe('limit');
  });

  test('depth never overflows the stack', () => {
    let deep: JsonValue = 1;
    for (let i = 0; i < 100_000; i++) deep = { a: deep };
    const value = { deep, other: [1] };
    expect(errorOf(value, [{ op: 'copy', from: '/deep', path: '/b' }]).code).toBe('limit');
    expect(errorOf(value, [{ op: 'test', path: '/deep', value: { a: deep } }]).code).toBe('invalid-patch');
    const next = applyWire(value, [{ op: 'add', path: '/c', value: deep }]) as typeof value;
    expect(next.deep).toBe(deep);
    expect(errorOf(value, [{ op: 'add', path: '/x'.repeat(100_000), value: 1 }]).code).toBe('invalid-patch');
  });

  test('ten thousand operations on a wide array copy it once', () => {
    const list = Array.from({ length: 100_000 }, (_, index) => index);
    const ops = list.slice(0, 10_000).map((index) => ({ op: 'replace', path: `/list/${index}`, value: -1 }));
    const next = applyWire({ list }, ops) as { list: number[] };
    expect(next.list.filter((item) => item === -1)).toHaveLength(10_000);
    expect(list[0]).toBe(0);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
