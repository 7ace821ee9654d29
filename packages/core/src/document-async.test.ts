// Schemas that wait: their checks and transforms run in the final parse, and end() says so.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createPartial, PartialError } from './index.ts';

const unhandled = vi.fn();
beforeEach(() => {
  unhandled.mockClear();
  process.on('unhandledRejection', unhandled);
});
afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof PartialError ? error.code : error),
  );

const asked: string[] = [];
const free = async (name: string): Promise<boolean> => {
  asked.push(name);
  return name !== 'taken';
};
const User = z.object({
  name: z.string().refine(free, { error: 'This name is taken.' }),
  age: z.number(),
});

describe('an asynchronous check', () => {
  test('leaves the value to be shown, and runs at the end', async () => {
    const document = createPartial(User);
    document.push('{"name":"Ad');
    expect(document.partial).toEqual({ name: 'Ad' });
    document.push('a","age":36}');
    expect(document.partial).toEqual({ name: 'Ada', age: 36 });
    expect([document.state('name'), document.state('age'), document.state('')]).toEqual([
      'streaming',
      'done',
      'streaming',
    ]);
    expect(await document.endAsync()).toEqual({ name: 'Ada', age: 36 });
    expect([document.state('name'), document.state('age'), document.state('')]).toEqual([
      'done',
      'done',
      'done',
    ]);
  });

  test('makes end() throw, and name endAsync(), which still works then', async () => {
    const document = createPartial(User);
    document.push('{"name":"Ada","age":36}');
    expect(() => document.end()).toThrow(/endAsync/);
    expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(await document.endAsync()).toEqual({ name: 'Ada', age: 36 });
    expect(document.end()).toEqual({ name: 'Ada', age: 36 });
  });

  test('that fails is an issue in its place, and what was shown stays', async () => {
    const document = createPartial(User);
    document.push('{"name":"taken","age":36}');
    expect(document.issues).toEqual([]);
    expect(await codeOf(document.endAsync())).toBe('invalid');
    expect(document.issues.map(({ path, message }) => [path, message])).toEqual([
      [['name'], 'This name is taken.'],
    ]);
    expect(document.error).toMatchObject({ code: 'invalid', issues: document.issues });
    expect(document.partial).toEqual({ name: 'taken', age: 36 });
    expect([document.state('name'), document.state('')]).toEqual(['invalid', 'invalid']);
    expect(await codeOf(document.endAsync())).toBe('invalid');
  });

  test('runs once, in the final parse', async () => {
    asked.length = 0;
    const document = createPartial(User);
    for (const unit of '{"name":"Ada","age":36}'.split('')) {
      document.push(unit);
      void document.partial;
    }
    expect(asked).toEqual([]);
    await document.endAsync();
    await document.endAsync();
    expect(asked).toEqual(['Ada']);
  });

  test('that rejects ends the document with its reason, and is never an unhandled rejection', async () => {
    const schema = z.object({
      v: z.string().refine(async () => {
        throw new TypeError('no network');
      }),
    });
    const document = createPartial(schema);
    document.push('{"v":"x"}');
    expect(() => document.end()).toThrow(/endAsync/);
    await expect(document.endAsync()).rejects.toMatchObject({
      code: 'invalid',
      cause: expect.objectContaining({ message: 'no network' }),
    });
    expect(document.partial).toEqual({ v: 'x' });
  });

  test('on a container waits as well, and its parts are done before', async () => {
    const schema = z.array(z.object({ n: z.number() }).refine(async ({ n }) => n > 0));
    const document = createPartial(schema);
    document.push('[{"n":1},{"n":2}]');
    expect(document.partial).toEqual([{ n: 1 }, { n: 2 }]);
    expect(document.state('0.n')).toBe('done');
    expect(document.state('0')).toBe('streaming');
    expect(await document.endAsync()).toEqual([{ n: 1 }, { n: 2 }]);
    const refused = createPartial(schema);
    refused.push('[{"n":1},{"n":-2}]');
    expect(await codeOf(refused.endAsync())).toBe('invalid');
    expect([refused.state('0'), refused.state('1')]).toEqual(['done', 'invalid']);
  });
});

test('an asynchronous transform is shown as its output, at the end', async () => {
  const schema = z.object({ a: z.string().transform(async (text) => text.length), b: z.string() });
  const document = createPartial(schema);
  document.push('{"a":"xyz","b":"y"}');
  expect(document.partial).toEqual({ b: 'y' });
  expect(document.state('a')).toBe('streaming');
  const output = await document.endAsync();
  expect(output).toEqual({ a: 3, b: 'y' });
  expect(document.partial).toBe(output);
});

test('elements under an asynchronous check are told when they are done', async () => {
  const document = createPartial(
    z.object({ list: z.array(z.string().refine(async (text) => text !== 'bad')) }),
  );
  const seen: unknown[] = [];
  document.elements('list', ({ index, value }) => seen.push([index, value]));
  document.push('{"list":["a","b"]}');
  expect(seen).toEqual([]);
  await document.endAsync();
  expect(seen).toEqual([
    [0, 'a'],
    [1, 'b'],
  ]);
});

test('what waits deep in a value that is judged as a whole is run once, at the end, and rejects nowhere else', async () => {
  for (const wait of [async (text: string) => text.length, (text: string) => Promise.resolve(text.length)]) {
    for (const schema of [
      z.object({ a: z.string().transform(wait) }).pipe(z.looseObject({ a: z.number() })),
      z.object({ v: z.object({ a: z.string().transform(wait) }).catch({ a: 0 }) }).transform(({ v }) => v),
    ]) {
      const value = { a: 'xyz', v: { a: 'xyz' } };
      const document = createPartial(schema);
      document.apply({ type: 'snapshot', value });
      document.apply({ type: 'end', reason: 'stop' });
      expect(document.error).toBe(undefined);
      expect(() => document.end()).toThrow(/endAsync/);
      expect(await document.endAsync()).toEqual({ a: 3 });
    }
  }
  const rejecting = z.object({
    a: z.string().transform(async () => {
      throw new Error('no network');
    }),
  });
  const document = createPartial(rejecting.pipe(z.any()));
  document.push('{"a":"x"}');
  expect(() => document.end()).toThrow(/endAsync/);
  expect(await codeOf(document.endAsync())).toBe('invalid');
});

test('elements that wait are told at the end, behind those that need not', async () => {
  const waiting = z.object({ a: z.string().refine(async () => true) });
  const document = createPartial(z.array(z.union([waiting, z.number()])));
  const seen: unknown[] = [];
  document.elements([], ({ index }) => seen.push(index));
  document.push('[{"a":"x"},1,{"a":"y"},2]');
  expect(seen).toEqual([1, 3]);
  await document.endAsync();
  expect(seen).toEqual([1, 3, 0, 2]);
});

test('an element that waits is not told by the union that comes to it', async () => {
  const waiting = z.record(
    z.string(),
    z.string().refine(async () => true),
  );
  const document = createPartial(
    z.union([z.tuple([waiting, waiting]), z.array(z.object({ b: z.number() }))]),
  );
  const seen: unknown[] = [];
  document.elements([], ({ index, value }) => seen.push([index, value]));
  document.push('[{"a":"x"},{"a":"y"}]');
  expect(seen).toEqual([]);
  await document.endAsync();
  expect(seen).toEqual([
    [0, { a: 'x' }],
    [1, { a: 'y' }],
  ]);
});

describe('endAsync()', () => {
  test('does what end() does where nothing waits', async () => {
    const schema = z.object({ n: z.number() });
    const document = createPartial(schema);
    document.push('{"n":1}');
    const output = await document.endAsync();
    expect(output).toBe(document.end());
    expect(document.partial).toBe(output);
    for (const [text, code] of [
      ['{"n":', 'incomplete'],
      ['{"n":"x"}', 'invalid'],
      ['{"n":?', 'invalid-json'],
    ] as const) {
      const failing = createPartial(schema);
      failing.push(text);
      expect(await codeOf(failing.endAsync())).toBe(code);
      expect(failing.error?.code).toBe(code);
    }
  });

  test('may be called while it is under way', async () => {
    const document = createPartial(User);
    document.push('{"name":"Ada","age":36}');
    const [first, second] = await Promise.all([document.endAsync(), document.endAsync()]);
    expect(first).toEqual({ name: 'Ada', age: 36 });
    expect(second).toEqual(first);
  });

  test('gives the schema’s verdict on a whole value, and after an end message', async () => {
    const document = createPartial(User);
    document.apply({ type: 'snapshot', value: { name: 'Ada', age: 36 } });
    document.apply({ type: 'end', reason: 'stop' });
    expect(document.error).toBe(undefined);
    expect(await document.endAsync()).toEqual({ name: 'Ada', age: 36 });
    const refused = createPartial(User);
    refused.apply({ type: 'snapshot', value: { name: 'taken', age: 36 } });
    refused.apply({ type: 'end', reason: 'stop' });
    expect(await codeOf(refused.endAsync())).toBe('invalid');
  });
});
