// What a refused value does: an issue in its place, nothing shown for it, and everything else goes on.
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { endOf, everyWay, growthOf } from './growth.test.kit.ts';
import { createPartial, PartialError, type PartialOptions, type Schema } from './index.ts';

const User = z.object({
  name: z.string().max(5),
  age: z.number(),
  role: z.enum(['admin', 'guest']),
  home: z.object({ city: z.string(), zip: z.string().regex(/^\d+$/) }),
});

describe('a refused value', () => {
  test.for<[text: string, bad: string, rest: string, path: string]>([
    ['{"age":', '"', '36","name":"A"', 'age'],
    ['{"role":"ad', 'x', '","name":"A"', 'role'],
    ['{"home":', '[', '{"city":1}],"name":"A"', 'home'],
    ['{"home":{"zip":"12x', '"', '},"name":"A"', 'home.zip'],
    ['{"home":{"zip":"1","city":', 't', 'rue},"name":"A"', 'home.city'],
  ])('is refused at the earliest byte that decides it: %s, then %s', ([before, bad, rest, path]) => {
    const keys = path.split('.');
    const document = createPartial(User);
    for (const unit of before.split('')) {
      document.push(unit);
      expect([document.issues, document.state(keys)]).not.toContain('invalid');
      expect(document.issues).toEqual([]);
    }
    document.push(bad);
    expect(document.issues.map((issue) => issue.path)).toEqual([keys]);
    expect(document.state(keys)).toBe('invalid');
    document.push(rest);
    expect(document.partial).toMatchObject({ name: 'A' });
    expect(document.partial).not.toHaveProperty(path);
    expect(document.error).toBe(undefined);
  });

  test('is absent, and its siblings go on', () => {
    const text = '{"name":"Ada","age":"x","role":"king","home":{"zip":"1a","city":"B"}}';
    const { partial, issues, error } = endOf(User, text);
    expect(partial).toEqual({ name: 'Ada', home: { city: 'B' } });
    expect(issues).toEqual(['age: invalid_type', 'role: invalid_value', 'home.zip: invalid_format']);
    expect(error).toMatchObject({ code: 'invalid' });
  });

  test('that is a container is passed over, whatever is in it', () => {
    const text = '{"age":{"name":[{"age":"\\u0041}]"}],"x":{}},"role":[["admin"]],"name":"A"';
    expect(growthOf(User, text).at(-1)).toEqual({ name: 'A' });
    expect(endOf(User, `${text}}`).issues).toEqual([
      'age: invalid_type',
      'role: invalid_value',
      'home: invalid_type',
    ]);
  });

  test('keeps what was shown of it before', () => {
    const document = createPartial(User);
    document.push('{"name":"Ada Lo');
    expect(document.partial).toEqual({ name: 'Ada L' });
    document.push('velace","age":36');
    expect(document.partial).toEqual({ name: 'Ada L' });
    expect(document.state('name')).toBe('invalid');
  });

  test('is told of once for its path, however many checks it fails', () => {
    const schema = z.object({
      v: z
        .string()
        .min(9)
        .endsWith('x')
        .refine(() => false),
    });
    expect(endOf(schema, '{"v":"abc"}').issues).toEqual(['v: too_small']);
    expect(endOf(z.object({ v: z.number() }), '{"v":"a","v":"b"}').issues).toEqual(['v: invalid_type']);
  });

  test('makes end() throw an error that lists the issues, again and again', () => {
    const document = createPartial(User);
    document.push('{"age":"x"}');
    for (let i = 0; i < 2; i++) {
      expect(() => document.end()).toThrow(PartialError);
      expect(document.error).toMatchObject({ code: 'invalid', issues: document.issues });
    }
    expect(document.error?.message).toContain('age');
    expect(document.partial).toEqual({});
  });
});

describe('a refused element keeps its index', () => {
  const seen = (schema: Schema, text: string) => {
    const document = createPartial(schema);
    const elements: unknown[] = [];
    document.elements([], ({ index, value }) => elements.push([index, value]));
    for (const unit of text.split('')) document.push(unit);
    return { partial: document.partial, elements, issues: document.issues.map(({ path }) => path.join('.')) };
  };

  test('an object or an array stands as an empty one of its kind', () => {
    expect(seen(z.array(z.object({ a: z.number() })), '["x",{"a":1},null,{"a":"y"},{"a":2}]')).toEqual({
      partial: [{}, { a: 1 }, {}, {}, { a: 2 }],
      elements: [
        [1, { a: 1 }],
        [4, { a: 2 }],
      ],
      issues: ['0', '2', '3.a'],
    });
    expect(seen(z.array(z.array(z.number())), '[1,[2],{},["x"],[3]]')).toEqual({
      partial: [[], [2], [], [], [3]],
      elements: [
        [1, [2]],
        [4, [3]],
      ],
      issues: ['0', '2', '3.0'],
    });
    expect(seen(z.array(z.record(z.string(), z.number())), '[1,{"a":1}]').partial).toEqual([{}, { a: 1 }]);
    expect(seen(z.array(z.tuple([z.number()])), '[1,[1],[1,2]]').partial).toEqual([[], [1], [1]]);
  });

  test('a scalar ends the shown array before it, while elements and states go on', () => {
    expect(seen(z.array(z.number()), '[1,"x",3,null,5]')).toEqual({
      partial: [1],
      elements: [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
      issues: ['1', '3'],
    });
    const document = createPartial(z.array(z.number()));
    document.push('[1,"x",3,');
    expect([0, 1, 2, 3].map((index) => document.state([index]))).toEqual([
      'done',
      'invalid',
      'done',
      'pending',
    ]);
    expect(seen(z.array(z.email()), '["a@b.co","a","c@d.co"]')).toMatchObject({
      partial: ['a@b.co'],
      issues: ['1'],
    });
  });

  test('so does an element of a tagged union', () => {
    const Item = z.discriminatedUnion('t', [
      z.object({ t: z.literal('a') }),
      z.object({ t: z.literal('b') }),
    ]);
    expect(seen(z.array(Item), '[{"t":"a"},{"t":"x"},{"t":"b"}]')).toEqual({
      partial: [{ t: 'a' }],
      elements: [
        [0, { t: 'a' }],
        [2, { t: 'b' }],
      ],
      issues: ['1.t'],
    });
  });

  test('a string that has been shown stays, and what follows it is shown', () => {
    expect(seen(z.array(z.string().max(2)), '["a","bcd","e"]')).toEqual({
      partial: ['a', 'bc', 'e'],
      elements: [
        [0, 'a'],
        [2, 'e'],
      ],
      issues: ['1'],
    });
  });
});

describe('states', () => {
  test('of a container with a refused child: streaming until it closes, then invalid, as are its ancestors', () => {
    const document = createPartial(
      z.object({ a: z.object({ b: z.array(z.number()), c: z.string() }), d: z.string() }),
    );
    const states = () => (['', 'a', 'a.b', 'a.b.0', 'a.c', 'd'] as const).map((path) => document.state(path));
    expect(states()).toEqual(Array(6).fill('pending'));
    document.push('{"a":{"b":["x"');
    expect(states()).toEqual(['streaming', 'streaming', 'streaming', 'invalid', 'pending', 'pending']);
    document.push(',2]');
    expect(states()).toEqual(['streaming', 'streaming', 'invalid', 'invalid', 'pending', 'pending']);
    document.push(',"c":"y"');
    expect(states()).toEqual(['streaming', 'streaming', 'invalid', 'invalid', 'done', 'pending']);
    document.push('}');
    expect(states()).toEqual(['streaming', 'invalid', 'invalid', 'invalid', 'done', 'pending']);
    document.push(',"d":"');
    expect(states()).toEqual(['streaming', 'invalid', 'invalid', 'invalid', 'done', 'streaming']);
    document.push('"}');
    expect(states()).toEqual(['invalid', 'invalid', 'invalid', 'invalid', 'done', 'done']);
  });

  test('of a key that is missing are judged also where something else was refused', () => {
    const schema = z.object({
      n: z.number(),
      a: z.string(),
      b: z.string().optional(),
      c: z.string().default('x'),
    });
    expect(endOf(schema, '{"n":"x"}')).toMatchObject({
      partial: { c: 'x' },
      issues: ['n: invalid_type', 'a: invalid_type'],
    });
    const document = createPartial(schema);
    document.push('{"n":"x"}');
    expect((['a', 'b', 'c'] as const).map((path) => document.state(path))).toEqual([
      'invalid',
      'done',
      'done',
    ]);
  });

  test('of a key that is missing: pending, then invalid; of one that may be: done', () => {
    const document = createPartial(
      z.object({ a: z.string(), b: z.string().optional(), c: z.string().default('x') }),
    );
    const states = () => (['a', 'b', 'c'] as const).map((path) => document.state(path));
    document.push('{');
    expect(states()).toEqual(['pending', 'pending', 'pending']);
    document.push('}');
    expect(states()).toEqual(['invalid', 'done', 'done']);
  });

  test('of atomic values: streaming while they come, though nothing is shown', () => {
    const document = createPartial(User);
    document.push('{"role":"adm');
    expect([document.state('role'), document.partial]).toEqual(['streaming', {}]);
    document.push('in","age":3');
    expect([document.state('role'), document.state('age')]).toEqual(['done', 'streaming']);
    document.push('6 ');
    expect(document.state('age')).toBe('done');
  });

  test('take paths as text or as keys, indices as numbers or as text', () => {
    const schema = z.object({ 'a.b': z.number(), items: z.array(z.object({ title: z.string() })) });
    const document = createPartial(schema);
    document.push('{"a.b":1,"items":[{"title":"x"},{"title":"y');
    expect(document.state(['a.b'])).toBe('done');
    expect(document.state('items.0.title')).toBe('done');
    expect(document.state(['items', 0])).toBe('done');
    expect(document.state(['items', '0', 'title'])).toBe('done');
    expect(document.state('items.1.title')).toBe('streaming');
    expect(document.state(['items', 1])).toBe('streaming');
    expect(document.state('items.2')).toBe('pending');
    expect(document.state('')).toBe('streaming');
    expect(document.state(['nowhere', 'at', 'all'])).toBe('pending');
  });

  test('never say done of what is not whole or has not passed', () => {
    const text = '{"name":"Ada Lovelace","age":"x","role":"king","home":{"zip":"1a","city":"B","x":1}}';
    const paths = ['', 'name', 'age', 'role', 'home', 'home.zip'] as const;
    const document = createPartial(User);
    for (const unit of text.split('')) {
      document.push(unit);
      for (const path of paths) expect(document.state(path)).not.toBe('done');
    }
    expect(paths.map((path) => document.state(path))).toEqual(paths.map(() => 'invalid'));
    expect(document.state('home.city')).toBe('done');
  });
});

describe('onInvalid: abort', () => {
  const abort: PartialOptions = { onInvalid: 'abort' };

  test('ends the document at its first issue, with what was shown before it', () => {
    for (const chunks of everyWay('{"name":"Ada","role":"king","age":36}')) {
      const document = createPartial(User, abort);
      for (const chunk of chunks) document.push(chunk);
      expect(document.partial).toEqual({ name: 'Ada' });
      expect(document.issues.map(({ path }) => path)).toEqual([['role']]);
      expect(document.error).toMatchObject({ code: 'invalid', issues: document.issues });
      expect(() => document.end()).toThrow(document.error);
    }
  });

  test('reads nothing more: later text, sound or not, is ignored', () => {
    const document = createPartial(User, abort);
    document.push('{"age":"');
    const { error } = document;
    document.push('\u0000 no JSON');
    expect(document.error).toBe(error);
    document.apply({ type: 'delta', text: 'more' });
    expect(document.issues).toHaveLength(1);
  });

  test('changes nothing for a document that passes', () => {
    const text = '{"name":"Ada","age":36,"role":"admin","home":{"city":"L","zip":"1"}}';
    expect(endOf(User, text, abort).output).toEqual(JSON.parse(text));
  });
});

describe('the limit on issues', () => {
  test('ends the document with a limit error; the issues before it stay', () => {
    const document = createPartial(z.array(z.number()), { limits: { issues: 3 } });
    document.push('["a","b","c"');
    expect(document.error).toBe(undefined);
    document.push(',"d"]');
    expect(document.error).toMatchObject({ code: 'limit' });
    expect(document.issues).toHaveLength(3);
    expect(() => document.end()).toThrow(document.error);
  });

  test('is 1,000 by default', () => {
    const document = createPartial(z.array(z.object({ a: z.number() })));
    document.push(`[${'{},'.repeat(1000)}`);
    expect([document.issues.length, document.error]).toEqual([1000, undefined]);
    document.push('{}');
    expect([document.issues.length, document.error?.code]).toEqual([1000, 'limit']);
  });
});

test('an item of which a transform makes undefined stays done when the list is refused at it', () => {
  const schema = z.array(z.string().transform(() => undefined)).superRefine((_, context) => {
    context.addIssue({ code: 'custom', path: [0] });
  });
  const document = createPartial(schema);
  document.push('["x"');
  expect(document.state('0')).toBe('done');
  document.push(']');
  expect([document.state('0'), document.state('')]).toEqual(['done', 'invalid']);
  expect(document.issues.map(({ path }) => path)).toEqual([[0]]);
});
