// Schemas of other libraries: progressive JSON without per-field checks, judged once, at the end.
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { endOf, everyWay, growthOf, shownAfter } from './growth.test.kit.ts';
import { createPartial, isValidPartial, PartialError, type Schema, streamPartial } from './index.ts';

const text = '{"name":"Ada","role":"admin","tags":["a","b"],"age":36}';
const value = { name: 'Ada', role: 'admin', tags: ['a', 'b'], age: 36 };
const schemas: readonly [library: string, schema: Schema][] = [
  [
    'valibot',
    v.object({
      name: v.pipe(v.string(), v.minLength(2)),
      role: v.picklist(['admin', 'guest']),
      tags: v.array(v.string()),
      age: v.number(),
    }),
  ],
  ['arktype', type({ name: 'string > 1', role: "'admin' | 'guest'", tags: 'string[]', age: 'number' })],
  [
    'a hand-written one',
    {
      '~standard': {
        version: 1,
        vendor: 'me',
        validate: (raw: unknown) =>
          (raw as { age?: unknown }).age === 36
            ? { value: raw }
            : { issues: [{ message: 'no', path: ['age'] }] },
      },
    },
  ],
];

describe.for(schemas)('%s', ([, schema]) => {
  test('is shown as the JSON that it is', () => {
    expect(growthOf(schema, text)).toEqual([
      {},
      { name: '' },
      { name: 'A' },
      { name: 'Ad' },
      { name: 'Ada' },
      ...['', 'a', 'ad', 'adm', 'admi', 'admin'].map((role) => ({ name: 'Ada', role })),
      { name: 'Ada', role: 'admin', tags: [] },
      { name: 'Ada', role: 'admin', tags: [''] },
      { name: 'Ada', role: 'admin', tags: ['a'] },
      { name: 'Ada', role: 'admin', tags: ['a', ''] },
      { name: 'Ada', role: 'admin', tags: ['a', 'b'] },
      value,
    ]);
  });

  test('is judged at the end, once', () => {
    const { '~standard': standard } = schema as { '~standard': { validate(raw: unknown): unknown } };
    const validate = vi.fn((raw: unknown) => standard.validate(raw));
    const document = createPartial({ '~standard': { version: 1, vendor: 'me', validate } } as Schema);
    for (const unit of text.split('')) {
      document.push(unit);
      void document.partial;
    }
    expect(validate).not.toHaveBeenCalled();
    expect(document.end()).toEqual(value);
    expect(document.end()).toEqual(value);
    expect(validate).toHaveBeenCalledTimes(1);
    expect(document.partial).toBe(document.end());
  });

  test('raises its issues at the end, and what was shown stays', () => {
    const bad = text.replace('36', '"old"');
    const { partial, issues, error } = endOf(schema, bad);
    expect(partial).toEqual({ ...value, age: 'old' });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(/^age: /);
    expect(error).toMatchObject({ code: 'invalid' });
    const document = createPartial(schema);
    document.push(bad);
    expect(document.issues).toEqual([]);
    expect(() => document.end()).toThrow(PartialError);
    expect([document.state(['age']), document.state([])]).toEqual(['invalid', 'invalid']);
  });

  test('is done nowhere before it is judged, and everywhere after', () => {
    const paths = [[], ['name'], ['tags'], ['tags', 0], ['age']];
    const document = createPartial(schema);
    for (const unit of text.split('')) {
      document.push(unit);
      for (const path of paths) expect(document.state(path)).not.toBe('done');
    }
    expect(paths.map((path) => document.state(path))).toEqual(paths.map(() => 'streaming'));
    expect(document.state(['nowhere'])).toBe('pending');
    document.end();
    expect(paths.map((path) => document.state(path))).toEqual(paths.map(() => 'done'));
  });

  test('tells of its elements once they have passed', () => {
    const document = createPartial(schema);
    const told: unknown[] = [];
    document.elements(['tags'], ({ index, value: tag }) => told.push([index, tag]));
    document.push(text);
    expect(told).toEqual([]);
    document.end();
    expect(told).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
  });

  test('fails on text as any document does', () => {
    expect(endOf(schema, text.slice(0, -4)).error).toMatchObject({ code: 'incomplete', openPath: [] });
    expect(endOf(schema, '{"name":"A"?').error).toMatchObject({
      code: 'invalid-json',
      offset: 11,
      path: ['name'],
    });
    expect(endOf(schema, `Here: ${text}.`, { extract: 'auto' }).output).toEqual(value);
  });

  test('takes rules by path', () => {
    const rules = { name: { emit: 'done' }, tags: { emit: 'done' } } as const;
    expect(shownAfter(schema, '{"name":"Ad', { rules })).toEqual({});
    expect(shownAfter(schema, '{"name":"Ada","tags":["a"', { rules })).toEqual({ name: 'Ada' });
    expect(endOf(schema, text, { rules }).output).toEqual(value);
    expect(shownAfter(schema, '{"role":"x","name":"Ada"', { rules: { '': { gate: ['name'] } } })).toEqual({
      role: 'x',
      name: 'Ada',
    });
    expect(shownAfter(schema, '{"role":"x","name":"Ada', { rules: { '': { gate: ['name'] } } })).toBe(
      undefined,
    );
  });

  test('takes messages', () => {
    const document = createPartial(schema);
    document.apply({ type: 'snapshot', value: { name: 'A' } });
    document.apply({ type: 'merge', value: { role: 'admin', tags: ['a', 'b'], age: 36 } });
    document.apply({ type: 'patch', ops: [{ op: 'append', path: '/name', value: 'da' }] });
    expect(document.partial).toEqual(value);
    document.apply({ type: 'end', reason: 'stop' });
    expect(document.end()).toEqual(value);
  });

  test('has any JSON as a partial', () => {
    expect(isValidPartial(schema, { name: 1, x: [null] })).toBe(true);
    expect(isValidPartial(schema, undefined)).toBe(true);
  });

  test('streams', async () => {
    const stream = streamPartial(schema, everyWay(text)[20] ?? []);
    const seen: unknown[] = [];
    for await (const partial of stream) seen.push(partial);
    expect(seen.at(-1)).toEqual(value);
    expect(await stream.final).toEqual(value);
  });
});

describe('what a schema makes of its input', () => {
  test('is the result, and is shown at the end', () => {
    const schema = v.object({
      at: v.pipe(v.string(), v.transform(Number)),
      by: v.optional(v.string(), 'me'),
      list: v.array(v.number()),
    });
    const document = createPartial(schema);
    document.push('{"at":"12","list":[1,2]}');
    const { list } = document.partial as { list: unknown };
    expect(document.partial).toEqual({ at: '12', list: [1, 2] });
    const output = document.end();
    expect(output).toEqual({ at: 12, by: 'me', list: [1, 2] });
    expect(document.partial).toBe(output);
    expect(output.list).toBe(list);
    expect(endOf(type({ n: type('string').pipe(Number) }), '{"n":"7"}').output).toEqual({ n: 7 });
  });

  test('may have to be waited for', async () => {
    const schema = v.objectAsync({
      name: v.pipeAsync(
        v.string(),
        v.checkAsync(async (name) => name !== 'taken', 'taken'),
      ),
    });
    const document = createPartial(schema);
    document.push('{"name":"Ada"}');
    expect(() => document.end()).toThrow(/endAsync/);
    expect(await document.endAsync()).toEqual({ name: 'Ada' });
    const refused = createPartial(schema);
    refused.push('{"name":"taken"}');
    await expect(refused.endAsync()).rejects.toMatchObject({ code: 'invalid' });
    expect(refused.issues.map(({ path, message }) => [path, message])).toEqual([[['name'], 'taken']]);
  });

  test('may be an error that it throws', () => {
    const schema: Schema = {
      '~standard': {
        version: 1,
        vendor: 'me',
        validate: () => {
          throw new TypeError('mine');
        },
      },
    };
    const document = createPartial(schema);
    document.push('[1]');
    expect(() => document.end()).toThrow(
      expect.objectContaining({ code: 'invalid', cause: expect.objectContaining({ message: 'mine' }) }),
    );
    expect(document.partial).toEqual([1]);
  });

  test('may name its paths by objects that hold the key', () => {
    const schema = v.object({ list: v.array(v.object({ n: v.number() })) });
    expect(endOf(schema, '{"list":[{"n":1},{"n":"x"}]}').issues).toEqual(['list.1.n: custom']);
  });
});

test.for([
  ['valibot', v.number()],
  ['arktype', type('number')],
] as [string, Schema][])('%s: a number that is the whole document is whole at its end', ([, schema]) => {
  expect(endOf(schema, '42').output).toBe(42);
  expect(endOf(schema, '4.').error).toMatchObject({ code: 'incomplete' });
});

test('one that fails later is told by endAsync, and by nothing else', async () => {
  const fails: Schema = {
    '~standard': { version: 1, vendor: 'me', validate: () => Promise.reject(new Error('No.')) },
  };
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  try {
    const [ended, asked] = [createPartial(fails), createPartial(fails)];
    for (const document of [ended, asked]) document.push('{}');
    ended.apply({ type: 'end', reason: 'stop' });
    expect(() => asked.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(unheard).not.toHaveBeenCalled();
    for (const document of [ended, asked]) {
      await expect(document.endAsync()).rejects.toMatchObject({ cause: { message: 'No.' } });
    }
  } finally {
    process.off('unhandledRejection', unheard);
  }
});
