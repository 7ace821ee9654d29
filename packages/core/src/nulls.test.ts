// Null for an optional key: wherever it stands, and however the document comes, it is read as if the key were not there.
import { accepts, schemaAndDocument } from '@partialkit/testing/arbitrary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf } from './growth.test.kit.ts';
import { createPartial, type JsonValue, type Schema } from './index.ts';
import { withoutNulls } from './nulls.ts';
import type { ZodSchema } from './zod.ts';

const options = { nullForOptional: 'absent' } as const;
const A = z.object({ k: z.literal('a'), x: z.string().optional() });
const B = z.object({ k: z.literal('b'), n: z.number() });
const waiting = z.string().refine(async () => true);

/** What `schema` makes of a value: told as text, letter by letter, and as a message. */
async function outputs(schema: Schema, value: JsonValue): Promise<unknown[]> {
  const asText = createPartial(schema, options);
  for (const unit of JSON.stringify(value)) asText.push(unit);
  const asValue = createPartial(schema, options);
  asValue.apply({ type: 'snapshot', value });
  return [await asText.endAsync(), await asValue.endAsync()];
}

/** `inner` at a key, which is given `{"k":"a","x":null}`. */
const at = (inner: z.ZodType): z.ZodType => z.object({ o: inner });

describe('a null that stands for an absent key is no obstacle', () => {
  const given = { k: 'a', x: null };
  const Deep = z.union([
    z.object({ v: z.union([z.object({ w: z.union([A, B]) }), z.object({ w: B })]) }),
    z.object({ v: z.literal(1) }),
  ]);
  test.for<[name: string, schema: Schema, value: JsonValue, without: JsonValue]>([
    ['an object', at(A), { o: given }, { o: { k: 'a' } }],
    ['a transform', at(A.transform((v) => v)), { o: given }, { o: { k: 'a' } }],
    ['a pipe', at(A.pipe(z.any())), { o: given }, { o: { k: 'a' } }],
    ['preprocess', at(z.preprocess((v) => v, A)), { o: given }, { o: { k: 'a' } }],
    ['catch', at(A.catch({ k: 'a', x: 'C' })), { o: given }, { o: { k: 'a' } }],
    ['an array with a transform', at(z.array(A).transform((v) => v)), { o: [given] }, { o: [{ k: 'a' }] }],
    ['a discriminated union', at(z.discriminatedUnion('k', [A, B])), { o: given }, { o: { k: 'a' } }],
    [
      'the tag of a discriminated union',
      at(
        z.discriminatedUnion('x', [
          z.object({ k: z.string(), x: z.literal('x').optional() }),
          z.object({ x: z.literal('y') }),
        ]),
      ),
      { o: given },
      { o: { k: 'a' } },
    ],
    [
      'the tag of a discriminated union in a transform',
      at(
        z
          .discriminatedUnion('x', [
            z.object({ k: z.string(), x: z.literal('x').optional() }),
            z.object({ x: z.literal('y') }),
          ])
          .transform((v) => v),
      ),
      { o: given },
      { o: { k: 'a' } },
    ],
    ['a union', at(z.union([B, A])), { o: given }, { o: { k: 'a' } }],
    ['an exclusive union', at(z.xor([A, B])), { o: given }, { o: { k: 'a' } }],
    ['unions in unions', at(Deep), { o: { v: { w: given } } }, { o: { v: { w: { k: 'a' } } } }],
    [
      'a union beside what waits',
      z.object({ o: z.union([B, A]), w: waiting }),
      { o: given, w: '' },
      { o: { k: 'a' }, w: '' },
    ],
    [
      'an intersection of arrays',
      at(z.intersection(z.array(A), z.array(A))),
      { o: [given] },
      { o: [{ k: 'a' }] },
    ],
    [
      'both sides of an intersection',
      at(A.and(z.object({ x: z.string().optional() }))),
      { o: given },
      { o: { k: 'a' } },
    ],
    [
      'one side of an intersection',
      at(A.and(z.looseObject({ k: z.string() }))),
      { o: given },
      { o: { k: 'a' } },
    ],
    ['lazy', at(z.lazy(() => A).transform((v) => v)), { o: given }, { o: { k: 'a' } }],
    [
      'wrappers',
      at(
        A.readonly()
          .nullable()
          .default({ k: 'a' })
          .transform((v) => v),
      ),
      { o: given },
      { o: { k: 'a' } },
    ],
    [
      'a catchall',
      z
        .object({})
        .catchall(z.string().optional())
        .transform((v) => v),
      { x: null },
      {},
    ],
    [
      'a record',
      z.record(z.string(), z.string().optional()).transform((v) => v),
      { x: null, y: '' },
      { y: '' },
    ],
    [
      'a record of some keys and numbers',
      z.record(z.union([z.literal('x'), z.number()]), z.string().optional()).transform((v) => v),
      { x: null, 1: null },
      {},
    ],
    ['a default', z.object({ x: z.string().default('D') }).transform((v) => v), { x: null }, {}],
    [
      'mini',
      mini.object({ o: mini.pipe(mini.object({ x: mini.optional(mini.string()) }), mini.any()) }),
      { o: { x: null } },
      { o: {} },
    ],
    ['the end of a tuple', z.tuple([z.string(), z.string().optional()]), ['a', null], ['a']],
    ['the default of a tuple', z.tuple([z.string(), z.string().default('D')]), ['a', null], ['a']],
  ])('%s', async ([, schema, value, without]) => {
    const expected = await createOutput(schema, without);
    expect(await outputs(schema, value)).toEqual([expected, expected]);
  });

  const createOutput = async (schema: Schema, value: JsonValue): Promise<unknown> => {
    const result = await schema['~standard'].validate(value);
    if (result.issues) throw new Error(JSON.stringify(result.issues));
    return result.value;
  };
});

test('a list keeps its indices: an item that is absent is undefined', async () => {
  const list = [undefined, 'a', undefined];
  expect(await outputs(z.array(z.string().optional()), [null, 'a', null])).toEqual([list, list]);
  const tuple = z.tuple([z.string().default('D'), z.number().optional()], z.string().optional());
  const output = ['D', undefined, undefined, 'b'];
  expect(await outputs(tuple, [null, null, null, 'b'])).toEqual([output, output]);
});

test('a null that the schema takes, or that it refuses, stays', async () => {
  const Nullish = z
    .object({ a: z.string().nullish(), b: z.any().optional(), c: z.null() })
    .transform((v) => v);
  const given = { a: null, b: null, c: null };
  expect(await outputs(Nullish, given)).toEqual([given, given]);
  const document = createPartial(at(z.object({ a: z.string() }).transform((v) => v)), options);
  document.push('{"o":{"a":null}}');
  expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
  expect(document.issues.map(({ path }) => path)).toEqual([['o', 'a']]);
});

test('a null at a key that a record may not have is refused, in text and in whole values', () => {
  const schema = z.record(z.string().max(1), z.string().optional());
  for (const text of ['{"x":null}', '{"xy":null}']) {
    const [written, whole] = [createPartial(schema, options), createPartial(schema, options)];
    written.push(text);
    whole.apply({ type: 'snapshot', value: JSON.parse(text) });
    for (const document of [written, whole]) {
      if (text.includes('y'))
        expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
      else expect(document.end()).toEqual({});
    }
  }
});

test('without the option, null is no absence', () => {
  for (const schema of [at(A.transform((v) => v)), at(z.union([A, B]))]) {
    const document = createPartial(schema);
    document.apply({ type: 'snapshot', value: { o: { k: 'a', x: null } } });
    expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
  }
});

test('what a union makes of a value is shown at once, and a transform runs once', () => {
  let runs = 0;
  const schema = at(A.transform((v) => ({ ...v, run: ++runs })));
  const document = createPartial(schema, options);
  document.apply({ type: 'snapshot', value: { o: { k: 'a', x: null } } });
  expect(document.partial).toEqual({ o: { k: 'a', run: 1 } });
  expect(document.end()).toEqual({ o: { k: 'a', run: 1 } });
});

test('a list is not judged without an item that is absent: only the whole tells what it is', () => {
  const schema = z.array(z.enum(['a', 'b']).prefault('b')).refine((list) => list.length === 2);
  expect(endOf(schema, '["a",null]', options)).toMatchObject({ output: ['a', 'b'], issues: [] });
  expect(endOf(schema, '["a",null,"a"]', options).error).toMatchObject({ code: 'invalid' });
});

/** The verdict of a schema on a value without its nulls. */
const takes = (schema: z.ZodType, raw: unknown): boolean | undefined =>
  accepts(schema, withoutNulls(schema as unknown as ZodSchema, raw));

test('text and whole values with nulls come to what the schema makes of them without', () => {
  const holed = fc
    .tuple(schemaAndDocument(), fc.infiniteStream(fc.nat({ max: 3 })))
    .filter(({ 0: { text } }) => text.length <= 300)
    .map(([{ schema, value }, chances]) => {
      const chance = chances[Symbol.iterator]();
      const raw = JSON.stringify(value, (_, part) => (chance.next().value ? part : null));
      return { schema, raw: JSON.parse(raw) as JsonValue };
    })
    // A value without brackets is an item where the schema wants an array.
    .filter(({ schema, raw }) => Array.isArray(raw) || !takes(schema, [raw]))
    .filter(({ schema, raw }) => takes(schema, raw) !== undefined);
  fc.assert(
    fc.property(holed, ({ schema, raw }) => {
      const made = withoutNulls(schema as unknown as ZodSchema, raw);
      const expected = schema.safeParse(made);
      const documents = [createPartial(schema, options), createPartial(schema, options)] as const;
      for (const unit of JSON.stringify(raw)) documents[0].push(unit);
      documents[1].apply({ type: 'snapshot', value: raw });
      for (const document of documents) {
        if (expected.success) expect(document.end()).toEqual(expected.data);
        else expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
      }
    }),
  );
});

describe('withoutNulls', () => {
  // A schema is all that it is given: what zod's types say of one is not needed here.
  const take = (schema: z.ZodType, raw: unknown): unknown =>
    withoutNulls(schema as unknown as ZodSchema, raw);

  test('changes nothing, and gives back what it changes nothing in', () => {
    const Any = z.object({ list: z.array(z.union([A, B, z.string()])), o: A.optional(), any: z.any() });
    const part = fc.oneof(
      fc.constantFrom<JsonValue>({ k: 'a', x: null }, { k: 'a', x: '' }, { k: 'b', n: 1 }, '', null),
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
    );
    fc.assert(
      fc.property(fc.record({ list: fc.array(part), o: part, any: part }), (raw) => {
        const copy = JSON.stringify(raw);
        const made = take(Any, raw) as typeof raw;
        expect(JSON.stringify(raw)).toBe(copy);
        expect(made.any).toBe(raw.any);
        if (JSON.stringify(made) === copy) expect(made).toBe(raw);
        expect(take(Any, made)).toBe(made);
        for (const [index, item] of raw.list.entries())
          if (!JSON.stringify(item).includes('null')) expect(made.list[index]).toBe(item);
      }),
    );
  });

  test('keeps a key named __proto__ what it is', () => {
    const raw: unknown = JSON.parse('{"x":null,"__proto__":{"y":null}}');
    const made = take(z.looseObject({ x: z.string().optional() }), raw) as object;
    expect(JSON.stringify(made)).toBe('{"__proto__":{"y":null}}');
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  });

  test('is bounded, whatever leads to itself', () => {
    const Self: z.ZodType = z.lazy(() => Self);
    const raw = [null];
    expect(take(Self, raw)).toBe(raw);
    const Nest: z.ZodType = z.object({ x: z.string().optional(), in: z.lazy(() => Nest.optional()) });
    let deep: JsonValue = { x: null };
    for (let i = 0; i < 10_000; i++) deep = { in: deep };
    expect(() => take(Nest, deep)).not.toThrow();
  });

  test('tries no option of a union that its tag or type rules out, and none where there is nothing to choose', () => {
    let runs = 0;
    const Tried = A.refine(() => ++runs > 0);
    expect(take(z.union([Tried, B, z.string()]), { k: 'a', x: null })).toEqual({ k: 'a' });
    expect(take(z.union([Tried, z.looseObject({})]), { k: 'a' })).toEqual({ k: 'a' });
    expect(runs).toBe(0);
  });
});
