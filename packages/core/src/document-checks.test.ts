// When checks run: live at the first violating byte, or once at the close; transforms and refinements exactly once.
import { chunksOf } from '@partialkit/testing';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf, growthOf, shownAfter } from './growth.test.kit.ts';
import { createPartial, type Schema } from './index.ts';

describe('a live check', () => {
  /** `shown` is what stays; `at` is how much of the string has come when the issue is raised, escapes counted whole. */
  test.for<
    [
      name: string,
      schema: z.ZodType | mini.ZodMiniType,
      text: string,
      shown: string,
      at: number,
      code: string,
    ]
  >([
    ['max', z.string().max(3), 'abcdef', 'abc', 4, 'too_big'],
    ['max 0', z.string().max(0), 'a', '', 1, 'too_big'],
    ['the least of two', z.string().max(4).max(2), 'abcd', 'ab', 3, 'too_big'],
    ['max in code points', z.string().max(3), '😀😀😀😀', '😀😀😀', 8, 'too_big'],
    ['max in code points, mixed', z.string().max(2), 'a😀b', 'a😀', 4, 'too_big'],
    ['length', z.string().length(2), 'abc', 'ab', 3, 'too_big'],
    ['startsWith', z.string().startsWith('abc'), 'abx', 'ab', 3, 'invalid_format'],
    ['startsWith, from the first', z.string().startsWith('a'), 'xa', '', 1, 'invalid_format'],
    ['startsWith, no half pair', z.string().startsWith('😀'), '😃', '', 2, 'invalid_format'],
    ['lowercase', z.string().lowercase(), 'abC', 'ab', 3, 'invalid_format'],
    ['uppercase', z.string().uppercase(), 'ABc', 'AB', 3, 'invalid_format'],
    ['mini max', mini.string().check(mini.maxLength(1)), 'ab', 'a', 2, 'too_big'],
    ['mini startsWith', mini.string().check(mini.startsWith('ab')), 'ax', 'a', 2, 'invalid_format'],
    [
      'under wrappers',
      z.string().max(1).optional().nullable().readonly().default(''),
      'ab',
      'a',
      2,
      'too_big',
    ],
    [
      'both sides of an intersection',
      z.intersection(z.string().max(3), z.string().startsWith('a')),
      'abcd',
      'abc',
      4,
      'too_big',
    ],
  ])(
    'refuses at the first violating byte, and what was good stays (%s)',
    ([, schema, text, shown, at, code]) => {
      const Root = z.object({ v: schema as z.ZodType, w: z.number() });
      const document = createPartial(Root);
      document.push('{"v":"');
      for (let end = 0; end < at - 1; ) document.push(text.slice(end, ++end));
      expect([document.issues, document.state('v')]).toEqual([[], 'streaming']);
      document.push(text.slice(at - 1, at));
      expect(document.issues.map((issue) => [issue.path, issue.code])).toEqual([[['v'], code]]);
      expect([document.partial, document.state('v')]).toEqual([
        shown === '' ? { v: '' } : { v: shown },
        'invalid',
      ]);
      const { partial } = document;
      document.push(`${text.slice(at)} and more \\u0041`);
      expect(document.partial).toBe(partial);
      document.push('","w":1}');
      expect(document.partial).toEqual({ v: shown, w: 1 });
      expect(endOf(Root, `{"v":${JSON.stringify(text)},"w":1}`)).toMatchObject({
        partial: { v: shown, w: 1 },
        issues: [`v: ${code}`],
        error: { code: 'invalid' },
      });
    },
  );

  test('counts an escape as what it stands for', () => {
    const schema = z.string().max(2);
    expect(endOf(schema, '"\\u0041\\n"').output).toBe('A\n');
    expect(endOf(schema, '"\\ud83d\\ude00\\ud83d\\ude00"').output).toBe('😀😀');
    expect(endOf(schema, '"\\u0041\\n!"')).toMatchObject({ partial: 'A\n', issues: [': too_big'] });
  });

  test('lets pass what it allows', () => {
    for (const text of ['', 'a', 'abc', '😀😀😀']) {
      expect(endOf(z.string().max(3).lowercase(), JSON.stringify(text)).output).toBe(text);
    }
  });

  test('also stands before a transform, which then does not run', () => {
    const transform = vi.fn();
    const schema = z.object({ v: z.string().max(2).transform(transform) });
    const document = createPartial(schema);
    document.push('{"v":"abc');
    expect(document.issues.map(({ path }) => path)).toEqual([['v']]);
    document.push('"}');
    expect(transform).not.toHaveBeenCalled();
    expect(document.partial).toEqual({});
  });
});

describe('a check that only the end can judge', () => {
  test.for<[name: string, schema: z.ZodType, text: string]>([
    ['min', z.string().min(5), '"abc"'],
    ['length, too short', z.string().length(5), '"abc"'],
    ['endsWith', z.string().endsWith('d'), '"abc"'],
    ['includes', z.string().includes('d'), '"abc"'],
    ['refine', z.string().refine(() => false), '"abc"'],
    ['startsWith, too short', z.string().startsWith('abcd'), '"abc"'],
  ])('waits for the close; the string stays (%s)', ([, schema, text]) => {
    const document = createPartial(z.object({ v: schema }));
    document.push(`{"v":${text.slice(0, -1)}`);
    expect([document.issues, document.partial]).toEqual([[], { v: 'abc' }]);
    document.push('"');
    expect(document.issues.map(({ path }) => path)).toEqual([['v']]);
    expect([document.partial, document.state('v')]).toEqual([{ v: 'abc' }, 'invalid']);
    expect(endOf(z.object({ v: schema }), `{"v":${text}}`).partial).toEqual({ v: 'abc' });
  });

  test.for<[name: string, schema: z.ZodType, text: string]>([
    ['email', z.email(), '"abc"'],
    ['regex', z.string().regex(/^b/), '"abc"'],
    ['a number too small', z.number().min(5), '1'],
    ['a number that is no integer', z.int(), '1.5'],
    ['multipleOf', z.number().multipleOf(5), '12'],
    ['a refined number', z.number().refine((value) => value > 50), '12'],
    ['a date', z.iso.date(), '"2026-02-30"'],
  ])('refuses what is atomic when it closes, and nothing is shown (%s)', ([, schema, text]) => {
    expect(endOf(z.object({ v: schema, w: z.number() }), `{"v":${text},"w":1}`)).toMatchObject({
      partial: { w: 1 },
    });
    expect(growthOf(z.object({ v: schema }), `{"v":${text}}`)).toEqual([{}]);
  });

  test('on a container runs at its close; what was shown stays', () => {
    const schema = z.object({
      range: z
        .object({ from: z.number(), to: z.number() })
        .refine(({ from, to }) => from < to, { path: ['to'], error: 'order' }),
      tags: z.array(z.string()).refine((tags) => new Set(tags).size === tags.length),
    });
    const document = createPartial(schema);
    document.push('{"range":{"from":2,"to":1');
    expect(document.issues).toEqual([]);
    document.push('}');
    expect(document.issues.map(({ path, message }) => [path, message])).toEqual([[['range', 'to'], 'order']]);
    document.push(',"tags":["a","a"]}');
    expect(document.issues.map(({ path }) => path)).toEqual([['range', 'to'], ['tags']]);
    expect(document.partial).toEqual({ range: { from: 2, to: 1 }, tags: ['a', 'a'] });
    expect(() => document.end()).toThrow(
      expect.objectContaining({ code: 'invalid', issues: document.issues }),
    );
  });

  test('does not run on a container in which something was refused', () => {
    const refine = vi.fn(() => true);
    const document = createPartial(z.object({ a: z.number(), b: z.string() }).refine(refine));
    document.push('{"a":"x","b":"y"}');
    expect(() => document.end()).toThrow();
    expect(refine).not.toHaveBeenCalled();
  });

  test('superRefine may raise several issues, each in its place', () => {
    const schema = z.array(z.number()).superRefine((items, context) => {
      for (const [index, item] of items.entries()) {
        if (item < 0) context.addIssue({ code: 'custom', message: 'negative', path: [index] });
      }
    });
    expect(endOf(schema, '[1,-1,2,-2]').issues).toEqual(['1: custom', '3: custom']);
  });
});

describe('a schema’s own code runs exactly once, on whole values', () => {
  const text = '{"a":" x ","b":[1,2],"c":{"d":"e"},"f":"g","h":3,"i":"12","k":true}';
  const build = (spy: (name: string, value: unknown) => void): z.ZodType => {
    const seen =
      <T>(name: string) =>
      (value: T): T => {
        spy(name, value);
        return value;
      };
    const passes = (name: string) => (value: unknown) => {
      spy(name, value);
      return true;
    };
    return z
      .object({
        a: z.string().overwrite(seen('overwrite')).trim(),
        b: z
          .array(z.number().refine(passes('item')))
          .refine(passes('array'))
          .transform(seen('transform')),
        c: z.preprocess(seen('preprocess'), z.object({ d: z.string().refine(passes('inner')) })),
        f: z
          .string()
          .refine(passes('refine'))
          .superRefine((value) => spy('super', value)),
        h: z.union([z.string(), z.number().refine(passes('union'))]),
        i: z.codec(z.string(), z.number(), {
          decode: (raw) => Number(seen<string>('codec')(raw)),
          encode: String,
        }),
        j: z.string().default('made').transform(seen('default')),
        k: z.custom<boolean>(passes('custom')),
      })
      .refine(passes('object'))
      .transform(seen('root'));
  };

  test.for([1, 2, 7, text.length])(
    'in pieces of %i, whoever reads, and whether end() is called twice',
    (size) => {
      const calls: [string, unknown][] = [];
      const document = createPartial(build((name, value) => calls.push([name, structuredClone(value)])));
      for (const chunk of chunksOf(text, size)) {
        document.push(chunk);
        void document.partial;
        void document.issues;
        document.state([]);
      }
      const output = document.end();
      expect(document.end()).toBe(output);
      expect(output).toEqual(build(() => {}).parse(JSON.parse(text)));
      const expected: [string, unknown][] = [];
      build((name, value) => expected.push([name, structuredClone(value)])).parse(JSON.parse(text));
      const sorted = (all: [string, unknown][]): string[] => all.map((call) => JSON.stringify(call)).sort();
      expect(sorted(calls)).toEqual(sorted(expected));
    },
  );

  test('also on a document that is refused elsewhere', () => {
    const transform = vi.fn((value: string) => value.length);
    const document = createPartial(z.object({ a: z.string().transform(transform), b: z.number() }));
    for (const unit of '{"a":"xyz","b":"no"}'.split('')) document.push(unit);
    expect(() => document.end()).toThrow();
    expect(transform.mock.calls.map(([value]) => value)).toEqual(['xyz']);
    expect(document.partial).toEqual({ a: 3 });
  });

  test('under an array, once for each element', () => {
    const transform = vi.fn((value: number) => value * 2);
    const document = createPartial(z.array(z.object({ n: z.number().transform(transform) })));
    for (const unit of '[{"n":1},{"n":2},{"n":3}]'.split('')) {
      document.push(unit);
      void document.partial;
    }
    expect(document.end()).toEqual([{ n: 2 }, { n: 4 }, { n: 6 }]);
    expect(transform.mock.calls.map(([value]) => value)).toEqual([1, 2, 3]);
  });
});

describe('a transform', () => {
  test.for<[name: string, schema: Schema]>([
    ['classic', z.object({ at: z.string().transform((text) => new Date(text)), n: z.number() })],
    [
      'mini',
      mini.object({
        at: mini.pipe(
          mini.string(),
          mini.transform((text: string) => new Date(text)),
        ),
        n: mini.number(),
      }),
    ],
  ])('is shown as its output, when its value is whole (%s)', ([, schema]) => {
    const at = new Date('2026-01-31');
    expect(growthOf(schema, '{"at":"2026-01-31","n":1}')).toEqual([{}, { at }, { at, n: 1 }]);
  });

  test('of a container hides it until it closes', () => {
    const schema = z.object({ list: z.array(z.number()).transform((items) => items.join('+')) });
    expect(growthOf(schema, '{"list":[1,2]}')).toEqual([{}, { list: '1+2' }]);
    expect(
      growthOf(
        z.object({ a: z.number() }).transform(({ a }) => a),
        '{"a":1}',
      ),
    ).toEqual([1]);
  });

  test('may add issues, which refuse the value', () => {
    const schema = z.object({
      v: z.string().transform((text, context) => {
        if (text !== 'good') context.addIssue('not good');
        return text;
      }),
    });
    expect(endOf(schema, '{"v":"bad"}')).toMatchObject({ partial: {}, issues: ['v: custom'] });
    expect(endOf(schema, '{"v":"good"}').output).toEqual({ v: 'good' });
  });

  test('whose output is undefined leaves its key as zod does', () => {
    const schema = z.object({ v: z.string().transform(() => undefined) });
    expect(endOf(schema, '{"v":"x"}').output).toEqual(schema.parse({ v: 'x' }));
  });

  test('that throws ends the document with the error of the schema', () => {
    const schema = z.object({
      a: z.string(),
      v: z.string().transform(() => {
        throw new TypeError('mine');
      }),
    });
    const document = createPartial(schema);
    document.push('{"a":"x","v":"y"}');
    expect(document.partial).toEqual({ a: 'x' });
    expect(() => document.end()).toThrow(
      expect.objectContaining({ code: 'invalid', cause: expect.objectContaining({ message: 'mine' }) }),
    );
    expect(document.error?.cause).toBeInstanceOf(TypeError);
    expect(document.partial).toEqual({ a: 'x' });
  });
});

test('a partial never shows the unfinished output of an overwrite on a container', () => {
  const schema = z.object({
    list: z.array(z.number()).overwrite((items) => items.slice().sort((a, b) => a - b)),
  });
  expect(growthOf(schema, '{"list":[3,1,2]}')).toEqual([{}, { list: [1, 2, 3] }]);
  expect(shownAfter(schema, '{"list":[3,1')).toEqual({});
});

test('a check of a container that names a part which is done refuses the container, and tells where', () => {
  const Form = z.object({
    account: z
      .object({ password: z.string(), again: z.string(), hint: z.string().optional() })
      .refine((form) => form.password === form.again, { path: ['again'] })
      .refine((form) => form.hint, { path: ['hint'] }),
    list: z.array(z.number()).superRefine((_, context) => {
      context.addIssue({ code: 'custom', message: 'Not so.', path: [0] });
    }),
  });
  const document = createPartial(Form);
  const told: number[] = [];
  document.elements('list', ({ index }) => told.push(index));
  document.push('{"account":{"password":"a","again":"b"');
  expect(document.state('account.again')).toBe('done');
  document.push('},"list":[1,2]}');
  expect(document.issues.map(({ path }) => path.join('.'))).toEqual([
    'account.again',
    'account.hint',
    'list.0',
  ]);
  expect(document.state('account')).toBe('invalid');
  expect(document.state('account.again')).toBe('done');
  expect(document.state('account.hint')).toBe('invalid');
  expect(document.state('list')).toBe('invalid');
  expect([document.state('list.0'), document.state('list.1')]).toEqual(['done', 'done']);
  expect(told).toEqual([0, 1]);
});

test('an asynchronous check of a container that names a part which is done refuses the container', async () => {
  const Form = z.object({
    form: z.object({ name: z.string() }).refine(async () => false, { path: ['name'] }),
  });
  const document = createPartial(Form);
  document.push('{"form":{"name":"a"}}');
  expect([document.state('form'), document.state('form.name')]).toEqual(['streaming', 'done']);
  await expect(document.endAsync()).rejects.toMatchObject({
    code: 'invalid',
    issues: [{ path: ['form', 'name'] }],
  });
  expect([document.state('form'), document.state('form.name')]).toEqual(['invalid', 'done']);
});
