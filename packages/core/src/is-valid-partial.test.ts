// What may be shown under a schema, and what may not, kind by kind.
import { schemaAndDocument } from '@partialkit/testing/arbitrary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { createPartial, isValidPartial, type Schema, streaming } from './index.ts';

const User = z.object({ name: z.string(), role: z.enum(['admin', 'guest']), age: z.number().int() });
const Tagged = z.discriminatedUnion('t', [
  z.object({ t: z.literal('a'), s: z.string() }),
  z.object({ t: z.literal('b'), n: z.number() }),
]);

const cases: readonly [
  name: string,
  schema: Schema,
  valid: readonly unknown[],
  invalid: readonly unknown[],
][] = [
  ['a string', z.string(), ['', 'abc'], [1, null, [], {}]],
  ['a string with an upper bound', z.string().max(2), ['', 'ab'], ['abc']],
  ['a string with a lower bound', z.string().min(5), ['', 'ab'], [1]],
  ['a beginning', z.string().startsWith('ab'), ['', 'a', 'abc'], ['b', 'ax']],
  ['a format', z.email(), ['a@b.co'], ['a@', '']],
  ['a trimmed string', z.string().trim(), ['a'], [1]],
  ['a number', z.number().max(5), [1], [9, '1']],
  ['an integer', z.int(), [1], [1.5]],
  ['a boolean', z.boolean(), [true, false], [0, 'true']],
  ['null', z.null(), [null], [0]],
  ['an enum', z.enum(['ab', 'abc']), ['ab', 'abc'], ['a', 'abcd', '']],
  ['a literal', z.literal(['a', 1, null]), ['a', 1, null], ['', 2, true]],
  [
    'an object',
    User,
    [{}, { name: '' }, { name: 'A', role: 'guest', age: 1 }],
    [{ role: 'gu' }, { age: 1.5 }, { age: undefined, x: 1 }, [], 'x'],
  ],
  ['a strict object', z.strictObject({ a: z.string() }), [{}, { a: 'x' }], [{ b: 1 }]],
  ['a loose object', z.looseObject({ a: z.string() }), [{ b: [1] }], [{ a: 1 }]],
  ['a catchall', z.object({}).catchall(z.number()), [{ b: 1 }], [{ b: 'x' }]],
  ['an array', z.array(User).max(2), [[], [{}], [{ name: 'a' }, {}]], [[1], [{}, {}, {}], [undefined], {}]],
  ['a tuple', z.tuple([z.string(), z.number()]), [[], ['a'], ['a', 1]], [[1], ['a', 1, 2]]],
  ['a tuple with a rest', z.tuple([z.string()], z.number()), [[], ['a', 1, 2]], [['a', 'b']]],
  ['a record', z.record(z.string(), z.number()), [{}, { a: 1 }], [{ a: 'x' }]],
  ['a record of an enum', z.record(z.enum(['a', 'b']), z.number()), [{}, { a: 1 }], [{ c: 1 }, { a: 'x' }]],
  ['a partial record', z.partialRecord(z.enum(['a', 'b']), z.number()), [{ b: 1 }], [{ c: 1 }]],
  [
    'a record by number',
    z.record(z.number(), z.string()),
    [{ 1: '1', '-2.5': '' }],
    [{ x: '1' }, { '': '1' }],
  ],
  ['a record by pattern', z.record(z.string().regex(/^x/), z.number()), [{ x1: 1 }], [{ y: 1 }]],
  [
    'a loose record',
    z.looseRecord(z.string().regex(/^x/), z.number()),
    [{ x1: 1, y: 'a', z: [{}] }],
    [{ x1: 'a' }],
  ],
  ['a record whose keys are made', z.record(z.string().trim().max(1), z.number()), [{ a: 1 }], [{ a: 'x' }]],
  ['a union', z.union([z.object({ a: z.string() }), z.number()]), [{}, { a: '' }, 1], ['x', { a: 1 }]],
  ['a tagged union', Tagged, [{ t: 'a' }, { t: 'b', n: 1 }], [{}, { s: 'x' }, { t: 'a', s: 1 }, { t: 'c' }]],
  ['an intersection', User.and(z.object({ x: z.number() })), [{}, { name: 'a', x: 1 }], [{ x: 'y' }, []]],
  ['an optional string', z.string().optional(), ['a'], [null, 1]],
  ['a nullable object', z.object({ a: z.number() }).nullable(), [null, {}], [{ a: '1' }, 1]],
  ['a default', z.object({ a: z.number().default(1) }), [{}, { a: 2 }], [{ a: 'x' }]],
  ['a transform', z.string().transform((text) => text.length), [3], []],
  [
    'what zod fills up',
    z.tuple([z.string().trim().optional(), z.object({}).optional(), z.any(), z.number().default(1)]),
    [[undefined, undefined, undefined, 1]],
    [[undefined, undefined, undefined, undefined]],
  ],
  ['anything', z.any(), [null, [1, { a: 'x' }]], []],
  ['a mini schema', mini.object({ a: mini.array(mini.string()) }), [{}, { a: ['x'] }], [{ a: [1] }]],
  [
    'a gate',
    streaming.add(z.object({ id: z.number(), s: z.string() }), { gate: ['id'] }),
    [{ id: 1 }],
    [{}, { s: 'x' }],
  ],
];

describe('a partial', () => {
  test.for(cases)('of %s', ([, schema, valid, invalid]) => {
    for (const value of valid) expect([value, isValidPartial(schema, value)]).toEqual([value, true]);
    for (const value of invalid) expect([value, isValidPartial(schema, value)]).toEqual([value, false]);
    expect(isValidPartial(schema, undefined)).toBe(true);
  });

  test('of a recursive schema is judged at any depth, up to a limit', () => {
    const Tree = z.object({
      label: z.string(),
      get children() {
        return z.array(Tree);
      },
    });
    expect(isValidPartial(Tree, { children: [{ children: [{ label: 'x' }] }] })).toBe(true);
    expect(isValidPartial(Tree, { children: [{ children: [{ label: 1 }] }] })).toBe(false);
    let deep: object = {};
    for (let i = 0; i < 100_000; i++) deep = { children: [deep] };
    expect(isValidPartial(Tree, deep)).toBe(false);
  });

  test('is judged under the rules of its document', () => {
    const schema = z.object({ mail: z.email(), item: z.object({ id: z.number(), name: z.string() }) });
    const rules = { mail: { emit: 'progressive' }, item: { gate: ['id'] } } as const;
    const document = createPartial(schema, { rules });
    document.push('{"mail":"ada@');
    expect(isValidPartial(schema, document.partial, { rules })).toBe(true);
    expect(isValidPartial(schema, document.partial)).toBe(false);
    expect(isValidPartial(schema, { item: { name: 'x' } }, { rules })).toBe(false);
    expect(isValidPartial(schema, { item: { name: 'x' } })).toBe(true);
  });

  test('need not have the key of a gate that may be absent', () => {
    const schema = z.object({ id: z.number().optional(), name: z.string() });
    expect(isValidPartial(schema, { name: 'x' }, { rules: { '': { gate: ['id'] } } })).toBe(true);
    expect(isValidPartial(schema, { id: 1 }, { rules: { '': { gate: ['id', 'name'] } } })).toBe(false);
  });

  test('narrows the type', () => {
    const value: unknown = { name: 'A' };
    if (!isValidPartial(User, value)) expect.fail();
    expect(value.name?.toUpperCase()).toBe('A');
  });

  test('has no holes, and nothing that is no plain data', () => {
    // biome-ignore lint/suspicious/noSparseArray: that is the point
    expect(isValidPartial(z.array(z.string()), ['a', , 'b'])).toBe(false);
    for (const value of [new Map(), new Date(), new (class {})()]) {
      expect(isValidPartial(z.object({}), value)).toBe(false);
      expect(isValidPartial(z.record(z.string(), z.string()), value)).toBe(false);
    }
    expect(isValidPartial(z.object({}), Object.create(null))).toBe(true);
  });

  test('is also what the whole document makes', () => {
    fc.assert(
      fc.property(schemaAndDocument(), ({ schema, text }) => {
        const document = createPartial(schema);
        document.push(text);
        expect(isValidPartial(schema, document.end())).toBe(true);
      }),
    );
  });
});
