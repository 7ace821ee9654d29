// A union in a union, with checks of its own: what is left of the outer one is not an option yet.
import { expect, test } from 'vitest';
import * as z from 'zod';
import { endOf, shownAfter } from './growth.test.kit.ts';
import { createPartial } from './index.ts';

const isShort = (value: unknown) => JSON.stringify(value).length < 12;
const Inner = z.union([z.array(z.number()), z.object({ a: z.string() }), z.string()]);
const Checked = Inner.refine(isShort);

test.for<[name: string, option: z.ZodType]>([
  ['checked', Checked],
  ['checked twice', Checked.readonly().refine(isShort)],
  ['lazy', z.lazy(() => Checked)],
  ['recursive', z.json().refine(isShort)],
  ['tagged', z.union([z.discriminatedUnion('a', [z.object({ a: z.literal('xy') })]).refine(isShort), Inner])],
])('the one option that may begin so goes on into its own options (%s)', ([, option]) => {
  for (const text of [
    '[1,2]',
    '[1,2,3,4,5,6]',
    '{"a":"xy"}',
    '{"a":"much too long"}',
    '{"a":1}',
    '[{}]',
    '"x"',
  ]) {
    for (const v of [
      z.union([option, z.number()]),
      z.union([z.boolean(), z.union([option, z.null()]).refine(isShort)]),
    ]) {
      const { output, error } = endOf(z.object({ v }), `{"v":${text}}`);
      const result = z.object({ v }).safeParse(JSON.parse(`{"v":${text}}`));
      if (result.success) expect({ output }).toEqual({ output: result.data });
      else expect(error).toMatchObject({ code: 'invalid' });
    }
  }
});

test('what its options agree on is shown while they are not decided', () => {
  const schema = z.object({ v: z.union([Checked, z.number()]) });
  expect(shownAfter(schema, '{"v":{"a":"x')).toEqual({ v: { a: 'x' } });
  expect(shownAfter(schema, '{"v":[1,2')).toEqual({ v: [1] });
});

test('beside an object, a union chooses without it: a key that an option refuses is not mended by the other side', () => {
  const side = z.strictObject({ a: z.string() });
  const text = '{"a":"x"}';
  for (const options of [
    [z.strictObject({}), z.strictObject({})],
    [z.strictObject({}), z.object({ a: z.string() })],
    [z.record(z.number(), z.any()), z.object({})],
    [z.object({}), z.looseObject({ b: z.string().optional() })],
  ]) {
    for (const schema of [
      z.intersection(side, z.union(options)),
      z.intersection(z.union(options), z.looseObject({ a: z.any() })),
    ]) {
      const result = schema.safeParse(JSON.parse(text));
      const { output, error } = endOf(schema, text);
      if (result.success) expect({ output }).toEqual({ output: result.data });
      else expect(error).toMatchObject({ code: 'invalid' });
    }
  }
});

test('beside an object, an option of which the tag is refused is not shown', () => {
  const union = z.discriminatedUnion('k', [
    z.object({ k: z.literal('x'), n: z.number() }),
    z.object({ k: z.literal('y') }),
  ]);
  const schema = z.object({ v: z.intersection(union, z.object({}).catchall(z.literal(['x', 1]))) });
  expect(shownAfter(schema, '{"v":{"k":"x","n":1')).toEqual({ v: { k: 'x' } });
  for (const text of ['{"v":{"k":"y"', '{"v":{"k":"y"}}']) expect(shownAfter(schema, text)).toEqual({});
});

test('below an intersection, a key that a record refuses is refused', () => {
  const Numbers = z.record(z.number(), z.any());
  const text = '{"b":{"x":1}}';
  for (const schema of [
    z.intersection(z.object({ b: z.json() }), z.object({ b: Numbers })),
    z.intersection(z.looseObject({ b: Numbers }), z.union([z.looseObject({ b: z.any() })])),
  ]) {
    expect(schema.safeParse(JSON.parse(text)).success).toBe(false);
    expect(endOf(schema, text).error).toMatchObject({ code: 'invalid' });
  }
  // At the top, the other side may know it.
  expect(endOf(z.intersection(z.json(), Numbers), '{"x":1}').output).toEqual({ x: 1 });
});

test('a place that is done behind one that waits stays done when the list is refused', () => {
  const waiting = z.string().refine(async () => true);
  const schema = z.union([z.tuple([waiting, z.coerce.date()]), z.array(z.string().trim().max(3))]);
  const document = createPartial(schema);
  document.push('["a","2030-01-01"');
  expect([document.state('0'), document.state('1')]).toEqual(['streaming', 'done']);
  document.push(',1');
  expect([document.state('1'), document.state('')]).toEqual(['done', 'invalid']);
});
