// How a union finds its option, and what is shown before that: nothing but what is certain.
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf, growthOf, shownAfter } from './growth.test.kit.ts';
import { createPartial, type Schema } from './index.ts';

/** That a document comes to what its schema makes of it, however it is cut. */
function expectAsZod(schema: z.ZodType, text: string): void {
  const { output, error } = endOf(schema, text);
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) expect({ output }).toEqual({ output: result.data });
  else expect(error).toMatchObject({ code: 'invalid' });
}

const A = z.object({ type: z.literal('a'), text: z.string(), list: z.array(z.number()).optional() });
const B = z.object({ type: z.literal(['b', 'bb']), text: z.number() });
const Tagged = z.discriminatedUnion('type', [A, B]);

describe('a discriminated union', () => {
  test.for<[name: string, schema: Schema]>([
    ['classic', Tagged],
    [
      'mini',
      mini.discriminatedUnion('type', [
        mini.object({ type: mini.literal('a'), text: mini.string() }),
        mini.object({ type: mini.literal(['b', 'bb']), text: mini.number() }),
      ]),
    ],
    ['readonly and nullable', Tagged.readonly().nullable()],
    ['lazy', z.lazy(() => Tagged)],
  ])('whose tag comes first is absent until the tag is closed, and then grows (%s)', ([, schema]) => {
    expect(growthOf(schema, '{"type":"a","text":"xy"}')).toEqual([
      { type: 'a' },
      { type: 'a', text: '' },
      { type: 'a', text: 'x' },
      { type: 'a', text: 'xy' },
    ]);
    expect(endOf(schema, '{"type":"bb","text":1}').output).toEqual({ type: 'bb', text: 1 });
  });

  test('whose tag comes last keeps its siblings, and shows them all at once', () => {
    expect(
      growthOf(z.array(Tagged), '[{"list":[1,2],"text":"xy","type":"a"},{"text":1,"type":"b"}]'),
    ).toEqual([
      [],
      [{ list: [1, 2], text: 'xy', type: 'a' }],
      [
        { list: [1, 2], text: 'xy', type: 'a' },
        { text: 1, type: 'b' },
      ],
    ]);
  });

  test('whose tag comes between shows what came before with it', () => {
    expect(growthOf(Tagged, '{"text":"xy","type":"a","list":[1,2]}')).toEqual([
      { text: 'xy', type: 'a' },
      { text: 'xy', type: 'a', list: [] },
      { text: 'xy', type: 'a', list: [1] },
      { text: 'xy', type: 'a', list: [1, 2] },
    ]);
  });

  test('without a tag is refused at its close; with an unknown one at the tag', () => {
    const document = createPartial(z.object({ v: Tagged, w: z.number() }));
    document.push('{"v":{"text":"x"');
    expect([document.issues, document.state('v')]).toEqual([[], 'streaming']);
    document.push('}');
    expect(document.state('v')).toBe('invalid');
    for (const [text, at] of [
      ['{"text":"x"}', 12],
      ['{"text":"x","type":"c","list":[1]}', 22],
      ['{"type":1,"text":"x"}', 9],
      ['{"type":null}', 12],
      ['{"type":{"type":"a"}}', 9],
      ['{"type":["a"]}', 9],
    ] as const) {
      const one = createPartial(z.object({ v: Tagged, w: z.number() }));
      one.push(`{"v":${text.slice(0, at - 1)}`);
      expect(one.issues).toEqual([]);
      one.push(text.slice(at - 1, at + 1));
      expect(one.issues.map(({ code }) => code)).toEqual(['invalid_union']);
      expect(endOf(z.object({ v: Tagged, w: z.number() }), `{"v":${text},"w":1}`)).toMatchObject({
        partial: { w: 1 },
        error: { code: 'invalid' },
      });
    }
  });

  test('takes no tag from below, and no other key for it', () => {
    expect(growthOf(Tagged, '{"list":[],"x":{"type":"a"},"text":"","type":"a"}')).toEqual([
      { list: [], text: '', type: 'a' },
    ]);
    expect(endOf(Tagged, '{"x":[{"type":"b"}],"type":"a","text":"y"}').output).toEqual({
      type: 'a',
      text: 'y',
    });
  });

  test('with a repeated tag comes to what zod makes of the last, or is refused', () => {
    expect(endOf(Tagged, '{"type":"a","text":"x","type":"a"}').output).toEqual({ type: 'a', text: 'x' });
    for (const text of [
      '{"type":"a","text":1,"type":"b"}',
      '{"type":"b","text":1,"type":"bb"}',
      '{"type":"c","type":"a","text":""}',
    ]) {
      const { output, error } = endOf(Tagged, text);
      if (error) expect(error).toMatchObject({ code: 'invalid' });
      else expect(output).toEqual(Tagged.parse(JSON.parse(text)));
    }
  });

  test('that is refused once is not shown without its tag when its key comes again', () => {
    const document = createPartial(z.object({ v: Tagged }));
    for (const unit of '{"v":{},"v":{"text":"x","type":"a","list":[]}}'.split('')) {
      document.push(unit);
      expect(document.partial).toEqual({});
    }
    expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  test.for(['"a"', '1', 'true', 'false', 'null', '"x"'])('may have tags of every type: %s', (tag) => {
    const schema = z.discriminatedUnion('t', [
      z.object({ t: z.literal('a'), v: z.string() }),
      z.object({ t: z.literal(1), v: z.string() }),
      z.object({ t: z.literal([true, false]), v: z.string() }),
      z.object({ t: z.null(), v: z.string() }),
      z.object({ t: z.enum(['x', 'y']), v: z.string() }),
    ]);
    const t: unknown = JSON.parse(tag);
    expect(growthOf(schema, `{"t":${tag},"v":"u"}`)).toEqual([{ t }, { t, v: '' }, { t, v: 'u' }]);
    expect(growthOf(schema, `{"v":"u","t":${tag}}`)).toEqual([{ v: 'u', t }]);
  });

  test('may hold others, by the same tag and by another', () => {
    const schema = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('x'), n: z.number() }),
      z.discriminatedUnion('sub', [
        z.object({ kind: z.literal('y'), sub: z.literal('1'), s: z.string() }),
        z.object({ kind: z.literal('y'), sub: z.literal('2'), n: z.number() }),
      ]),
    ]);
    expect(growthOf(schema, '{"kind":"y","sub":"1","s":"t"}')).toEqual([
      { kind: 'y', sub: '1' },
      { kind: 'y', sub: '1', s: '' },
      { kind: 'y', sub: '1', s: 't' },
    ]);
    for (const text of [
      '{"sub":"2","n":1,"kind":"y"}',
      '{"kind":"x","n":2}',
      '{"kind":"y","sub":"3"}',
      '{"kind":"z"}',
    ]) {
      expectAsZod(schema, text);
    }
  });

  test('whose tag may be missing takes the option that says so, at its close', () => {
    const schema = z.discriminatedUnion('t', [
      z.object({ t: z.literal('a'), n: z.number() }),
      z.object({ t: z.literal('b').optional(), n: z.string() }),
    ]);
    expect(growthOf(schema, '{"n":"xy"}')).toEqual([{ n: 'xy' }]);
    for (const text of ['{"n":"x"}', '{"n":1}', '{"n":1,"t":"a"}', '{"t":"b","n":""}', '{"t":"c"}'])
      expectAsZod(schema, text);
  });

  test('with a fallback tries all options where no tag fits', () => {
    const schema = z.discriminatedUnion(
      't',
      [
        z.object({ t: z.literal('a'), n: z.number() }),
        z.object({ t: z.literal('b').catch('b'), n: z.string() }),
      ],
      { unionFallback: true },
    );
    for (const text of [
      '{"t":"a","n":1}',
      '{"t":"zz","n":"x"}',
      '{"n":"x","t":"zz"}',
      '{"t":"zz","n":1}',
      '{"n":"x"}',
    ]) {
      expectAsZod(schema, text);
    }
  });

  test('under a refinement, strict, or with defaults comes to what zod makes of it', () => {
    const Strict = z
      .discriminatedUnion('t', [
        z.strictObject({ t: z.literal('a'), n: z.number().default(1) }),
        z.object({ t: z.literal('b'), n: z.number().optional() }).refine(({ n }) => n !== 3),
      ])
      .refine(({ n }) => n !== 4);
    for (const text of ['{"t":"a"}', '{"t":"a","x":1}', '{"n":3,"t":"b"}', '{"t":"b","n":4}', '{"t":"b"}'])
      expectAsZod(Strict, text);
  });
});

describe('a union of types', () => {
  test('is decided by the first byte where only one option takes it', () => {
    const schema = z.array(
      z.union([z.string(), z.number(), z.object({ a: z.string() }), z.array(z.string()), z.null()]),
    );
    expect(growthOf(schema, '["x",1,{"a":"y"},["z"],null]')).toEqual([
      [],
      [''],
      ['x'],
      ['x', 1],
      ['x', 1, {}],
      ['x', 1, { a: '' }],
      ['x', 1, { a: 'y' }],
      ['x', 1, { a: 'y' }, []],
      ['x', 1, { a: 'y' }, ['']],
      ['x', 1, { a: 'y' }, ['z']],
      ['x', 1, { a: 'y' }, ['z'], null],
    ]);
    expect(endOf(schema, '[true]').issues).toEqual(['0: invalid_union']);
  });

  test('of strings grows where every option does', () => {
    expect(growthOf(z.union([z.string(), z.string().min(5)]), '"ab"')).toEqual(['', 'a', 'ab']);
    expect(growthOf(z.union([z.literal('ab'), z.string()]), '"ab"')).toEqual(['ab']);
    expect(growthOf(z.union([z.literal('xy'), z.string()]), '"ab"')).toEqual(['a', 'ab']);
    expect(growthOf(z.union([z.email(), z.string()]), '"ab"')).toEqual(['ab']);
    expect(growthOf(z.union([z.string().transform((text) => text.length), z.number()]), '"ab"')).toEqual([2]);
  });

  test.for([
    '"ab"',
    '"abc"',
    '"abcdefg"',
    '"x"',
    '1',
    '[1]',
    '["a"]',
    '{"a":1}',
    '{"a":"b"}',
    'null',
    'true',
  ])('comes to what zod makes of it: %s', (text) => {
    expectAsZod(
      z.union([z.string().max(2), z.string().startsWith('abc').max(5), z.array(z.number()), z.null()]),
      text,
    );
    expectAsZod(z.union([z.string().transform((value) => value.length), z.array(z.string())]), text);
    expectAsZod(z.union([z.object({ a: z.number() }), z.record(z.string(), z.string()), z.boolean()]), text);
    expectAsZod(z.union([z.coerce.number(), z.any()]), text);
    expectAsZod(z.union([z.never(), z.unknown()]), text);
  });
});

describe('a union of objects', () => {
  const Cat = z.object({ kind: z.literal('cat'), name: z.string(), lives: z.number() });
  const Dog = z.object({ kind: z.literal('dog'), name: z.string(), tricks: z.array(z.string()) });
  const Pet = z.union([Cat, Dog]);

  test('narrows by a literal field, also in mid-string', () => {
    expect(growthOf(Pet, '{"kind":"dog","name":"R","tricks":["sit"]}').slice(0, 3)).toEqual([
      {},
      { kind: 'dog' },
      { kind: 'dog', name: '' },
    ]);
  });

  test('shows the parts on which all options that are left agree', () => {
    expect(growthOf(Pet, '{"name":"Rex","kind":"dog","tricks":["s"]}')).toEqual([
      {},
      { name: '' },
      { name: 'R' },
      { name: 'Re' },
      { name: 'Rex' },
      { name: 'Rex', kind: 'dog' },
      { name: 'Rex', kind: 'dog', tricks: [] },
      { name: 'Rex', kind: 'dog', tricks: [''] },
      { name: 'Rex', kind: 'dog', tricks: ['s'] },
    ]);
    const Differ = z.union([
      z.object({ a: z.string(), b: z.string() }),
      z.object({ a: z.email(), b: z.string(), c: z.number() }),
    ]);
    expect(shownAfter(Differ, '{"b":"x","a":"y')).toEqual({ b: 'x' });
  });

  test('narrows by the type of a field', () => {
    const schema = z.union([
      z.object({ v: z.string(), x: z.email() }),
      z.object({ v: z.number(), x: z.string() }),
    ]);
    expect(shownAfter(schema, '{"x":"a')).toEqual({});
    expect(shownAfter(schema, '{"v":1,"x":"a')).toEqual({ v: 1, x: 'a' });
    expect(shownAfter(schema, '{"v":"","x":"a')).toEqual({ v: '' });
  });

  test('narrows by a key that a strict option does not know', () => {
    const schema = z.union([
      z.strictObject({ a: z.string().transform((text) => text.length) }),
      z.strictObject({ a: z.string(), b: z.number() }),
    ]);
    expect(shownAfter(schema, '{"a":"x"')).toEqual({});
    expect(shownAfter(schema, '{"a":"x","b"')).toEqual({ a: 'x' });
    expect(endOf(schema, '{"a":"x","c":1}').issues).toEqual([': invalid_union']);
  });

  test('narrows by a field that an option refuses', () => {
    const schema = z.union([
      z.object({ n: z.number().max(5), t: z.iso.date() }),
      z.object({ n: z.number(), t: z.string() }),
    ]);
    expect(shownAfter(schema, '{"n":3,"t":"x')).toEqual({ n: 3 });
    expect(shownAfter(schema, '{"n":9,"t":"x')).toEqual({ n: 9, t: 'x' });
  });

  test('that no option takes is refused where the last one falls; what was shown stays', () => {
    const document = createPartial(z.object({ pet: Pet, n: z.number() }));
    document.push('{"pet":{"name":"Rex","kind":"');
    expect(document.issues).toEqual([]);
    document.push('x');
    expect(document.issues.map(({ path, code }) => [path, code])).toEqual([[['pet'], 'invalid_union']]);
    expect(document.state('pet')).toBe('invalid');
    document.push('","tricks":[]},"n":1}');
    expect(document.partial).toEqual({ pet: { name: 'Rex' }, n: 1 });
  });

  test('takes the first option that fits, at its close, as zod does', () => {
    const Narrow = z.object({ a: z.string() });
    const Wide = z.object({ a: z.string(), b: z.number().optional() });
    for (const text of ['{"a":"x","b":1}', '{"a":"x"}', '{"a":"x","b":"y"}', '{"b":1}']) {
      expectAsZod(z.union([Narrow, Wide]), text);
      expectAsZod(z.union([Wide, Narrow]), text);
      expectAsZod(z.union([Narrow.transform(({ a }) => a), Wide]), text);
      expectAsZod(z.union([Narrow.refine(({ a }) => a !== 'x'), Wide]), text);
    }
    expect(shownAfter(z.union([Narrow, Wide]), '{"a":"x","b":1')).toEqual({ a: 'x' });
  });

  test('in which a key is repeated comes to what zod makes of the last, or is refused: never to anything else', () => {
    const Any = z.union([z.object({ a: z.number() }), z.object({ b: z.string() }), z.object({})]);
    const Strict = z.union([z.strictObject({ a: z.number() }), z.looseObject({ a: z.any() })]);
    for (const text of [
      '{"a":"x","a":1}',
      '{"b":1,"a":2,"b":"x","a":"y"}',
      '{"a":1,"a":"x"}',
      '{"a":{"b":1},"a":1}',
    ]) {
      for (const schema of [Any, Strict, Any.optional(), Any.refine(() => true)]) {
        for (const [wrap, json] of [
          [schema, text],
          [z.array(schema), `[${text},{}]`],
          [z.object({ v: schema }), `{"v":${text}}`],
        ] as const) {
          const { output, error } = endOf(wrap, json);
          if (error) expect(error).toMatchObject({ code: 'invalid' });
          else expect(output).toEqual(wrap.parse(JSON.parse(json)));
        }
      }
    }
  });

  test('may be nested, in arrays, records and each other', () => {
    const schema = z.union([
      z.object({ items: z.array(z.union([z.object({ a: z.number() }), z.object({ b: z.string() })])) }),
      z.object({ items: z.record(z.string(), z.union([z.string(), z.array(z.string())])) }),
    ]);
    for (const text of [
      '{"items":[{"a":1},{"b":"x"},{}]}',
      '{"items":{"x":"y","z":["w"]}}',
      '{"items":[{"a":1},{"b":"x"}]}',
      '{"items":1}',
    ]) {
      expectAsZod(schema, text);
    }
    expect(shownAfter(schema, '{"items":{"x":["y')).toEqual({ items: { x: ['y'] } });
  });
});
