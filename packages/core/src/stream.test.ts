// The laws of the loop: what it yields, how it ends, and when it closes its source.
import { chunksOf, everyPrefix } from '@partialkit/testing';
import { recordings } from '@partialkit/testing/recordings';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { PartialError } from './error.ts';
import { streamPartial } from './stream.ts';

const User = z.object({ name: z.string(), age: z.number(), tags: z.array(z.string()).default([]) });
const text = '{"name": "Ada Lovelace", "age": 36, "tags": ["maths", "looms"]}';
const user = { name: 'Ada Lovelace', age: 36, tags: ['maths', 'looms'] };

/** A source that counts what is asked of it. */
function counted(pieces: Iterable<unknown>) {
  const told = { pulled: 0, closed: 0 };
  const iterator = pieces[Symbol.iterator]();
  const source: AsyncIterable<unknown> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        told.pulled++;
        return iterator.next();
      },
      async return() {
        told.closed++;
        return { done: true, value: undefined };
      },
    }),
  };
  return { source, told };
}

/** A source that never says anything. */
function silent() {
  const cancel = vi.fn();
  return { source: new ReadableStream<Uint8Array>({ cancel }), cancel };
}

async function gather<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of iterable) all.push(each);
  return all;
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof PartialError ? error.code : error),
  );

describe('the loop', () => {
  test('yields each change once, and ends with the result', async () => {
    const stream = streamPartial(User, chunksOf(text, 3));
    const partials = await gather(stream);
    expect(new Set(partials).size).toBe(partials.length);
    expect(partials.at(-1)).toEqual(user);
    expect(await stream.final).toEqual(user);
    expect(partials.at(-1)).toBe(await stream.final);
  });

  test('yields nothing for chunks that change nothing', async () => {
    const partials = await gather(streamPartial(User, ['{"name":"A"', ' ', '\n', ',', '"age"', ':1', '}']));
    expect(partials).toEqual([{ name: 'A' }, { name: 'A', age: 1, tags: [] }]);
  });

  test('pulls only when it turns', async () => {
    const { source, told } = counted(chunksOf(text, 8));
    let turns = 0;
    for await (const _ of streamPartial(User, source)) {
      turns++;
      await new Promise((resolve) => setTimeout(resolve, 2));
      expect(told.pulled).toBeLessThanOrEqual(turns + 1);
    }
  });

  test('closes the source when it is left', async () => {
    const { source, told } = counted(chunksOf(text, 8));
    const stream = streamPartial(User, source);
    for await (const _ of stream) break;
    expect(told).toEqual({ pulled: 1, closed: 1 });
    expect(await codeOf(stream.final)).toBe('aborted');
  });

  test('throws after the last good partial, and final rejects with the same error', async () => {
    const stream = streamPartial(User, ['{"name": "Ada", ', '"tags": ["a']);
    const partials: unknown[] = [];
    const error = await (async () => {
      for await (const partial of stream) partials.push(partial);
    })().catch((thrown: unknown) => thrown);
    expect(partials.at(-1)).toEqual({ name: 'Ada', tags: ['a'] });
    expect(error).toMatchObject({ code: 'incomplete', openPath: ['tags', 0] });
    expect(stream.error).toBe(error);
    await expect(stream.final).rejects.toBe(error);
  });

  test.for(everyPrefix(text).slice(0, -1))('never takes %j for a whole answer', async (prefix) => {
    expect(await codeOf(streamPartial(User, [prefix]).final)).toBe('incomplete');
  });

  test('throws what ended the source', async () => {
    const payload = { choices: [{ delta: { content: '{"name": "A' } }] };
    const cut = streamPartial(User, [payload]);
    expect(await codeOf(gather(cut))).toBe('cut');
    expect(cut.partial).toEqual({ name: 'A' });
    expect(await codeOf(streamPartial(User, [payload, { error: { message: 'no' } }]).final)).toBe('provider');
    expect(await codeOf(streamPartial(User, ['{"name": !']).final)).toBe('invalid-json');
    expect(await codeOf(streamPartial(User, new Response('', { status: 401 })).final)).toBe('auth');
  });

  test('goes on past a refused value, or stops there and closes the source', async () => {
    const pieces = ['{"name": 5,', '"age": 1', '}'];
    const stream = streamPartial(User, pieces);
    expect(await codeOf(gather(stream))).toBe('invalid');
    expect([stream.partial, stream.issues.length]).toEqual([{ age: 1, tags: [] }, 1]);
    const { source, told } = counted(pieces);
    expect(await codeOf(gather(streamPartial(User, source, { onInvalid: 'abort' })))).toBe('invalid');
    expect(told).toEqual({ pulled: 1, closed: 1 });
  });

  test('looks for the document in what a model wrote around it', async () => {
    const prose = ['Sure! Here it is:\n```json\n', text, '\n```\nAnything else?'];
    expect(await streamPartial(User, prose).final).toEqual(user);
    expect(await streamPartial(User, prose, { extract: undefined }).final).toEqual(user);
    expect(await codeOf(streamPartial(User, prose, { extract: 'none' }).final)).toBe('invalid-json');
  });
});

describe('final', () => {
  test('reads the source by itself where nobody iterates', async () => {
    expect(await streamPartial(User, chunksOf(text, 5)).final).toEqual(user);
  });

  test('leaves the pace to a loop', async () => {
    const { source, told } = counted(chunksOf(text, 8));
    const stream = streamPartial(User, source);
    const final = stream.final;
    for await (const _ of stream) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(told.pulled).toBeLessThan(9);
      if (told.pulled === 2) break;
    }
    expect(await codeOf(final)).toBe('aborted');
    expect(told.pulled).toBe(2);
  });

  test('is no unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const stream = streamPartial(User, ['{']);
    expect(stream.final).toBeInstanceOf(Promise);
    await codeOf(gather(stream));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('waits for asynchronous checks, which the loop throws too', async () => {
    const Taken = z.object({ name: z.string().refine(async (name) => name !== 'Ada') });
    expect(await streamPartial(Taken, ['{"name":"Eve"}']).final).toEqual({ name: 'Eve' });
    const stream = streamPartial(Taken, ['{"name":"Ada"}']);
    expect(await codeOf(gather(stream))).toBe('invalid');
    expect(await codeOf(stream.final)).toBe('invalid');
  });
});

describe('abort', () => {
  test('ends a loop that waits, and closes the source', async () => {
    const { source, cancel } = silent();
    const stream = streamPartial(User, source);
    setTimeout(() => stream.abort(), 5);
    expect(await codeOf(gather(stream))).toBe('aborted');
    expect(cancel).toHaveBeenCalledOnce();
    expect(await codeOf(stream.final)).toBe('aborted');
  });

  test('closes a source that nobody has begun to read', async () => {
    const { source, cancel } = silent();
    const stream = streamPartial(User, source);
    stream.abort();
    expect(stream.error?.code).toBe('aborted');
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce());
  });

  test('comes from a signal as well, also from one that is old', async () => {
    const { source, cancel } = silent();
    const controller = new AbortController();
    const stream = streamPartial(User, source, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    expect(await codeOf(stream.final)).toBe('aborted');
    expect(cancel).toHaveBeenCalledOnce();
    const late = streamPartial(User, silent().source, { signal: AbortSignal.abort() });
    expect(await codeOf(gather(late))).toBe('aborted');
  });

  test('changes nothing after the end', async () => {
    const stream = streamPartial(User, [text]);
    await stream.final;
    stream.abort();
    expect(stream.error).toBeUndefined();
    expect(await stream.final).toEqual(user);
  });
});

describe('elements', () => {
  const List = z.object({ items: z.array(z.object({ n: z.number() })) });
  const list = JSON.stringify({ items: [{ n: 1 }, { n: 2 }, { n: 3 }] });

  test('yields each element once, beside the main loop', async () => {
    const stream = streamPartial(List, chunksOf(list, 4));
    const [partials, elements] = await Promise.all([gather(stream), gather(stream.elements('items'))]);
    expect(partials.at(-1)).toEqual(JSON.parse(list));
    expect(elements.map(({ index, value, path }) => ({ index, value, path }))).toEqual([
      { index: 0, value: { n: 1 }, path: ['items', 0] },
      { index: 1, value: { n: 2 }, path: ['items', 1] },
      { index: 2, value: { n: 3 }, path: ['items', 2] },
    ]);
  });

  test('reads the source alone, and throws its error', async () => {
    const whole = streamPartial(List, chunksOf(list, 4));
    expect((await gather(whole.elements('items'))).length).toBe(3);
    const cut = streamPartial(List, [list.slice(0, -3)]);
    const values: number[] = [];
    const loop = async (): Promise<void> => {
      for await (const { value } of cut.elements('items')) values.push(value.n);
    };
    expect(await codeOf(loop())).toBe('incomplete');
    expect(values).toEqual([1, 2]);
  });

  test('leaves the stream going when it is left', async () => {
    const stream = streamPartial(List, chunksOf(list, 4));
    const final = stream.final;
    for await (const _ of stream.elements('items')) break;
    expect(await final).toEqual(JSON.parse(list));
  });
});

test('tells states and meta on the way', async () => {
  const chat = (delta: object) => ({ choices: [{ delta }] });
  const stream = streamPartial(User, [
    chat({ reasoning: 'Hm.' }),
    chat({ content: '{"name": "A' }),
    { choices: [{ delta: {}, finish_reason: 'length' }] },
  ]);
  const states: unknown[] = [];
  const loop = (async () => {
    for await (const _ of stream) states.push([stream.state('name'), stream.state('age'), stream.meta]);
  })();
  expect(await codeOf(loop)).toBe('incomplete');
  expect(states).toEqual([['streaming', 'pending', { reasoning: 'Hm.' }]]);
});

const complete = recordings.flatMap((recording) => {
  const { json } = recording.expected.outputs.find(({ channel }) => channel === 'text') ?? {};
  return json && !recording.expected.error ? [[recording.name, recording, json] as const] : [];
});

test.for(complete)('%s comes to its document', async ([, recording, json]) => {
  const chunks = chunksOf(recording.body(), 64);
  expect(await streamPartial(z.any(), chunks).final).toEqual(json);
});
