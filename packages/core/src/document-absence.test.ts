// What stands for a value that is not there or is not good: optional, null, defaults, catch; and when.
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf, growthOf, shownAfter } from './growth.test.kit.ts';
import { createPartial, type Schema } from './index.ts';

describe('optional and nullable', () => {
  test('an absent key stays absent, and is done when its object closes', () => {
    const document = createPartial(z.object({ a: z.string().optional(), b: z.number().nullable() }));
    document.push('{"b":null');
    expect(document.partial).toEqual({ b: null });
    expect([document.state('a'), document.state('b')]).toEqual(['pending', 'done']);
    document.push('}');
    expect(document.state('a')).toBe('done');
    expect(document.end()).toEqual({ b: null });
    expect('a' in document.end()).toBe(false);
  });

  test('null is shown only after its last letter', () => {
    const schema = z.object({ a: z.object({ b: z.number() }).nullable() });
    expect(growthOf(schema, '{"a":null}')).toEqual([{}, { a: null }]);
    expect(shownAfter(schema, '{"a":nul')).toEqual({});
    expect(growthOf(schema, '{"a":{"b":1}}')).toEqual([{}, { a: {} }, { a: { b: 1 } }]);
  });

  test('null is no absence', () => {
    expect(endOf(z.object({ a: z.string().optional() }), '{"a":null}').issues).toEqual(['a: invalid_type']);
    expect(endOf(z.object({ a: z.string().nullish() }), '{"a":null}').output).toEqual({ a: null });
    expect(endOf(z.object({ a: z.string().nullish() }), '{}').output).toEqual({});
  });
});

describe('nullForOptional: absent', () => {
  const options = { nullForOptional: 'absent' } as const;
  const schema = z.object({
    a: z.string().optional(),
    b: z.string().nullish(),
    c: z.array(z.object({ d: z.number().optional() })),
    e: z.string().default('x'),
  });

  test('null stands for an optional key that is not there, at any depth', () => {
    const text = '{"a":null,"b":null,"c":[{"d":null},{"d":1}],"e":null}';
    expect(endOf(schema, text, options)).toEqual({
      partial: { b: null, c: [{}, { d: 1 }], e: 'x' },
      issues: [],
      warnings: [],
      openPath: null,
      output: { b: null, c: [{}, { d: 1 }], e: 'x' },
    });
    expect('a' in (shownAfter(schema, text, options) as object)).toBe(false);
  });

  test('a key that is needed, or an item, is refused all the same', () => {
    expect(endOf(z.object({ a: z.string() }), '{"a":null}', options).issues).toEqual(['a: invalid_type']);
    expect(endOf(z.array(z.string()), '[null]', options).issues).toEqual(['0: invalid_type']);
  });

  test('holds for whole values and for the last parse of an asynchronous schema', async () => {
    const document = createPartial(schema, options);
    document.apply({ type: 'snapshot', value: { a: null, b: null, c: [{ d: null }], e: null } });
    expect(document.partial).toEqual({ b: null, c: [{}] });
    document.apply({ type: 'end', reason: 'stop' });
    expect(document.end()).toEqual({ b: null, c: [{}], e: 'x' });
    const waiting = createPartial(
      schema.refine(async () => true),
      options,
    );
    waiting.push('{"a":null,"b":null,"c":[],"e":null}');
    expect(await waiting.endAsync()).toEqual({ b: null, c: [], e: 'x' });
  });
});

describe('a default', () => {
  const schema = z.object({
    a: z.string().default('A'),
    b: z.object({ c: z.number().default(7) }),
    d: z.number().prefault(5),
    e: z
      .string()
      .transform((text) => text.length)
      .prefault('four'),
  });

  test('is applied when the enclosing object closes, and never earlier', () => {
    expect(growthOf(schema, '{"b":{},"d":1 }')).toEqual([
      {},
      { b: {} },
      { b: { c: 7 } },
      { b: { c: 7 }, d: 1 },
      { b: { c: 7 }, d: 1, a: 'A', e: 4 },
    ]);
    expect(endOf(schema, '{"b":{},"d":1}').output).toEqual({ a: 'A', b: { c: 7 }, d: 1, e: 4 });
  });

  test('gives way to what comes, which grows', () => {
    expect(shownAfter(schema, '{"a":"x')).toEqual({ a: 'x' });
    expect(endOf(schema, '{"a":"","b":{"c":0},"d":0,"e":""}').output).toEqual({
      a: '',
      b: { c: 0 },
      d: 0,
      e: 0,
    });
  });

  test('of an object, an array or a record is the default itself', () => {
    const Deep = z.object({
      a: z.object({ b: z.string().default('x') }).default({ b: 'y' }),
      c: z.array(z.number()).default([1]),
    });
    expect(endOf(Deep, '{}').output).toEqual({ a: { b: 'y' }, c: [1] });
    expect(endOf(Deep, '{"a":{}}').output).toEqual({ a: { b: 'x' }, c: [1] });
    const Pre = z.object({ a: z.object({ b: z.string().default('x') }).prefault({}) });
    expect(endOf(Pre, '{}').output).toEqual({ a: { b: 'x' } });
  });

  test('that is made anew is made once for each place', () => {
    const make = vi.fn(() => [0]);
    const Items = z.array(z.object({ a: z.array(z.number()).default(make) }));
    const document = createPartial(Items);
    for (const unit of '[{},{},{"a":[1]}]'.split('')) {
      document.push(unit);
      void document.partial;
    }
    expect(document.end()).toEqual([{ a: [0] }, { a: [0] }, { a: [1] }]);
    expect(make).toHaveBeenCalledTimes(2);
  });

  test('works in mini, under optional, nullable and readonly', () => {
    expect(endOf(mini.object({ a: mini._default(mini.string(), 'x') }), '{}').output).toEqual({ a: 'x' });
    const Wrapped = z.object({
      a: z.number().default(1).optional(),
      b: z.number().default(2).nullable(),
      c: z.number().default(3).readonly(),
    });
    expect(endOf(Wrapped, '{"b":null}').output).toEqual(Wrapped.parse({ b: null }));
    expect(endOf(z.object({ a: z.number().optional().default(1) }), '{}').output).toEqual({ a: 1 });
  });
});

describe('catch', () => {
  test.for<[schema: z.ZodType, text: string, growth: unknown[]]>([
    [z.number().catch(0), '"no"', [0]],
    [z.number().catch(0), '12', [12]],
    [z.number().catch(0), '{"a":[1]}', [0]],
    [z.enum(['a', 'b']).catch('a'), '"x"', ['a']],
    [z.email().catch('none'), '"a@b"', ['none']],
    [z.object({ n: z.number() }).catch({ n: 0 }), '{"n":"x"}', [{ n: 0 }]],
    [z.object({ n: z.number() }).catch({ n: 0 }), '{"n":1}', [{ n: 1 }]],
    [z.array(z.number()).catch([]), '[1,"2"]', [[]]],
    [z.string().catch('x'), '1', ['x']],
    [z.string().catch('x'), 'null', ['x']],
    [z.string().catch('x'), '[{"a":1}]', ['x']],
  ])('is applied when the node closes, never on a prefix (%#)', ([schema, text, growth]) => {
    const all = growthOf(z.object({ v: schema }), `{"v":${text} }`);
    expect(all).toEqual([{}, ...growth.map((v) => ({ v }))]);
    expect(endOf(z.object({ v: schema }), `{"v":${text}}`)).toMatchObject({
      issues: [],
      output: { v: growth.at(-1) },
    });
  });

  test('shows what cannot fail after its first byte as it grows', () => {
    expect(shownAfter(z.object({ v: z.string().catch('x') }), '{"v":"ab')).toEqual({ v: 'ab' });
    expect(shownAfter(z.object({ v: z.any().catch('x') }), '{"v":["ab')).toEqual({ v: ['ab'] });
    expect(shownAfter(z.object({ v: z.string().max(3).catch('x') }), '{"v":"ab')).toEqual({});
  });

  test('stands for an absent key when the object closes', () => {
    const schema = z.object({ a: z.number().catch(1), b: z.string().catch('x'), c: z.string() });
    expect(growthOf(schema, '{"c":""}')).toEqual([{}, { c: '' }, { c: '', a: 1, b: 'x' }]);
    expect(endOf(schema, '{"c":"","b":2}').output).toEqual({ a: 1, b: 'x', c: '' });
  });

  test('saves an element of an array, and the document itself', () => {
    expect(endOf(z.array(z.number().catch(0)), '[1,"x",3]').output).toEqual([1, 0, 3]);
    const Root = z.object({ n: z.number() }).catch({ n: -1 });
    expect(growthOf(Root, '{"n":"x"}')).toEqual([{ n: -1 }]);
    expect(endOf(Root, '{"n":"x"}')).toMatchObject({ issues: [], output: { n: -1 } });
    expect(endOf(Root, '{"n":').error).toMatchObject({ code: 'incomplete' });
  });

  test('is asked once for each value', () => {
    const fallback = vi.fn(() => 0);
    const document = createPartial(z.array(z.number().catch(fallback)));
    for (const unit of '[1,"x",null,4]'.split('')) {
      document.push(unit);
      void document.partial;
    }
    expect(document.end()).toEqual([1, 0, 0, 4]);
    expect(fallback).toHaveBeenCalledTimes(2);
  });
});

describe('readonly', () => {
  test.for<[name: string, schema: Schema]>([
    ['object', z.object({ a: z.array(z.number()).readonly() }).readonly()],
    ['mini', mini.readonly(mini.object({ a: mini.readonly(mini.array(mini.number())) }))],
  ])('is frozen when it is whole, and grows until then (%s)', ([, schema]) => {
    expect(growthOf(schema, '{"a":[1,2]}').map((partial) => JSON.stringify(partial))).toEqual([
      '{}',
      '{"a":[]}',
      '{"a":[1]}',
      '{"a":[1,2]}',
    ]);
    const document = createPartial(schema);
    document.push('{"a":[1,2]}');
    const output = document.end() as { a: number[] };
    expect([Object.isFrozen(output), Object.isFrozen(output.a)]).toEqual([true, true]);
  });
});
