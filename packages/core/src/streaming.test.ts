// Annotations: how a place is shown, by the registry or by path; the shape of the data never changes.
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf, everyWay, growthOf, shownAfter } from './growth.test.kit.ts';
import { createPartial, isValidPartial, streaming } from './index.ts';

describe('the registry', () => {
  test('returns the schema and keeps its rule', () => {
    const schema = z.string();
    expect(streaming.get(schema)).toBe(undefined);
    expect(streaming.add(schema, { emit: 'done' })).toBe(schema);
    expect(streaming.get(schema)).toEqual({ emit: 'done' });
  });

  test('keeps what a rule by path leaves undefined', () => {
    const schema = z.object({ a: streaming.add(z.string(), { emit: 'done' }) });
    const document = createPartial(schema, { rules: { a: { emit: undefined, gate: undefined } } });
    document.push('{"a": "x');
    expect(document.partial).toEqual({});
  });

  test('leaks nothing into a JSON schema, and changes no verdict', () => {
    const plain = z.object({ a: z.string(), b: z.enum(['x', 'y']) });
    const ruled = streaming.add(
      z.object({
        a: streaming.add(z.string(), { emit: 'done' }),
        b: streaming.add(z.enum(['x', 'y']), { emit: 'predict' }),
      }),
      { gate: ['b'] },
    );
    expect(z.toJSONSchema(ruled)).toEqual(z.toJSONSchema(plain));
    for (const text of ['{"a":"1","b":"x"}', '{"b":"y","a":""}', '{"a":1}', '{"a":"x","b":"z"}', '{}']) {
      const { output, issues } = endOf(plain, text);
      expect(endOf(ruled, text)).toMatchObject({
        issues,
        ...(output ? { output } : { error: { code: 'invalid' } }),
      });
    }
  });
});

describe('emit: done', () => {
  const done = { emit: 'done' } as const;

  test.for<[name: string, schema: z.ZodType | mini.ZodMiniType, text: string]>([
    ['a string', streaming.add(z.string(), done), '"abc"'],
    ['a mini string', streaming.add(mini.string(), done), '"abc"'],
    ['an object', streaming.add(z.object({ a: z.string() }), done), '{"a":"xy"}'],
    ['an array', streaming.add(z.array(z.number()), done), '[1,2]'],
    ['a record', streaming.add(z.record(z.string(), z.string()), done), '{"a":"b"}'],
    ['a tuple', streaming.add(z.tuple([z.string()]), done), '["a"]'],
    ['a union', streaming.add(z.union([z.object({ a: z.string() }), z.string()]), done), '{"a":"x"}'],
    [
      'a tagged union',
      streaming.add(z.discriminatedUnion('t', [z.object({ t: z.literal('a'), s: z.string() })]), done),
      '{"t":"a","s":"x"}',
    ],
    ['anything', streaming.add(z.any(), done), '{"a":["x"]}'],
    ['an optional string', streaming.add(z.string(), done).optional(), '"abc"'],
    ['a rule on the wrapper', streaming.add(z.string().optional(), done), '"abc"'],
    ['a lazy one', z.lazy(() => streaming.add(z.string(), done)), '"abc"'],
  ])('shows %s only when it is whole', ([, schema, text]) => {
    const Root = z.object({ v: schema as z.ZodType });
    const value: unknown = JSON.parse(text);
    expect(growthOf(Root, `{"v":${text}}`)).toEqual([{}, { v: value }]);
    expect(growthOf(z.array(schema as z.ZodType), `[${text},${text}]`)).toEqual([
      [],
      [value],
      [value, value],
    ]);
    expect(endOf(Root, `{"v":${text}}`).output).toEqual({ v: value });
    const document = createPartial(Root);
    document.push(`{"v":${text.slice(0, -1)}`);
    expect([document.state('v'), document.openPath]).toEqual(['streaming', []]);
  });

  test('hides what is refused altogether', () => {
    const Root = z.object({
      v: streaming.add(z.object({ a: z.string(), b: z.number() }), done),
      w: z.string(),
    });
    expect(endOf(Root, '{"v":{"a":"x","b":"y"},"w":"z"}')).toMatchObject({
      partial: { w: 'z' },
      issues: ['v.b: invalid_type'],
    });
    const Max = z.object({ v: streaming.add(z.string().max(2), done) });
    expect(endOf(Max, '{"v":"abc"}')).toMatchObject({ partial: {}, issues: ['v: too_big'] });
  });
});

describe('emit: progressive', () => {
  const progressive = { emit: 'progressive' } as const;

  test('shows a string with a format as it grows, and judges it at its close', () => {
    for (const schema of [
      streaming.add(z.email(), progressive),
      streaming.add(z.string().regex(/@/), progressive),
    ]) {
      const Root = z.object({ v: schema });
      expect(growthOf(Root, '{"v":"a@b.co"}')).toHaveLength(8);
      expect(shownAfter(Root, '{"v":"a@')).toEqual({ v: 'a@' });
      expect(endOf(Root, '{"v":"a@b.co"}').output).toEqual({ v: 'a@b.co' });
      expect(endOf(Root, '{"v":"none"}')).toMatchObject({
        partial: { v: 'none' },
        issues: ['v: invalid_format'],
      });
      expect(isValidPartial(Root, { v: 'a@' })).toBe(true);
    }
  });

  test('does not show what is no prefix of the result', () => {
    const Root = z.object({
      v: streaming.add(z.string().trim(), progressive),
      w: streaming.add(z.enum(['ab']), progressive),
    });
    expect(growthOf(Root, '{"v":" a ","w":"ab"}')).toEqual([{}, { v: 'a' }, { v: 'a', w: 'ab' }]);
  });
});

describe('emit: predict', () => {
  const Level = streaming.add(z.enum(['easy', 'hard', 'hardest', 'expert']), { emit: 'predict' });
  const Root = z.object({ level: Level, n: z.number() });

  test.for<[before: string, shown: string | undefined]>([
    ['"', undefined],
    ['"e', undefined],
    ['"ea', 'easy'],
    ['"ex', 'expert'],
    ['"h', undefined],
    ['"hard', undefined],
    ['"harde', 'hardest'],
    ['"hard"', 'hard'],
    ['"\\u0065\\u0061', 'easy'],
  ])('shows a value once it is the only one left and no prefix of another: %s', ([before, shown]) => {
    for (const chunks of everyWay(`{"level":${before}`)) {
      const document = createPartial(Root);
      for (const chunk of chunks) document.push(chunk);
      expect(document.partial).toEqual(shown === undefined ? {} : { level: shown });
      expect(document.state('level')).toBe(before.endsWith('"') && before.length > 1 ? 'done' : 'streaming');
      expect(isValidPartial(Root, document.partial)).toBe(true);
    }
  });

  test('shows it once: the rest of its text changes nothing', () => {
    expect(growthOf(Root, '{"level":"easy","n":1}')).toEqual([
      {},
      { level: 'easy' },
      { level: 'easy', n: 1 },
    ]);
    expect(endOf(Root, '{"level":"hardest","n":1}').output).toEqual({ level: 'hardest', n: 1 });
  });

  test('means nothing where there is no enum', () => {
    const predict = { emit: 'predict' } as const;
    for (const schema of [
      z.union([z.string().optional(), z.number()]),
      z.string(),
      z.object({ a: z.string() }),
      z.email(),
    ]) {
      for (const text of ['""', '"ab"', '{"a":"b"}', '"a@b.co"']) {
        const { output, ...plain } = endOf(schema, text);
        expect(endOf(schema, text, { rules: { '': predict } })).toEqual({
          ...plain,
          ...(output === undefined ? {} : { output }),
        });
      }
    }
  });

  test('says the same however the text was cut, also where it is refuted at its end', () => {
    const rules = { r: { emit: 'predict' } } as const;
    const Greek = z.object({ r: z.enum(['alpha', 'beta']) });
    for (const chunks of everyWay('{"r":"alp"}')) {
      const document = createPartial(Greek, { rules });
      for (const chunk of chunks) document.push(chunk);
      expect(document.partial).toEqual({ r: 'alpha' });
      expect(document.state('r')).toBe('invalid');
    }
  });

  test('shows nothing that the schema would make something else of, or refuse', () => {
    const rules = { r: { emit: 'predict' } } as const;
    const made = z.object({ r: z.enum(['admin', 'guest']).transform((role) => role.length) });
    expect(growthOf(made, '{"r":"admin"}', { rules })).toEqual([{}, { r: 5 }]);
    const refined = z.object({ r: z.enum(['admin', 'guest']).refine((role) => role !== 'admin') });
    expect(growthOf(refined, '{"r":"admin"}', { rules })).toEqual([{}]);
    expect(growthOf(refined, '{"r":"guest"}', { rules })).toEqual([{}, { r: 'guest' }]);
  });

  test('keeps what was shown when the text turns out otherwise, with an issue', () => {
    const document = createPartial(Root);
    document.push('{"level":"eax');
    expect([document.partial, document.state('level')]).toEqual([{ level: 'easy' }, 'invalid']);
    document.push('","n":1}');
    expect(document.issues.map(({ path }) => path)).toEqual([['level']]);
    expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  test('works in arrays and under wrappers', () => {
    expect(shownAfter(z.array(Level), '["easy","ha')).toEqual(['easy']);
    expect(shownAfter(z.array(Level), '["easy","ex')).toEqual(['easy', 'expert']);
    expect(shownAfter(z.object({ v: Level.optional() }), '{"v":"ea')).toEqual({ v: 'easy' });
    expect(shownAfter(z.object({ v: Level.nullable() }), '{"v":"ea')).toEqual({ v: 'easy' });
    expect(growthOf(z.object({ v: Level.nullable() }), '{"v":null}')).toEqual([{}, { v: null }]);
  });
});

describe('gate', () => {
  const Step = streaming.add(z.object({ id: z.number(), text: z.string(), note: z.string().optional() }), {
    gate: ['id'],
  });

  test('hides an object until its keys are done, and shows it with all that has come by then', () => {
    expect(growthOf(Step, '{"text":"Boil","id":1,"note":"hot"}')).toEqual([
      { text: 'Boil', id: 1 },
      { text: 'Boil', id: 1, note: '' },
      { text: 'Boil', id: 1, note: 'h' },
      { text: 'Boil', id: 1, note: 'ho' },
      { text: 'Boil', id: 1, note: 'hot' },
    ]);
    expect(growthOf(Step, '{"id":1,"text":"B"}')).toEqual([
      { id: 1 },
      { id: 1, text: '' },
      { id: 1, text: 'B' },
    ]);
    const document = createPartial(z.object({ step: Step }));
    document.push('{"step":{"text":"Bo');
    expect([document.partial, document.state('step'), document.openPath]).toEqual([{}, 'streaming', []]);
    document.push('il","id":1 ');
    expect([document.partial, document.openPath]).toEqual([{ step: { text: 'Boil', id: 1 } }, ['step']]);
  });

  test('in an array, hides the element', () => {
    expect(growthOf(z.array(Step), '[{"id":1,"text":""},{"text":"B","id":2}]')).toEqual([
      [],
      [{ id: 1 }],
      [{ id: 1, text: '' }],
      [
        { id: 1, text: '' },
        { text: 'B', id: 2 },
      ],
    ]);
  });

  test('of several keys waits for all of them; a string is done at its closing quote', () => {
    const Both = streaming.add(z.object({ a: z.string(), b: z.string(), c: z.string().optional() }), {
      gate: ['a', 'b'],
    });
    expect(growthOf(Both, '{"a":"x","c":"z","b":"yy"}')).toEqual([{ a: 'x', c: 'z', b: 'yy' }]);
  });

  test('on a key that may be missing opens when the object closes', () => {
    const Optional = streaming.add(
      z.object({ a: z.string().optional(), b: z.string(), c: z.number().default(1) }),
      { gate: ['a'] },
    );
    expect(growthOf(Optional, '{"b":"x"}')).toEqual([{ b: 'x', c: 1 }]);
    expect(endOf(z.object({ v: Optional }), '{"v":{"b":"x"}}').output).toEqual({ v: { b: 'x', c: 1 } });
  });

  test('of a union is that of its options, and holds beside their own', () => {
    const x = streaming.add(z.object({ k: z.literal('x'), id: z.number(), s: z.string() }), { gate: ['s'] });
    const y = z.object({ k: z.literal('y'), t: z.string() });
    for (const union of [z.discriminatedUnion('k', [x, y]), z.union([x, y])]) {
      const schema = streaming.add(union, { gate: ['id'] });
      expect(growthOf(schema, '{"k":"x","s":"a","id":1}')).toEqual([{ k: 'x', s: 'a', id: 1 }]);
      expect(growthOf(schema, '{"k":"x","id":1,"s":"a"}')).toEqual([{ k: 'x', id: 1, s: 'a' }]);
      // An option that has no such key is shown when it closes.
      expect(growthOf(schema, '{"k":"y","t":"a"}')).toEqual([{ k: 'y', t: 'a' }]);
      expect(isValidPartial(schema, { k: 'x', s: 'a' })).toBe(false);
      expect(isValidPartial(schema, { k: 'x', s: 'a', id: 1 })).toBe(true);
      expect(isValidPartial(schema, { k: 'y', t: 'a' })).toBe(true);
    }
  });

  test('opens in a union once its options agree on the keys', () => {
    const one = z.object({ id: z.coerce.number(), a: z.string() });
    const other = z.object({ id: z.string(), b: z.string() });
    const schema = streaming.add(z.union([one, other]), { gate: ['id'] });
    expect(growthOf(schema, '{"id":"1","b":"x"}')).toEqual([{ id: '1', b: 'x' }]);
  });

  test('that never opens leaves the object out, and its siblings go on', () => {
    const Root = z.object({ step: Step, n: z.number() });
    for (const step of ['{"text":"x"}', '{"id":"one","text":"x"}', '{}', '7']) {
      expect(endOf(Root, `{"step":${step},"n":1}`)).toMatchObject({
        partial: { n: 1 },
        error: { code: 'invalid' },
      });
      const { partial } = endOf(z.array(Step), `[{"id":1,"text":"a"},${step},{"id":2,"text":"b"}]`);
      expect(partial).toEqual([{ id: 1, text: 'a' }]);
    }
  });

  test('makes its keys required of a partial', () => {
    expect(isValidPartial(Step, { id: 1 })).toBe(true);
    expect(isValidPartial(Step, { text: 'x' })).toBe(false);
    expect(isValidPartial(z.array(Step), [{}])).toBe(false);
  });

  test('keeps a tagged union and a whole value to it', () => {
    const Tagged = z.discriminatedUnion('t', [
      streaming.add(z.object({ t: z.literal('a'), id: z.number(), s: z.string() }), { gate: ['id'] }),
      z.object({ t: z.literal('b') }),
    ]);
    expect(growthOf(Tagged, '{"t":"a","s":"x","id":1}')).toEqual([{ t: 'a', s: 'x', id: 1 }]);
    const document = createPartial(z.object({ step: Step }));
    document.apply({ type: 'snapshot', value: { step: { text: 'x' } } });
    expect(document.partial).toEqual({});
    document.apply({ type: 'merge', value: { step: { id: 1 } } });
    expect(document.partial).toEqual({ step: { text: 'x', id: 1 } });
  });
});

describe('rules by path', () => {
  const Report = z.object({
    title: z.string(),
    mail: z.email(),
    items: z.array(z.object({ id: z.number(), status: z.enum(['open', 'closed']), text: z.string() })),
    by: z.record(z.string(), z.object({ text: z.string() })),
  });

  test('do what annotations do, without touching the schema', () => {
    const rules = {
      title: { emit: 'done' },
      mail: { emit: 'progressive' },
      'items.*': { gate: ['id'] },
      'items.*.status': { emit: 'predict' },
      'by.*.text': { emit: 'done' },
    } as const;
    const shown = (text: string) => shownAfter(Report, text, { rules });
    expect(shown('{"title":"abc')).toEqual({});
    expect(shown('{"title":"abc"')).toEqual({ title: 'abc' });
    expect(shown('{"mail":"a@')).toEqual({ mail: 'a@' });
    expect(shown('{"items":[{"status":"open"')).toEqual({ items: [] });
    expect(shown('{"items":[{"id":1,"status":"o')).toEqual({ items: [{ id: 1, status: 'open' }] });
    expect(shown('{"items":[{"id":1},{"id":2,"text":"x')).toEqual({
      items: [{ id: 1 }, { id: 2, text: 'x' }],
    });
    expect(shown('{"by":{"me":{"text":"x')).toEqual({ by: { me: {} } });
    expect(shownAfter(Report, '{"title":"abc')).toEqual({ title: 'abc' });
  });

  test('may name one index, or the document itself', () => {
    const rules = { 'items.1.text': { emit: 'done' } } as const;
    expect(shownAfter(Report, '{"items":[{"text":"a"},{"text":"b"},{"text":"c', { rules })).toEqual({
      items: [{ text: 'a' }, { text: 'b' }, { text: 'c' }],
    });
    expect(shownAfter(Report, '{"items":[{"text":"a"},{"text":"b', { rules })).toEqual({
      items: [{ text: 'a' }, {}],
    });
    const whole = { '': { emit: 'done' } } as const;
    expect(growthOf(z.object({ a: z.string() }), '{"a":"x"}', { rules: whole })).toEqual([{ a: 'x' }]);
    expect(growthOf(z.string(), '"ab"', { rules: whole })).toEqual(['ab']);
  });

  test('reach through unions and wrappers', () => {
    const x = z.object({ k: z.literal('x'), s: z.string() });
    const y = z.object({ k: z.literal('y'), s: z.string() });
    const rules = { 'v.*.s': { emit: 'done' }, 'v.*': { gate: ['k'] } } as const;
    for (const item of [
      x,
      z.union([x, y]),
      z.union([x, z.number()]),
      z.discriminatedUnion('k', [x, y]),
      z.union([z.discriminatedUnion('k', [x, y]), z.null()]).refine(() => true),
      z.intersection(z.object({ k: z.string() }), z.discriminatedUnion('k', [x, y])),
      z.lazy(() => x.optional().readonly()),
    ]) {
      const growth = growthOf(z.object({ v: z.array(item) }), '{"v":[{"k":"x","s":"ab"},{"k":"x"', { rules });
      expect(growth).toEqual([
        {},
        { v: [] },
        { v: [{ k: 'x' }] },
        { v: [{ k: 'x', s: 'ab' }] },
        { v: [{ k: 'x', s: 'ab' }, { k: 'x' }] },
      ]);
    }
  });

  test('hold for what a loose record passes as it is', () => {
    const schema = z.looseRecord(z.enum(['a']), z.number());
    const rules = { '*': { emit: 'done' } } as const;
    expect(growthOf(schema, '{"a":1,"b":"xy"}', { rules })).toEqual([{}, { a: 1 }, { a: 1, b: 'xy' }]);
  });

  test('change no verdict', () => {
    const rules = { title: { emit: 'done' }, items: { emit: 'done' }, '': { gate: ['mail'] } } as const;
    for (const text of [
      '{"title":"t","mail":"a@b.co","items":[{"id":1,"status":"open","text":"x"}],"by":{}}',
      '{"title":1,"mail":"a","items":[{"id":1}],"by":{"x":1}}',
    ]) {
      const { output, issues } = endOf(Report, text);
      expect(endOf(Report, text, { rules })).toMatchObject({ issues, ...(output ? { output } : {}) });
    }
  });
});
