// Schemas that judge together: unions of which just one option may fit, and intersections, of which both sides must.
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf, growthOf, shownAfter } from './growth.test.kit.ts';
import { createPartial } from './index.ts';

/** That a document comes to what its schema makes of it, however it is cut. */
function expectAsZod(schema: z.ZodType, text: string): void {
  const { output, error } = endOf(schema, text);
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) expect({ output }).toEqual({ output: result.data });
  else expect(error).toMatchObject({ code: 'invalid' });
}

describe('an exclusive union', () => {
  const schema = z.xor([z.object({ a: z.string() }), z.object({ b: z.number() }), z.string()]);

  test.for([
    '{"a":"x"}',
    '{"b":1}',
    '{"a":"x","b":1}',
    '{}',
    '"x"',
    '1',
    '{"a":1,"b":2}',
    '{"a":"x","b":"y"}',
  ])('takes what just one option takes: %s', (text) => expectAsZod(schema, text));

  test('is refused at its close where two options fit', () => {
    const document = createPartial(schema);
    document.push('{"a":"x","b":1');
    expect(document.issues).toEqual([]);
    document.push('}');
    expect(document.issues.map(({ code }) => code)).toEqual(['invalid_union']);
    expect(document.state([])).toBe('invalid');
  });

  test('shows what is certain, and what was shown stays', () => {
    const Same = z.xor([
      z.object({ a: z.string(), b: z.number().optional() }),
      z.object({ a: z.string(), c: z.number() }),
    ]);
    expect(shownAfter(Same, '{"a":"xy')).toEqual({ a: 'xy' });
    expect(endOf(Same, '{"a":"xy","c":1}')).toMatchObject({
      partial: { a: 'xy' },
      issues: [': invalid_union'],
    });
    expect(endOf(Same, '{"a":"xy","c":"z"}').output).toEqual({ a: 'xy' });
  });

  test('of scalars', () => {
    const Scalars = z.array(z.xor([z.string(), z.literal('both'), z.number()]));
    for (const text of ['["x",1]', '["both"]', '[true]']) expectAsZod(Scalars, text);
  });
});

describe('an intersection', () => {
  const Named = z.object({ name: z.string(), tag: z.string() });
  const Aged = z.object({ age: z.number(), tag: z.enum(['x', 'y']) });

  test.for<[name: string, schema: z.ZodType]>([
    ['classic', z.intersection(Named, Aged)],
    ['.and', Named.and(Aged)],
    [
      'mini',
      mini.intersection(
        mini.object({ name: mini.string(), tag: mini.string() }),
        mini.object({ age: mini.number(), tag: mini.enum(['x', 'y']) }),
      ) as unknown as z.ZodType,
    ],
  ])('of objects grows: a value is shown when both sides allow it (%s)', ([, schema]) => {
    expect(growthOf(schema, '{"name":"A","tag":"x","age":1}')).toEqual([
      {},
      { name: '' },
      { name: 'A' },
      { name: 'A', tag: 'x' },
      { name: 'A', tag: 'x', age: 1 },
    ]);
    expect(endOf(schema, '{"name":"A","tag":"z","age":1}')).toMatchObject({
      partial: { name: 'A', age: 1 },
      issues: ['tag: invalid_value'],
    });
    expect(endOf(schema, '{"tag":"y"}').issues.toSorted()).toEqual([
      'age: invalid_type',
      'name: invalid_type',
    ]);
  });

  test.for([
    '{"name":"A","tag":"x","age":1}',
    '{"name":"A","tag":"x","age":1,"extra":[1]}',
    '{"name":1,"tag":"x","age":"b"}',
    '{"tag":"x"}',
    '{}',
    '[]',
    '"text"',
    '{"type":"a","name":"n"}',
    '{"name":"n","type":"b","n":1}',
  ])('comes to what zod makes of it: %s', (text) => {
    expectAsZod(Named.and(Aged), text);
    expectAsZod(Named.loose().and(Aged), text);
    expectAsZod(Named.strict().and(Aged), text);
    expectAsZod(Named.strict().and(Aged.strict()), text);
    expectAsZod(Named.and(z.record(z.string(), z.any())), text);
    expectAsZod(Named.and(z.unknown()), text);
    expectAsZod(Named.partial().and(Aged.partial().refine(({ age }) => age !== 1)), text);
    expectAsZod(z.string().and(z.string().max(3)), text);
    expectAsZod(z.object({ name: z.string() }).and(z.union([Aged, z.object({ type: z.string() })])), text);
    const Tagged = z.discriminatedUnion('type', [
      z.object({ type: z.literal('a') }),
      z.object({ type: z.literal('b'), n: z.number() }),
    ]);
    expectAsZod(z.object({ name: z.string() }).and(Tagged), text);
    expectAsZod(Tagged.and(z.object({ name: z.string() })), text);
  });

  test('with a discriminated union waits for the tag', () => {
    const schema = z
      .object({ id: z.string() })
      .and(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('a'), s: z.string() }),
          z.object({ type: z.literal('b'), n: z.number() }),
        ]),
      );
    expect(growthOf(schema, '{"id":"i","type":"a","s":"t"}')).toEqual([
      { id: 'i', type: 'a' },
      { id: 'i', type: 'a', s: '' },
      { id: 'i', type: 'a', s: 't' },
    ]);
  });

  test('runs each side’s code once', () => {
    const left = vi.fn(() => true);
    const right = vi.fn(() => true);
    const schema = z.object({ a: z.string().refine(left) }).and(z.object({ b: z.number().refine(right) }));
    const document = createPartial(schema);
    for (const unit of '{"a":"xyz","b":1}'.split('')) {
      document.push(unit);
      void document.partial;
    }
    document.end();
    expect([left.mock.calls, right.mock.calls].map((calls) => calls.length)).toEqual([1, 1]);
  });

  test('whose sides make different values of one is refused', () => {
    const schema = z
      .object({ v: z.string() })
      .and(z.object({ v: z.string().transform((text) => text.length) }));
    expect(() => schema.parse({ v: 'x' })).toThrow();
    const document = createPartial(schema);
    document.push('{"v":"x"}');
    expect(() => document.end()).toThrow();
  });
});
