// How each kind of scalar is shown: as it grows, or once it is whole; and where it is refused.
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf, growthOf, shownAfter } from './growth.test.kit.ts';
import { createPartial, type Schema } from './index.ts';

/** What grows at the key `v` of an object, each change once, before the object closes and without the empty one. */
const valuesOf = (schema: z.ZodType | mini.ZodMiniType, text: string): unknown[] =>
  growthOf(z.object({ v: schema as z.ZodType }), `{"v":${text} `)
    .map((partial) => (partial as { v?: unknown }).v)
    .slice(1);

/** Where an issue is raised first, counted in units of the value’s own text, and its code. */
function refusalOf(schema: Schema, text: string): [at: number, code: string | undefined] {
  const document = createPartial(z.object({ v: schema as z.ZodType }));
  document.push('{"v":');
  let at = 0;
  while (at < text.length && !document.issues.length) document.push(text.slice(at, ++at));
  return [at, document.issues[0]?.code];
}

describe('a string', () => {
  test.for<[name: string, schema: z.ZodType | mini.ZodMiniType]>([
    ['z.string()', z.string()],
    ['mini', mini.string()],
    ['min', z.string().min(2)],
    ['max', z.string().max(5)],
    ['length', z.string().length(3)],
    ['startsWith', z.string().startsWith('ab')],
    ['endsWith', z.string().endsWith('bc')],
    ['includes', z.string().includes('c')],
    ['lowercase', z.string().lowercase()],
    ['refine', z.string().refine((text) => text.length > 2)],
    ['superRefine', z.string().superRefine(() => {})],
    ['optional', z.string().optional()],
    ['nullable', z.string().nullable()],
    ['nullish', z.string().nullish()],
    ['default', z.string().default('x')],
    ['prefault', z.string().prefault('x')],
    ['readonly', z.string().readonly()],
    ['nonoptional', z.nonoptional(z.string().optional())],
    ['exactOptional', z.exactOptional(z.string())],
    ['brand', z.string().brand('Name')],
    ['lazy', z.lazy(() => z.string())],
    ['describe', z.string().describe('a name').meta({ id: 'name' })],
    ['catch', z.string().catch('x')],
    ['any', z.any()],
    ['unknown', z.unknown()],
    ['json', z.json()],
    ['mini checks', mini.string().check(mini.minLength(1), mini.maxLength(9))],
  ])('grows (%s)', ([, schema]) => {
    expect(valuesOf(schema, '"abc"')).toEqual(['', 'a', 'ab', 'abc']);
  });

  test.for<[name: string, schema: z.ZodType | mini.ZodMiniType, text: string, value?: unknown]>([
    ['trim', z.string().trim(), '" a "', 'a'],
    ['toLowerCase', z.string().toLowerCase(), '"ABC"', 'abc'],
    ['toUpperCase', z.string().toUpperCase(), '"abc"', 'ABC'],
    ['normalize', z.string().normalize(), '"e\\u0301"', 'é'],
    ['overwrite', z.string().overwrite((text) => text.slice(1)), '"abc"', 'bc'],
    ['mini trim', mini.string().check(mini.trim()), '" a "', 'a'],
    ['z.email', z.email(), '"a@b.co"'],
    ['.email', z.string().email(), '"a@b.co"'],
    ['mini email', mini.string().check(mini.email()), '"a@b.co"'],
    ['url', z.url(), '"https://a.b/c"'],
    ['uuid', z.uuid(), '"2f1acb5e-9d3c-4a6b-8f51-0b9a3a2f6a11"'],
    ['iso.date', z.iso.date(), '"2026-01-31"'],
    ['iso.datetime', z.iso.datetime(), '"2026-01-31T10:00:00Z"'],
    ['iso.time', z.iso.time(), '"10:00:00"'],
    ['iso.duration', z.iso.duration(), '"P1D"'],
    ['ipv4', z.ipv4(), '"127.0.0.1"'],
    ['base64', z.base64(), '"YWJj"'],
    ['jwt-like regex', z.string().regex(/^a+b$/), '"aab"'],
    ['template literal', z.templateLiteral(['v', z.number()]), '"v12"'],
    ['custom format', z.stringFormat('even', (text) => text.length % 2 === 0), '"abab"'],
    ['coerce', z.coerce.string(), '"abc"'],
    ['enum', z.enum(['abc', 'abd']), '"abc"'],
    ['literal', z.literal('abc'), '"abc"'],
    ['transform', z.string().transform((text) => text.length), '"abc"', 3],
    ['pipe', z.string().pipe(z.string().min(1)), '"abc"'],
    ['codec', z.codec(z.string(), z.number(), { decode: Number, encode: String }), '"12"', 12],
    ['stringbool', z.stringbool(), '"yes"', true],
    ['preprocess', z.preprocess((text) => `${text}!`, z.string()), '"a"', 'a!'],
    ['custom', z.custom<string>((value) => value === 'abc'), '"abc"'],
    ['intersection with a format', z.intersection(z.string(), z.email()), '"a@b.co"'],
    ['min under catch', z.string().min(2).catch('x'), '"abc"'],
  ])('is shown when it is whole (%s)', ([, schema, text, value = JSON.parse(text)]) => {
    expect(valuesOf(schema, text)).toEqual([value]);
    expect(shownAfter(z.object({ v: schema as z.ZodType }), `{"v":${text.slice(0, -1)}`)).toEqual({});
  });

  test('holds back an escape that is not whole and a high surrogate that has no partner yet', () => {
    expect(valuesOf(z.string(), '"\\u0041\\\\\\ud83d\\ude00😀"')).toEqual([
      '',
      'A',
      'A\\',
      'A\\😀',
      'A\\😀😀',
    ]);
    expect(valuesOf(z.string(), '"\\ud83dx"')).toEqual(['', '\ud83dx']);
  });
});

describe('a number, a boolean, null', () => {
  test.for<[text: string, schema: z.ZodType, value?: unknown]>([
    ['1200', z.number()],
    ['-1.25e+2', z.number()],
    ['12', z.int()],
    ['12', z.number().min(3).multipleOf(4)],
    ['0.5', z.float32()],
    ['120', z.literal([1, 12, 120])],
    ['12', z.literal(12).or(z.literal(1))],
    ['12', z.enum({ One: 1, Twelve: 12 })],
    ['12', z.coerce.number()],
    ['12', z.coerce.bigint(), 12n],
    ['86400000', z.coerce.date(), new Date(86_400_000)],
    ['12', z.number().transform((value) => `${value}`), '12'],
    ['12', z.number().catch(0)],
    ['null', z.number().nullable()],
    ['true', z.boolean()],
    ['false', z.boolean()],
    ['null', z.null()],
    ['null', z.literal(null)],
    ['true', z.literal([true, 'x'])],
    ['0', z.coerce.boolean(), false],
    ['-7', z.json()],
    ['false', z.any()],
    ['12', z.union([z.string(), z.number()])],
  ])('is shown when it is whole: %j (%#)', ([text, schema, value = JSON.parse(text)]) => {
    expect(valuesOf(schema, text)).toEqual([value]);
  });

  test('is shown by the byte behind a number, and by the last letter of a word', () => {
    const schema = z.array(z.union([z.number(), z.boolean(), z.null()]));
    expect(shownAfter(schema, '[12')).toEqual([]);
    for (const byte of [',', ' ', '\n', '\t', '\r', ']'])
      expect(shownAfter(schema, `[12${byte}`)).toEqual([12]);
    for (const word of ['true', 'false', 'null']) {
      expect(shownAfter(schema, `[${word.slice(0, -1)}`)).toEqual([]);
      expect(shownAfter(schema, `[${word}`)).toEqual([JSON.parse(word)]);
    }
  });

  test('at the root, a number is whole at the end of the text', () => {
    const document = createPartial(z.number().max(100));
    document.push('12');
    expect([document.partial, document.state([])]).toEqual([undefined, 'streaming']);
    expect(document.end()).toBe(12);
    expect([document.partial, document.state([])]).toEqual([12, 'done']);
    expect(endOf(z.number().max(100), '1200').issues).toEqual([': too_big']);
  });

  test.for<[name: string, schema: Schema]>([
    ['any', z.any()],
    ['a union with any', z.union([z.tuple([z.string()]), z.any()])],
    ['a list with a stand-in', z.array(z.unknown()).catch([])],
    ['what it is made into', z.array(z.unknown()).transform((list) => list)],
    ['no zod', v.array(v.any())],
  ])('is what JSON.parse makes of it where it is too big: %s', ([, schema]) => {
    expect(endOf(schema, '[1e999, -1e999]').output).toEqual([Infinity, -Infinity]);
  });
});

describe('a value of the wrong type is refused at its first byte', () => {
  test.for<[text: string, schema: Schema]>([
    ['1', z.string()],
    ['[1]', z.string()],
    ['"1"', z.number()],
    ['true', z.number()],
    ['null', z.boolean()],
    ['false', z.null()],
    ['[]', z.object({})],
    ['{}', z.array(z.any())],
    ['{}', z.tuple([])],
    ['[]', z.record(z.string(), z.any())],
    ['{"a": 1}', z.email()],
    ['null', z.string().optional()],
    ['null', z.string().default('x')],
    ['1', z.bigint()],
    ['"2026-01-31"', z.date()],
    ['null', z.undefined()],
    ['0', z.never()],
    ['0', z.nan()],
    ['""', z.symbol()],
    ['[]', z.map(z.string(), z.string())],
    ['[]', z.set(z.string())],
    ['1', z.string().transform(Number)],
    ['1', z.string().pipe(z.email())],
    ['"a"', z.discriminatedUnion('t', [z.object({ t: z.literal('a') })])],
    ['true', z.literal(['a', 1])],
    ['1', mini.string()],
    ['""', mini.nullable(mini.number())],
  ])('%s (%#)', ([text, schema]) => {
    const [at, code] = refusalOf(schema, text);
    expect(at).toBe(1);
    expect(code).toMatch(/^invalid_(type|value|union)$/);
  });
});

describe('an enum or a literal', () => {
  const Level = z.enum(['easy', 'hard', 'hardest', 'ünlike', '😀a', '😃']);

  test.for<[text: string, at: number]>([
    ['"x"', 2],
    ['"eady"', 4],
    ['"easyy"', 6],
    ['"harder"', 7],
    ['"eas"', 5],
    ['""', 2],
    ['"\\u0065asx"', 10],
    ['"😀b"', 4],
  ])('is refused at the first byte that no value has there: %j', ([text, at]) => {
    for (const schema of [
      Level,
      z.literal([...Level.options]),
      Level.optional(),
      Level.nullable(),
      Level.readonly(),
    ]) {
      expect(refusalOf(schema, text)).toEqual([at, 'invalid_value']);
    }
    expect(endOf(z.array(Level), `[${text}]`).issues).toEqual(['0: invalid_value']);
  });

  test('is never shown in part, and a longer value is not taken for a shorter one', () => {
    expect(valuesOf(Level, '"hardest"')).toEqual(['hardest']);
    expect(valuesOf(Level, '"hard"')).toEqual(['hard']);
    expect(valuesOf(Level, '"😀a"')).toEqual(['😀a']);
  });

  test('of several types takes each at its own end', () => {
    const Mixed = z.literal(['auto', 1, true, null]);
    for (const text of ['"auto"', '1', 'true', 'null'])
      expect(valuesOf(Mixed, text)).toEqual([JSON.parse(text)]);
    expect(refusalOf(Mixed, 'false')[0]).toBe(1);
    expect(refusalOf(Mixed, '12 ')).toEqual([3, 'invalid_value']);
  });
});

test('what a schema is told is told once: its own messages, codes and error maps', () => {
  const schema = z.object({
    name: z.string({ error: 'Name it.' }),
    age: z.number().max(120, { error: ({ input }) => `${input} is old.` }),
  });
  const text = '{"name": 5, "age": 900}';
  const document = createPartial(schema);
  document.push(text);
  const expected = schema
    .safeParse(JSON.parse(text))
    .error?.issues.map(({ code, message, path }) => ({ code, message, path }));
  expect(document.issues.map(({ code, message, path }) => ({ code, message, path }))).toEqual(expected);
});

test('a schema’s own code never sees a prefix', () => {
  const seen = vi.fn((_: unknown) => true);
  const schema = z.object({
    a: z.string().transform((text) => seen(text)),
    b: z.preprocess((raw) => seen(raw) && raw, z.string()),
    c: z.string().refine(seen),
    d: z.custom(seen),
  });
  const document = createPartial(schema);
  for (const unit of '{"a":"long","b":"longer","c":"longest","d":[1,{"x":2}]}'.split('')) {
    document.push(unit);
    void document.partial;
  }
  document.end();
  expect(seen.mock.calls).toEqual([['long'], ['longer'], ['longest'], [[1, { x: 2 }]]]);
});
