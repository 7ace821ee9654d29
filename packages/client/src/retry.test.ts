// Waiting: woken when the network or the reader is back, and when a connection has fallen silent.
import { type MockReply, mockEventStream } from '@partialkit/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { logOf, whole } from './log-server.test.kit.ts';
import { delayOf } from './retry.ts';
import { createPartialStore } from './store.ts';

const Doc = z.object({ a: z.string() });
const log = logOf(['{"a":', '"b"}']);
const headers = { 'partial-stream': 'v1' };
const begun: MockReply = { headers, body: whole(log.slice(0, 2)).pieces };
const rest: MockReply = { headers, body: whole(log.slice(2)).pieces };
const lost = new TypeError('fetch failed');

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The parts of a page that have to do with waiting. */
function stubPage({ hidden = false, onLine = true } = {}) {
  const page = new EventTarget();
  const listeners = new Set<unknown>();
  const document = { hidden };
  const navigator = { onLine };
  vi.stubGlobal('addEventListener', (name: string, listener: EventListener) => {
    listeners.add(listener);
    page.addEventListener(name, listener);
  });
  vi.stubGlobal('removeEventListener', (name: string, listener: EventListener) => {
    listeners.delete(listener);
    page.removeEventListener(name, listener);
  });
  vi.stubGlobal('document', document);
  vi.stubGlobal('navigator', navigator);
  return { listeners, document, navigator, tell: (name: string) => page.dispatchEvent(new Event(name)) };
}

function start(replies: readonly MockReply[], more: { retry?: { attempts: number } } = {}) {
  const stream = mockEventStream({ answer: () => ({ headers }) });
  for (const reply of replies) stream.respond(reply);
  const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, throttle: 0, ...more });
  return { stream, store, over: store.submit() };
}

/** Lets everything happen that needs no time. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a store that waits', () => {
  test.for(['online', 'pageshow', 'visibilitychange'])('tries at once on %s', async (name) => {
    const page = stubPage();
    const { store, over } = start([begun, lost, rest]);
    await settle();
    expect([store.getState().status, store.getState().attempt]).toEqual(['reconnecting', 1]);
    page.tell(name);
    await settle();
    expect(store.getState().attempt).toBe(2);
    page.tell(name);
    await over;
    expect(store.getState().data).toEqual({ a: 'b' });
    expect(page.listeners.size).toBe(0);
  });

  test('does not take being hidden for being seen', async () => {
    const page = stubPage({ hidden: true });
    const { stream } = start([begun, rest]);
    await settle();
    page.tell('visibilitychange');
    await settle();
    expect(stream.requests).toHaveLength(1);
    page.tell('online');
    await settle();
    expect(stream.requests).toHaveLength(2);
  });

  test('waits for the network where there is none, and loses no try by it', async () => {
    const page = stubPage({ onLine: false });
    const { stream, store, over } = start([begun, rest], { retry: { attempts: 1 } });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([stream.requests.length, store.getState().status]).toEqual([1, 'reconnecting']);
    page.tell('online');
    await over;
    expect(store.getState().status).toBe('done');
  });

  test.for(['visibilitychange', 'pageshow'])('loses no try by %s where there is no network', async (name) => {
    const page = stubPage({ onLine: false });
    const { stream, store, over } = start([begun, rest], { retry: { attempts: 1 } });
    await settle();
    for (let i = 0; i < 5; i++) {
      page.tell(name);
      await settle();
    }
    expect([stream.requests.length, store.getState().attempt]).toEqual([1, 1]);
    page.navigator.onLine = true;
    page.tell(name);
    await over;
    expect(store.getState().status).toBe('done');
  });

  test.for(['stop', 'disconnect', 'reset'] as const)(
    'leaves no timer and no listener behind after %s',
    async (verb) => {
      const page = stubPage();
      const { store, over } = start([begun, lost]);
      await settle();
      expect(vi.getTimerCount()).toBe(1);
      void store[verb]();
      await over;
      await settle();
      expect([vi.getTimerCount(), page.listeners.size]).toEqual([0, 0]);
    },
  );
});

describe('a connection that falls silent', () => {
  test('is given up after 2.5 heartbeats, and gone on with', async () => {
    const { stream, store } = start([]);
    stream.send(...whole(log.slice(0, 2)).pieces);
    await vi.advanceTimersByTimeAsync(37_400);
    expect([stream.requests.length, stream.open.length]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(700);
    expect([stream.requests.length, stream.open.length]).toEqual([2, 1]);
    expect(stream.requests[1]?.url).toContain('after=1-2');
    expect(store.getState().attempt).toBe(1);
  });

  test('lives as long as there are heartbeats', async () => {
    const { stream } = start([]);
    stream.send(...whole(log.slice(0, 2)).pieces);
    for (let i = 0; i < 100; i++) {
      await vi.advanceTimersByTimeAsync(15_000);
      stream.send(': hb\n\n');
    }
    expect(stream.requests).toHaveLength(1);
  });

  test('may do so where the server keeps no log', async () => {
    const stream = mockEventStream();
    const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, throttle: 0 });
    const over = store.submit();
    stream.send('data: {"a":"b"}\n\n');
    await vi.advanceTimersByTimeAsync(3_600_000);
    stream.close();
    await over;
    expect([stream.requests.length, store.getState().status]).toEqual([1, 'done']);
  });

  test('before its headers is given up too, where the run has begun', async () => {
    const { stream } = start([begun, new Promise(() => {})]);
    await vi.advanceTimersByTimeAsync(500);
    expect(stream.requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(37_500 + 1000);
    expect(stream.requests).toHaveLength(3);
  });
});

test('the first answer is waited for as long as it takes, since nobody knows yet whose it is', async () => {
  const { stream, store } = start([new Promise(() => {})]);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect([stream.requests.length, store.getState().status]).toEqual([1, 'connecting']);
  store.reset();
});

describe('the tries', () => {
  const busy: MockReply = { status: 503, body: '' };

  test.for([
    ['keeps a log', begun],
    ['knows no ids', { body: ['data: {"a":"x"}\n\n'] }],
  ] as const)('are none while all is well, where the server %s', async ([, reply]) => {
    const stream = mockEventStream();
    stream.respond(busy);
    const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, throttle: 0 });
    const over = store.submit();
    await settle();
    expect(store.getState().attempt).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    stream.send(...(reply.body as string[]));
    await settle();
    expect(store.getState()).toMatchObject({ status: 'streaming', attempt: 0 });
    store.reset();
    await over;
  });

  test('are bounded where nothing but what has no id ever comes', async () => {
    const meta: MockReply = { headers, body: ['event: meta\ndata: 1\n\n'] };
    const { stream, store, over } = start(Array<MockReply>(20).fill(meta));
    await vi.advanceTimersByTimeAsync(600_000);
    await over;
    expect([store.getState().status, stream.requests.length]).toEqual(['error', 9]);
  });

  test('are counted anew only when the stream has come further than ever', async () => {
    const replay: MockReply = { headers, body: whole(log.slice(0, 2)).pieces };
    const { stream, store, over } = start([begun, ...Array<MockReply>(20).fill(replay)]);
    await vi.advanceTimersByTimeAsync(600_000);
    await over;
    expect([store.getState().status, stream.requests.length]).toEqual(['error', 9]);
    expect(store.getState().error?.code).toBe('cut');
  });

  test('of a run that was given up begin anew with resume', async () => {
    const { store, over } = start([begun, ...Array<MockReply>(8).fill(lost), rest]);
    await vi.advanceTimersByTimeAsync(600_000);
    await over;
    expect(store.getState().status).toBe('error');
    const resumed = store.resume();
    expect([store.getState().status, store.getState().error]).toEqual(['reconnecting', undefined]);
    await resumed;
    expect(store.getState().data).toEqual({ a: 'b' });
  });
});

test('a delay is never below the floor, and its jitter is full', () => {
  expect(delayOf(1, {}, 0)).toBe(500);
  expect(delayOf(20, {}, 0)).toBe(15_000);
  expect(delayOf(1, {}, 800)).toBe(800);
  vi.mocked(Math.random).mockReturnValue(0);
  expect(delayOf(5, {}, 0)).toBe(0);
});
