import { encodeMessage, type Message, PartialError, readMessages } from '@partialkit/core';
import { recordings } from '@partialkit/testing/recordings';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { toResponse } from './to-response.ts';

async function all(messages: AsyncIterable<Message>): Promise<Message[]> {
  const found: Message[] = [];
  for await (const message of messages) found.push(message);
  return found;
}

/** What a list of messages says, however its text was cut: without ids, lengths and the words of an error. */
function said(messages: readonly Message[]): unknown[] {
  const short: Record<string, unknown>[] = [];
  for (const { id: _, ...message } of messages) {
    const last = short.at(-1);
    if (message.type === 'delta' && last?.type === 'delta') last.text = `${last.text}${message.text}`;
    else if (message.type === 'end') short.push({ reason: message.reason, code: message.error?.code });
    else if (!(message.type === 'snapshot' && message.text === '')) short.push({ ...message });
  }
  return short;
}

test.for(recordings.map((recording) => [recording.name, recording] as const))(
  'the stream of %s is read back as the messages that it holds',
  async ([, recording]) => {
    const source = (): Response =>
      new Response(recording.body(), { headers: { 'content-type': 'text/event-stream' } });
    const response = toResponse(source());
    expect(said(await all(readMessages(response)))).toEqual(said(await all(readMessages(source()))));
  },
);

test('there are no ids, as there is nothing to come back to, and the first message is a snapshot', async () => {
  const source = [...'{"a": ["b"]}', { type: 'meta', data: 1 }];
  const messages = await all(readMessages(toResponse(source, { flushBytes: 1 })));
  for (const message of messages) expect(message).not.toHaveProperty('id');
  expect(messages[0]).toEqual({ type: 'snapshot', text: '' });
});

test('the headers are those of the protocol, but for that of a log', () => {
  expect(Object.fromEntries(toResponse([]).headers)).toEqual({
    'cache-control': 'no-cache, no-store, no-transform',
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  });
});

test('headers and the status can be set', () => {
  const response = toResponse([], {
    status: 201,
    headers: [
      ['X-Accel-Buffering', 'yes'],
      ['x-mine', '1'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ],
  });
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.status).toBe(201);
  expect(response.headers.get('x-accel-buffering')).toBe('yes');
  expect(response.headers.get('x-mine')).toBe('1');
});

test('NDJSON carries the same messages', async () => {
  const response = toResponse(['{"a":', '1}'], { format: 'ndjson' });
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const plain = await all(readMessages(toResponse(['{"a":', '1}'])));
  expect(await all(readMessages(response))).toEqual(plain);
});

test.for([
  ['rejects', () => toResponse(Promise.reject(Object.assign(new Error('sk-secret'), { status: 429 })))],
  [
    'throws while it is read',
    () => toResponse(failing(Object.assign(new Error('sk-secret'), { status: 429 }))),
  ],
])('of a source that %s the reader gets a code without the text', async ([, respond]) => {
  const text = await (respond as () => Response)().text();
  expect(text).not.toContain('sk-secret');
  expect(text).toContain('data:{"reason":"error","length":0,"error":{"code":"provider","retryable":true}}');
});

test('an error of the provider within a stream keeps its text for itself', async () => {
  for (const { name, body } of recordings.filter(({ expected }) => expected.error)) {
    const messages = await all(readMessages(toResponse(new Response(body()))));
    const end = messages.at(-1);
    expect(end, name).toMatchObject({ type: 'end', reason: 'error', error: { code: 'provider' } });
    expect(end?.type === 'end' && end.error, name).not.toHaveProperty('message');
  }
});

test.for([new Error('sk-secret'), new TypeError('fetch failed'), 'sk-secret', null])(
  'what a generator throws is the fault of the provider: %s',
  async (thrown) => {
    const source = (async function* () {
      yield '{"a';
      throw thrown;
    })();
    const text = await toResponse(source).text();
    expect(text).toContain('data:"{\\"a"');
    expect(text).toContain('"error":{"code":"provider"');
    expect(text).not.toContain('sk-secret');
  },
);

test('an error of ours keeps its code', async () => {
  const source = failing(new PartialError('limit', 'Too long.'));
  expect(await toResponse(source).text()).toContain('"error":{"code":"limit"');
});

test('a stream of our own is passed on without its ids', async () => {
  const upstream = [
    encodeMessage({ id: '7-1', type: 'snapshot', text: '{"a"' }),
    encodeMessage({ id: '7-2', type: 'delta', text: ':1}' }),
    encodeMessage({ id: '7-3', type: 'end', reason: 'stop', length: 7 }),
  ];
  expect(await all(readMessages(toResponse(upstream)))).toEqual([
    { type: 'snapshot', text: '' },
    { type: 'snapshot', text: '{"a"' },
    { type: 'delta', text: ':1}' },
    { type: 'end', reason: 'stop', length: 7 },
  ]);
});

test('with a schema the document goes out without what a model writes around it', async () => {
  const schema = z.object({ a: z.string() });
  const source = ['By [1]: ```json\n{"a', '": "}é"}\n``` There.'];
  const messages = await all(readMessages(toResponse(source, { schema })));
  expect(said(messages).slice(0, 1)).toEqual([{ type: 'delta', text: '{"a": "}é"}\n' }]);
  expect(messages.at(-1)).toMatchObject({ length: 13 });
});

test('an aborted signal ends the stream as aborted, also while the source is awaited', async () => {
  for (const source of [new Promise<never>(() => {}), silent()]) {
    const controller = new AbortController();
    const response = toResponse(source, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    expect((await all(readMessages(response))).at(-1)).toMatchObject({ type: 'end', reason: 'abort' });
  }
});

async function* failing(error: Error): AsyncGenerator<string> {
  await Promise.resolve();
  yield '';
  throw error;
}

async function* silent(): AsyncGenerator<string> {
  yield await new Promise<string>(() => {});
}
