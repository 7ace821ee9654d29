import { type Message, readMessages } from '@partialkit/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type PartialHandlerOptions, partialHandler } from './partial-handler.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const Soup = z.object({ title: z.string() });
const Wish = z.object({ dish: z.string() });
const URL = 'http://localhost/soups';

type Options = Partial<PartialHandlerOptions<typeof Soup, typeof Wish>>;

/** A handler whose soup takes `ms` to write, or for ever, and how often it was asked to. */
function kitchen(options: Options = {}, ms = 100) {
  const state = { calls: 0, signals: [] as AbortSignal[] };
  const handler = partialHandler({
    schema: Soup,
    input: Wish,
    async *produce({ dish }, { signal }) {
      state.calls++;
      state.signals.push(signal);
      yield `{"title": "${dish}`;
      await new Promise((resolve) => Number.isFinite(ms) && setTimeout(resolve, ms));
      yield ' soup"}';
    },
    ...options,
  });
  return { handler, state };
}

const post = (body: unknown, headers: Record<string, string> = {}) =>
  new Request(URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const MISO = { dish: 'Miso' };
const RUN = { 'idempotency-key': 'r1' };

async function read(response: Response): Promise<Message[]> {
  const messages: Message[] = [];
  const reading = (async () => {
    for await (const message of readMessages(response)) messages.push(message);
  })();
  await vi.runAllTimersAsync();
  await reading;
  return messages;
}

const textOf = (messages: readonly Message[]) =>
  messages.map((message) => (message.type === 'delta' ? message.text : '')).join('');

test('POST begins a run and streams it', async () => {
  const { handler } = kitchen();
  const response = await handler(post(MISO));
  expect(response.status).toBe(200);
  expect(response.headers.get('partial-stream')).toBe('v1');
  const messages = await read(response);
  expect(textOf(messages)).toBe('{"title": "Miso soup"}');
  expect(messages.at(-1)).toMatchObject({ type: 'end', reason: 'stop', length: 22 });
});

test('a POST that is repeated under its key joins, while the run is on and when it is over', async () => {
  const { handler, state } = kitchen();
  const responses = await Promise.all([handler(post(MISO, RUN)), handler(post(MISO, RUN))]);
  const [first, second] = await Promise.all(responses.map(read));
  const third = await read(await handler(post(MISO, RUN)));
  expect([second, third]).toEqual([first, first]);
  expect(state.calls).toBe(1);
});

test('without a key every POST is a run of its own', async () => {
  const { handler, state } = kitchen();
  await Promise.all([handler(post(MISO)), handler(post(MISO))].map(async (each) => read(await each)));
  expect(state.calls).toBe(2);
});

test('a key that comes again with another body is a conflict', async () => {
  const { handler } = kitchen();
  await read(await handler(post(MISO, RUN)));
  const response = await handler(post({ dish: 'Onion' }, RUN));
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ error: { code: 'conflict' } });
});

test('a run is forgotten after its retention, and its key then begins anew, as a later epoch for who was there', async () => {
  const { handler, state } = kitchen({ retentionMs: 1000 });
  await read(await handler(post(MISO, RUN)));
  await vi.advanceTimersByTimeAsync(1001);
  expect((await handler(new Request(`${URL}?run=r1`))).status).toBe(404);
  const again = await read(await handler(post(MISO, { ...RUN, 'last-event-id': '1-2' })));
  expect(again[0]).toEqual({ id: '2-1', type: 'snapshot', text: '' });
  expect(state.calls).toBe(2);
});

test('the oldest runs make room for new ones', async () => {
  const { handler } = kitchen({ retentionBytes: 200 });
  for (const key of ['a', 'b', 'c', 'd']) await read(await handler(post(MISO, { 'idempotency-key': key })));
  expect((await handler(new Request(`${URL}?run=a`))).status).toBe(404);
  expect((await handler(new Request(`${URL}?run=d`))).status).toBe(200);
});

test('GET joins a run from its beginning, or behind the cursor in the header or the URL', async () => {
  const { handler } = kitchen();
  const all = await read(await handler(post(MISO, RUN)));
  const get = (query = '', headers = {}) => handler(new Request(`${URL}?run=r1${query}`, { headers }));
  expect(await read(await get())).toEqual(all);
  expect(await read(await get('&after=1-2'))).toEqual(all.slice(2));
  expect(await read(await get('', { 'last-event-id': '1-2' }))).toEqual(all.slice(2));
  expect(await read(await get('&after=1-1', { 'last-event-id': '1-2' }))).toEqual(all.slice(2));
  expect(await read(await get(`&after=${all.at(-1)?.id}`))).toEqual(all.slice(-1));
  expect(await read(await get('&after=nonsense'))).toEqual(all);
});

test('DELETE stops a run for all who read it, and its model call', async () => {
  const { handler, state } = kitchen({}, Number.POSITIVE_INFINITY);
  const response = await handler(post(MISO, RUN));
  const reading = read(response);
  await vi.advanceTimersByTimeAsync(50);
  const stopped = await handler(new Request(`${URL}?run=r1`, { method: 'DELETE' }));
  expect(stopped.status).toBe(204);
  expect(state.signals[0]?.aborted).toBe(true);
  expect((await reading).at(-1)).toMatchObject({ type: 'end', reason: 'abort' });
  expect((await handler(new Request(`${URL}?run=r1`, { method: 'DELETE' }))).status).toBe(204);
});

test('a reader who leaves aborts the model call', async () => {
  const { handler, state } = kitchen({}, Number.POSITIVE_INFINITY);
  const reader = (await handler(post(MISO))).body?.getReader();
  await reader?.read();
  void reader?.read();
  await vi.advanceTimersByTimeAsync(50);
  await reader?.cancel();
  expect(state.signals[0]?.aborted).toBe(true);
});

test('so does one whose request aborts', async () => {
  const { handler, state } = kitchen({}, Number.POSITIVE_INFINITY);
  const controller = new AbortController();
  const response = await handler(new Request(post(MISO), { signal: controller.signal }));
  const reading = read(response);
  await vi.advanceTimersByTimeAsync(50);
  controller.abort();
  await reading;
  expect(state.signals[0]?.aborted).toBe(true);
});

test('a reader whose connection was lost is told an error when it comes back, by GET or by its POST', async () => {
  const { handler } = kitchen({}, Number.POSITIVE_INFINITY);
  const reader = (await handler(post(MISO, RUN))).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await vi.advanceTimersByTimeAsync(50);
  const get = new Request(`${URL}?run=r1&after=1-1`);
  for (const request of [get, post(MISO, RUN)]) {
    const end = (await read(await handler(request))).at(-1);
    expect(end).toMatchObject({ type: 'end', reason: 'error', error: { code: 'cut', retryable: true } });
  }
});

test.for([
  [400, 'invalid-json', post('{"dish":')],
  [400, 'bad-request', new Request(URL)],
  [400, 'bad-request', post(MISO, { 'idempotency-key': 'x'.repeat(257) })],
  [404, 'expired', new Request(`${URL}?run=other`)],
  [404, 'expired', new Request(`${URL}?run=other`, { method: 'DELETE' })],
  [405, 'bad-request', new Request(URL, { method: 'PUT' })],
  [413, 'limit', post({ dish: 'x'.repeat(2000) })],
  [415, 'bad-request', post(MISO, { 'content-type': 'text/plain' })],
  [422, 'invalid', post({ dish: 1 })],
  [422, 'invalid', post('')],
] as const)('%i %s, and no model is called', async ([status, code, request]) => {
  const { handler, state } = kitchen({ inputBytes: 1000 });
  const response = await handler(request.clone());
  expect(response.status).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toMatchObject({ error: { code, message: expect.any(String) } });
  expect(state.calls).toBe(0);
});

test('a method that is not allowed is told which ones are', async () => {
  const { handler } = kitchen();
  const response = await handler(new Request(URL, { method: 'PUT' }));
  expect(response.headers.get('allow')).toBe('POST, GET, DELETE');
});

test('the headers of the options are on every answer', async () => {
  const { handler } = kitchen({
    headers: [
      ['access-control-allow-origin', '*'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ],
  });
  const requests = [
    post(MISO, RUN),
    post({}),
    new Request(`${URL}?run=r1`),
    new Request(`${URL}?run=r1`, { method: 'DELETE' }),
    new Request(URL, { method: 'PUT' }),
  ];
  const statuses: number[] = [];
  for (const request of requests) {
    const { status, headers } = await handler(request);
    statuses.push(status);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  }
  expect(statuses).toEqual([200, 422, 200, 204, 405]);
});

test('a page of another origin cannot begin a run without asking', async () => {
  const produce = vi.fn(() => ['{}']);
  const handler = partialHandler({ schema: Soup, produce });
  const from = (headers: Record<string, string>) =>
    handler(new Request(URL, { method: 'POST', headers: { origin: 'https://evil.example', ...headers } }));
  expect((await from({})).status).toBe(415);
  expect((await from({ 'content-type': 'text/plain' })).status).toBe(415);
  expect(produce).not.toHaveBeenCalled();
  // For these a browser asks first.
  expect((await from(RUN)).status).toBe(200);
  expect((await from({ 'content-type': 'application/json' })).status).toBe(200);
});

test('what an input schema throws is the fault of the application', async () => {
  const input = z.string().transform((text) => new Date(text).toISOString());
  const handler = partialHandler({ schema: Soup, input, produce: () => ['{}'] });
  await expect(handler(post('"x"'))).rejects.toThrow(RangeError);
});

test('wrong input is answered with its issues', async () => {
  const { handler } = kitchen();
  expect(await (await handler(post({ dish: 1 }))).json()).toEqual({
    error: {
      code: 'invalid',
      message: 'The schema refuses the input.',
      issues: [{ code: 'invalid_type', message: expect.any(String), path: ['dish'] }],
    },
  });
});

test.for([100, 1000, 10_000, 60_000])(
  'an input of %i levels is taken, or refused as too deep',
  async (levels) => {
    const input = z.object({
      get kid() {
        return input.optional();
      },
    });
    const text = `${'{"kid":'.repeat(levels)}{}${'}'.repeat(levels)}`;
    const produce = () => ['{"title": "Miso"}'];
    const takers = [
      input,
      z.object({
        kid: input,
        id: z
          .string()
          .default('')
          .refine(async () => true),
      }),
    ];
    for (const each of takers) {
      const response = await partialHandler({ schema: Soup, input: each, produce })(post(text));
      if (levels === 100) expect(response.status).toBe(200);
      if (levels === 60_000) expect(response.status).toBe(413);
      if (response.status === 200) await read(response);
      else expect(await response.json()).toMatchObject({ error: { code: 'limit' } });
    }
  },
);

test('the input is what its schema makes of it, and anything without one', async () => {
  const produce = vi.fn(() => ['{}']);
  const schema = z.object({});
  const shouted = partialHandler({ schema, input: z.object({ a: z.string().toUpperCase() }), produce });
  await read(await shouted(post({ a: 'x' })));
  const open = partialHandler({ schema, produce });
  await read(await open(post([1])));
  await read(await open(post('')));
  expect(produce.mock.calls.map(([input]: unknown[]) => input)).toEqual([{ a: 'X' }, [1], undefined]);
});

test('produce that throws, now or later, begins a stream and ends it with an error', async () => {
  const fail = (): never => {
    throw Object.assign(new Error('sk-secret'), { status: 503 });
  };
  for (const produce of [fail, async () => fail()]) {
    const { handler } = kitchen({ produce });
    const response = await handler(post(MISO));
    expect(response.status).toBe(200);
    const [begin, end] = await read(response);
    expect(begin).toMatchObject({ type: 'snapshot', text: '' });
    expect(end).toMatchObject({ type: 'end', reason: 'error', error: { code: 'provider', retryable: true } });
    expect(JSON.stringify(end)).not.toContain('sk-secret');
  }
});

test('what a model writes around the document stays here', async () => {
  const produce = () => ['Sure: ', '{"title": "Miso"}', ' Bye.'];
  const { handler } = kitchen({ produce });
  expect(textOf(await read(await handler(post(MISO)))).trim()).toBe('{"title": "Miso"}');
  const strict = kitchen({ produce, extract: 'none' });
  expect(textOf(await read(await strict.handler(post(MISO))))).toBe('Sure: {"title": "Miso"} Bye.');
});

test('who asks for NDJSON gets it', async () => {
  const { handler } = kitchen();
  const response = await handler(post(MISO, { accept: 'application/x-ndjson' }));
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  expect(textOf(await read(response))).toBe('{"title": "Miso soup"}');
});
