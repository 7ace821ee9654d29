// How answers and failures of sources end, and that sources are closed.
import { Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import type { Message } from './message.ts';
import { type MessageOptions, type MessageSource, readMessages } from './read-messages.ts';

async function read(source: MessageSource, options?: MessageOptions): Promise<Message[]> {
  const all: Message[] = [];
  for await (const message of readMessages(source, options)) all.push(message);
  return all;
}

const stop: Message = { type: 'end', reason: 'stop' };
const delta = (text: string): Message => ({ type: 'delta', text });
const failed = (code: string, more: object = {}): unknown => ({
  type: 'end',
  reason: 'error',
  error: expect.objectContaining({ code, ...more }),
});

test('where an answer says that it speaks the protocol, a type of a later version counts from the first event on', async () => {
  const headers = { 'content-type': 'text/event-stream', 'partial-stream': 'v1' };
  const body = 'id: 1-4\nevent: hologram\ndata: {"x":1}\n\nid: 1-5\ndata: "}"\n\n';
  expect((await read(new Response(body, { headers }))).slice(0, 2)).toEqual([
    { ...delta(''), id: '1-4' },
    { ...delta('}'), id: '1-5' },
  ]);
  const lines = { 'content-type': 'application/x-ndjson', 'partial-stream': 'v1' };
  const line = '{"id":"1-4","type":"hologram","data":1}\n{"id":"1-5","type":"delta","data":"}"}\n';
  expect((await read(new Response(line, { headers: lines }))).map((message) => message.id)).toEqual([
    '1-4',
    '1-5',
    undefined,
  ]);
});

test('such an answer that breaks before its first byte was cut', async () => {
  const headers = { 'content-type': 'text/event-stream', 'partial-stream': 'v1' };
  const body = new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) });
  expect(await read(new Response(body, { headers }))).toEqual([failed('cut')]);
});

test('an answer of Node itself is read, whose headers are plain', async () => {
  const source = Object.assign(Readable.from([Buffer.from('{"a"'), Buffer.from(':1}')]), {
    headers: { 'content-type': 'application/json' },
    statusCode: 200,
  });
  expect(await read(source)).toEqual([delta('{"a"'), delta(':1}'), stop]);
});

test('a backend that sends values may have events of its own, whatever their names', async () => {
  for (const name of ['end', 'meta', 'patch', 'snapshot', 'done']) {
    const body = `data: {"a":1}\n\nevent: ${name}\ndata: ${name === 'meta' ? '' : '{}'}\n\ndata: {"a":2}\n\n`;
    expect(await read([body])).toEqual([
      { type: 'snapshot', value: { a: 1 } },
      { type: 'snapshot', value: { a: 2 } },
      stop,
    ]);
  }
});

test('whole buffers are bytes, too', async () => {
  const { buffer } = new TextEncoder().encode('{"a":1}');
  expect(await read([buffer] as never)).toEqual([delta('{"a":1}'), stop]);
});

test('an abort of a client library is one, whether it throws or just ends', async () => {
  const controller = new AbortController();
  const chunk = { choices: [{ delta: { content: '{' } }] };
  const abort: Message = { type: 'end', reason: 'abort' };
  const throwing = (async function* () {
    yield chunk;
    throw Object.assign(new Error('Request was aborted.'), { status: undefined });
  })();
  expect((await read(throwing)).at(-1)).toEqual(abort);
  const ending = (async function* () {
    yield chunk;
    controller.abort();
  })();
  expect((await read(Object.assign(ending, { controller }))).at(-1)).toEqual(abort);
});

describe('an answer that is no success', () => {
  const code = {
    400: 'bad-request',
    401: 'auth',
    403: 'auth',
    404: 'expired',
    405: 'bad-request',
    406: 'bad-request',
    408: 'http',
    409: 'http',
    410: 'expired',
    413: 'bad-request',
    415: 'bad-request',
    422: 'bad-request',
    425: 'http',
    429: 'http',
    500: 'http',
    503: 'http',
  };

  test.for(Object.entries(code))('%s is %s', async ([status, name]) => {
    const retryable = ['408', '425', '429', '500', '503'].includes(status);
    const body = { error: { message: 'Not so.' } };
    expect(await read(Response.json(body, { status: +status }))).toEqual([
      { type: 'end', reason: 'error', error: { code: name, message: 'Not so.', retryable } },
    ]);
  });

  test('keeps the words that Gemini puts into a list', async () => {
    const [end] = await read(Response.json([{ error: { message: 'Not so.' } }], { status: 400 }));
    expect(end).toMatchObject({ error: { code: 'bad-request', message: 'Not so.' } });
  });

  test('keeps what it says to people', async () => {
    const message = async (body: string, status = 422): Promise<unknown> => {
      const [end] = await read(new Response(body, { status }));
      return end?.type === 'end' && end.error?.message;
    };
    expect(await message('{"message": "a"}')).toBe('a');
    expect(await message('{"detail": "b"}')).toBe('b');
    expect(await message('{"error": "c"}', 503)).toBe('c');
    expect(await message('plain')).toBe('plain');
    expect(await message('<html>', 502)).toBe('HTTP 502');
    expect(await message('', 400)).toBe('HTTP 400');
    expect(await message('data: {"a": 1}\n\n', 500)).toBe('HTTP 500');
  });
});

describe('a source that fails', () => {
  async function* failing(pieces: unknown[], error: unknown): AsyncGenerator<unknown> {
    yield* pieces;
    throw error;
  }

  test('was cut, if it was bytes', async () => {
    const socket = new TypeError('terminated');
    expect(await read(failing(['{"a"'], socket))).toEqual([
      delta('{"a"'),
      failed('cut', { message: 'terminated' }),
    ]);
    expect(await read(failing(['data: "a"\n\n'], socket))).toEqual([delta('a'), failed('cut')]);
    expect(await read(failing([], socket))).toEqual([failed('cut')]);
    expect(await read(null as never)).toEqual([failed('cut')]);
  });

  test('speaks for the provider, if it was a client library', async () => {
    const error = Object.assign(new Error('overloaded'), { status: 529 });
    expect(await read(failing([], error))).toEqual([
      failed('provider', { message: 'overloaded', retryable: true }),
    ]);
    const chunk = { choices: [{ delta: { content: '{' } }] };
    expect(await read(failing([chunk], new Error('no')))).toEqual([
      delta('{'),
      failed('provider', { message: 'no', retryable: false }),
    ]);
  });

  test('was aborted, if it says so', async () => {
    const error = new DOMException('stop', 'AbortError');
    expect(await read(failing(['{'], error))).toEqual([delta('{'), { type: 'end', reason: 'abort' }]);
  });

  test('is believed behind its terminal mark, and asked for the words of the provider', async () => {
    const words = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const error = Object.assign(new Error(JSON.stringify(words)), {
      status: undefined,
      error: words,
      type: 'overloaded_error',
    });
    const chunk = { choices: [{ delta: { content: '{}' }, finish_reason: 'stop' }] };
    expect(await read(failing([chunk], error))).toEqual([
      delta('{}'),
      failed('provider', { message: 'Overloaded', retryable: true }),
    ]);
  });

  test('has ended well, if it failed behind its terminal mark', async () => {
    const chunk = { choices: [{ delta: { content: '{}' }, finish_reason: 'stop' }] };
    expect(await read(failing([`data: ${JSON.stringify(chunk)}\n\n`], new Error('reset')))).toEqual([
      delta('{}'),
      stop,
    ]);
  });
});

describe('a source is closed', () => {
  const endless = (): { source: AsyncGenerator<string>; closed: () => boolean } => {
    let isClosed = false;
    async function* pieces(): AsyncGenerator<string> {
      try {
        for (;;) yield '1';
      } finally {
        isClosed = true;
      }
    }
    return { source: pieces(), closed: () => isClosed };
  };

  test('when the loop is left', async () => {
    const { source, closed } = endless();
    for await (const _ of readMessages(source)) break;
    expect(closed()).toBe(true);
    const cancel = vi.fn();
    const stream = new ReadableStream({ start: (controller) => controller.enqueue('{'), cancel });
    for await (const _ of readMessages(stream)) break;
    expect(cancel).toHaveBeenCalledOnce();
  });

  test('when its end has come before it', async () => {
    const cancel = vi.fn();
    const stream = new ReadableStream({
      start: (controller) => controller.enqueue('event: end\ndata: {"reason":"stop"}\n\n'),
      cancel,
    });
    expect(await read(new Response(stream.pipeThrough(new TextEncoderStream())))).toEqual([stop]);
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce());
  });

  test('when the signal says so, while it waits or between two pieces', async () => {
    const cancel = vi.fn();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const silent = new ReadableStream({ cancel });
    expect(await read(silent, { signal: controller.signal })).toEqual([{ type: 'end', reason: 'abort' }]);
    expect(cancel).toHaveBeenCalledOnce();
    const { source, closed } = endless();
    const second = new AbortController();
    const told: Message[] = [];
    for await (const message of readMessages(source, { signal: second.signal })) {
      told.push(message);
      second.abort();
    }
    expect(told).toEqual([delta('1'), { type: 'end', reason: 'abort' }]);
    expect(closed()).toBe(true);
  });

  test('when it is a client library and its end has come, by reading what is left', async () => {
    for (const left of [1, 1000]) {
      let pulled = 0;
      const close = vi.fn();
      const iterator = {
        next: async () => ({ done: pulled > left, value: { type: 'message_stop', at: pulled++ } }),
        return: async () => {
          close();
          return { done: true, value: undefined };
        },
      };
      expect(await read({ [Symbol.asyncIterator]: () => iterator })).toEqual([stop]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect([pulled, close.mock.calls.length]).toEqual(left === 1 ? [3, 0] : [17, 1]);
    }
  });

  test('by its own controller, where it hangs otherwise', async () => {
    const inner = new AbortController();
    async function* hanging(): AsyncGenerator<unknown> {
      await new Promise((_, reject) =>
        inner.signal.addEventListener('abort', () => reject(new Error('closed'))),
      );
    }
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const source = Object.assign(hanging(), { controller: inner });
    expect(await read(source, { signal: controller.signal })).toEqual([{ type: 'end', reason: 'abort' }]);
    expect(inner.signal.aborted).toBe(true);
  });

  test('and never read ahead', async () => {
    let pulled = 0;
    const source = {
      [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: String(pulled++) }) }),
    };
    for await (const _ of readMessages(source as AsyncIterable<string>)) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (pulled === 5) break;
    }
    expect(pulled).toBe(5);
  });

  test('and its signal is let go', async () => {
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    await read(['{}'], { signal });
    expect(remove.mock.calls).toEqual(add.mock.calls);
  });
});
