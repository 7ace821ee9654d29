// What is asked of a server, and what its answers mean.
import { type MockReply, mockEventStream } from '@partialkit/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { http } from './http.ts';
import { createLogServer, logOf, whole } from './log-server.test.kit.ts';
import type { PartialStoreOptions } from './options.ts';
import { createPartialStore } from './store.ts';

const Doc = z.object({ a: z.string() });
const log = logOf(['{"a":', '"b"}']);

type Init = Partial<Extract<PartialStoreOptions<typeof Doc>, { url: unknown }>>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Runs a store on replies, the last of which stays, and then on a server of the log. */
async function ask(replies: readonly MockReply[], init: Init = {}, ms = 600_000) {
  const stream = mockEventStream({
    answer: () => ({ headers: { 'partial-stream': 'v1' }, body: whole(log).pieces }),
  });
  for (const reply of replies) stream.respond(reply);
  const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, throttle: 0, ...init });
  const start = Date.now();
  let took = 0;
  const over = store.submit({ q: 1 }).then(() => {
    took = Date.now() - start;
  });
  await vi.advanceTimersByTimeAsync(ms);
  await over;
  const { status, error, data } = store.getState();
  return { stream, store, status, error, data, took, asked: stream.requests.length };
}

describe('an answer', () => {
  test.for([
    [400, 'bad-request'],
    [405, 'bad-request'],
    [406, 'bad-request'],
    [413, 'bad-request'],
    [415, 'bad-request'],
    [422, 'bad-request'],
    [404, 'bad-request'],
    [410, 'bad-request'],
    [401, 'auth'],
    [403, 'auth'],
    [402, 'http'],
    [409, 'http'],
    [204, 'bad-request'],
  ] as const)('%i is final, as %s', async ([status, code]) => {
    const { error, asked, ...rest } = await ask([{ status, body: status === 204 ? null : 'why' }]);
    expect([rest.status, error?.code, asked]).toEqual(['error', code, 1]);
  });

  test.for([408, 425, 429, 500, 502, 503, 504])('%i is tried again', async (status) => {
    const { data, asked } = await ask([
      { status, body: '' },
      { status, body: '' },
    ]);
    expect([data, asked]).toEqual([{ a: 'b' }, 3]);
  });

  test.for([
    'fetch failed',
    'Failed to fetch',
    'Load failed',
    'NetworkError when attempting to fetch resource.',
    '',
  ])('a network failure is tried again, whatever it is called: %j', async (message) => {
    const { data, asked } = await ask([new TypeError(message)]);
    expect([data, asked]).toEqual([{ a: 'b' }, 2]);
  });

  test('of 200 with a page is a protocol error, and nothing is asked again', async () => {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    const { error, asked, status } = await ask([{ headers, body: '<!doctype html><p>{"a":"b"}' }]);
    expect([status, error?.code, asked]).toEqual(['error', 'protocol', 1]);
  });

  test('of 200 with a picture is a protocol error', async () => {
    const { error } = await ask([{ headers: { 'content-type': 'image/png' }, body: '{"a":"b"}' }]);
    expect(error?.code).toBe('protocol');
  });

  test('that refuses keeps the words of its body', async () => {
    const { error } = await ask([{ status: 422, body: JSON.stringify({ message: 'Too long.' }) }]);
    expect(error?.message).toBe('Too long.');
    const { error: plain } = await ask([{ status: 400, body: 'No.' }]);
    expect(plain?.message).toBe('No.');
  });

  test('that fails for good says so after 8 more tries', async () => {
    const busy: MockReply = { status: 503, body: '' };
    const { status, error, asked, store } = await ask(Array(20).fill(busy));
    expect([status, error?.code, asked, store.getState().attempt]).toEqual(['error', 'http', 9, 8]);
  });
});

describe('on a run that has begun', () => {
  const begun: MockReply = { headers: { 'partial-stream': 'v1' }, body: whole(log.slice(0, 2)).pieces };

  test.for([404, 410])('%i means that it is gone, and what was shown stays', async (status) => {
    const { store, error, asked } = await ask([begun, { status, body: '' }]);
    expect([store.getState().status, error?.code, asked]).toEqual(['error', 'expired', 2]);
    expect(store.getState().openPath).not.toBeNull();
  });

  test('204 starts it afresh from a snapshot, once', async () => {
    const nothing: MockReply = { status: 204, body: null };
    const { data, stream } = await ask([begun, nothing]);
    expect(data).toEqual({ a: 'b' });
    expect(stream.requests.map(({ url }) => url.replace(/run=[\w-]+/, 'run'))).toEqual([
      '/run',
      '/run?run&after=1-2',
      '/run?run',
    ]);
    const again = await ask([begun, nothing, nothing]);
    expect([again.status, again.error?.code, again.asked]).toEqual(['error', 'expired', 3]);
  });

  test('a page in place of the stream is final', async () => {
    const { error, asked } = await ask([begun, { headers: { 'content-type': 'text/html' }, body: 'x' }]);
    expect([error?.code, asked]).toEqual(['protocol', 2]);
  });
});

describe('the wait before the next try', () => {
  const busy = (headers: Record<string, string>): MockReply => ({ status: 503, headers, body: '' });

  test('doubles, with jitter below it, up to its limit', async () => {
    const { took } = await ask(Array(8).fill(busy({})));
    expect(took).toBe((500 + 1000 + 2000 + 4000 + 8000 + 15_000 * 3) / 2);
  });

  test('is what `retry` says', async () => {
    const { took, asked } = await ask(Array(9).fill(busy({})), {
      retry: { baseMs: 10, maxMs: 40, attempts: 4 },
    });
    expect([took, asked]).toEqual([(10 + 20 + 40 + 40) / 2, 5]);
  });

  test('is at least Retry-After, in seconds or as a date, for that time only', async () => {
    const { took } = await ask([busy({ 'retry-after': '20' }), busy({})]);
    expect(took).toBe(20_000 + 500);
    const date = new Date(Math.floor(Date.now() / 1000) * 1000 + 60_000).toUTCString();
    const dated = await ask([busy({ 'retry-after': date })]);
    expect(dated.took).toBeGreaterThan(58_000);
    expect(dated.took).toBeLessThanOrEqual(60_000);
  });

  test('is at least what the stream has said', async () => {
    const body = ['retry: 7000\n\n', ...whole(log.slice(0, 2)).pieces];
    const { took } = await ask([{ headers: { 'partial-stream': 'v1' }, body }, busy({})]);
    expect(took).toBe(14_000);
  });

  test('is not made longer by a date that is past, or none', async () => {
    for (const value of ['Thu, 01 Jan 1970 00:00:00 GMT', 'soon', '-5', '0']) {
      expect((await ask([busy({ 'retry-after': value })])).took).toBe(250);
    }
  });
});

describe('headers', () => {
  test('are asked for each time, and once more with `refused` after a 401', async () => {
    const asked: boolean[] = [];
    const headers = async ({ refused }: { readonly refused: boolean }) => {
      asked.push(refused);
      return { authorization: refused ? 'new' : 'old' };
    };
    const { data, stream } = await ask(
      [
        { status: 503, body: '' },
        { status: 401, body: '' },
      ],
      { headers },
    );
    expect(data).toEqual({ a: 'b' });
    expect(asked).toEqual([false, false, true]);
    expect(stream.requests.map((request) => request.headers.get('authorization'))).toEqual([
      'old',
      'old',
      'new',
    ]);
  });

  test('that are refused again are an error', async () => {
    const { error, asked } = await ask(Array(5).fill({ status: 403, body: '' }), { headers: () => ({}) });
    expect([error?.code, asked]).toEqual(['auth', 2]);
  });

  test('that cannot be had are tried again like the network', async () => {
    let fails = 2;
    const headers = () => (fails-- > 0 ? Promise.reject(new Error('offline')) : Promise.resolve({}));
    expect((await ask([], { headers })).data).toEqual({ a: 'b' });
  });
});

describe('a POST that is sent again', () => {
  const busy: MockReply = { status: 503, body: '' };

  test('has the body that it had, whatever has become of its input and its clock', async () => {
    const stream = mockEventStream({
      answer: () => ({ headers: { 'partial-stream': 'v1' }, body: whole(log).pieces }),
    });
    for (const reply of [busy, busy]) stream.respond(reply);
    const input = { q: 1 };
    let calls = 0;
    const body = (of: unknown) => ({ of, at: ++calls });
    const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, body });
    const over = store.submit(input);
    input.q = 2;
    await vi.advanceTimersByTimeAsync(10_000);
    await over;
    expect(stream.requests.map((request) => request.body)).toEqual(Array(3).fill('{"of":{"q":1},"at":1}'));
  });

  test('has that of its own run, where one source serves many', async () => {
    const stream = mockEventStream({
      answer: () => ({ headers: { 'partial-stream': 'v1' }, body: whole(log).pieces }),
    });
    for (const reply of [busy, busy, busy]) stream.respond(reply);
    const source = http('/run', { fetch: stream.fetch });
    const stores = [1, 2].map(() => createPartialStore({ schema: Doc, source }));
    const [first, second] = stores;
    const all = [first?.submit('a'), second?.submit('b')];
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all([...all, first?.submit('c')]);
    const sent = stream.requests.map(({ headers, body }) => `${headers.get('idempotency-key')} ${body}`);
    expect(new Set(sent).size).toBe(3);
    expect(stream.requests).toHaveLength(6);
  });
});

describe('the request', () => {
  const sent = async (input: unknown, init: Init = {}) => {
    const server = createLogServer(log);
    const store = createPartialStore({
      schema: Doc,
      url: '/run?x=1',
      fetch: server.fetch,
      throttle: 0,
      ...init,
    });
    await store.submit(input);
    const [request] = server.requests;
    return { request, type: request?.headers.get('content-type'), body: request?.body, store };
  };

  test.for([
    [{ q: 'x' }, '{"q":"x"}'],
    [[1], '[1]'],
    ['text', '"text"'],
    [0, '0'],
    [null, 'null'],
  ] as const)('sends the input %j as JSON', async ([input, body]) => {
    const got = await sent(input);
    expect([got.request?.method, got.body, got.type]).toEqual(['POST', body, 'application/json']);
  });

  test('sends nothing without an input', async () => {
    const got = await sent(undefined);
    expect([got.body, got.type]).toEqual([null, null]);
  });

  test('sends what `body` makes of the input, as JSON or as what fetch takes', async () => {
    const q = (input: { q: string }) => ({ ask: input.q });
    expect((await sent({ q: 'x' }, { body: q })).body).toBe('{"ask":"x"}');
    expect((await sent('x', { body: (input: string) => `{"raw":"${input}"}` })).body).toBe('{"raw":"x"}');
    const form = await sent('x', { body: (input: string) => new URLSearchParams({ q: input }) });
    expect([form.body, form.type]).toEqual(['q=x', null]);
    expect((await sent(new URLSearchParams({ q: 'y' }))).body).toBe('q=y');
  });

  test('has the key of the run, the headers, the credentials and the method that were asked for', async () => {
    const { request, store } = await sent(1, {
      headers: { a: 'b', 'Content-Type': 'text/x' },
      credentials: 'include',
      method: 'PUT',
    });
    expect(request?.headers.get('idempotency-key')).toBe(store.getState().run);
    expect([request?.headers.get('a'), request?.headers.get('content-type')]).toEqual(['b', 'text/x']);
    expect([request?.credentials, request?.method]).toEqual(['include', 'PUT']);
  });

  test('has no body where the method is GET', async () => {
    expect((await sent({ q: 1 }, { method: 'GET' })).body).toBeNull();
  });

  test('finds its URL also when it has a query or is an object', async () => {
    const { store, request } = await sent(1);
    expect(request?.url).toBe('/run?x=1');
    const server = createLogServer(log, (wanted, nth) => (nth ? whole(wanted) : whole(wanted.slice(0, 2))));
    const source = http(new URL('http://localhost/run?x=1'), { fetch: server.fetch });
    const other = createPartialStore({ schema: Doc, source, retry: { baseMs: 0 } });
    const over = other.submit();
    await vi.advanceTimersByTimeAsync(1000);
    await over;
    expect(server.requests[1]?.url).toBe(`http://localhost/run?x=1&run=${other.getState().run}&after=1-2`);
    expect(store.getState().data).toEqual({ a: 'b' });
  });

  test('whose body cannot be made is an error, and nothing is asked', async () => {
    const { request, store } = await sent(1, {
      body: () => {
        throw new Error('no');
      },
    });
    expect([request, store.getState().error?.code]).toEqual([undefined, 'bad-request']);
  });
});
