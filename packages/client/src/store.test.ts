// What a store shows and tells: the least that has changed, and nothing twice.
import { chunksOf, mockEventStream } from '@partialkit/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createLogServer, type Entry, logOf, whole } from './log-server.test.kit.ts';
import type { PartialStoreOptions } from './options.ts';
import { createPartialStore } from './store.ts';

const Doc = z.object({
  title: z.string(),
  items: z.array(z.object({ name: z.string(), n: z.number().max(10) })),
});
const value = { title: 'List', items: Array.from({ length: 4 }, (_, n) => ({ name: `item ${n}`, n })) };
const log = logOf(chunksOf(JSON.stringify(value), 4));

type Init = Partial<Extract<PartialStoreOptions<typeof Doc>, { url: unknown }>>;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

/** A server whose run is not over where its log has no end. */
function make(init: Init = {}, entries: readonly Entry[] = log) {
  const server = createLogServer(entries, (wanted) => whole(wanted, 'open'));
  const store = createPartialStore({ schema: Doc, url: '/run', fetch: server.fetch, throttle: 0, ...init });
  return { server, store };
}

describe('the state', () => {
  test('has all its keys from the beginning', () => {
    expect(make().store.getState()).toStrictEqual({
      status: 'idle',
      partial: undefined,
      data: undefined,
      error: undefined,
      issues: [],
      openPath: null,
      meta: undefined,
      run: undefined,
      attempt: 0,
      stale: false,
    });
  });

  test('is another object only where a field has changed, and what has not changed keeps its identity', async () => {
    const { store } = make();
    let last = store.getState();
    store.subscribe((state, previous) => {
      expect(previous).toBe(last);
      expect(Object.entries(state).some(([key, field]) => field !== last[key as keyof typeof last])).toBe(
        true,
      );
      for (const [i, item] of (last.partial?.items ?? []).entries()) {
        const next = state.partial?.items?.[i];
        if (JSON.stringify(next) === JSON.stringify(item)) expect(next).toBe(item);
      }
      if (JSON.stringify(state.openPath) === JSON.stringify(last.openPath))
        expect(state.openPath).toBe(last.openPath);
      expect(state.issues).toBe(last.issues);
      last = state;
    });
    await store.submit();
    expect(store.getState().partial).toBe(store.getState().data);
  });

  test('begins with `initial`, which is shown until the first value has come', async () => {
    const { store } = make({ initial: { title: 'Draft' } });
    const titles: unknown[] = [];
    store.subscribe(({ partial }) => titles.push(partial?.title));
    expect(store.getState().partial).toEqual({ title: 'Draft' });
    await store.submit();
    expect(titles.slice(0, 2)).toEqual(['Draft', 'Draft']);
    expect(titles.at(-1)).toBe('List');
    store.reset();
    expect(store.getState()).toBe(store.getInitialState());
  });

  test('holds the last meta message and the run', async () => {
    const entries: Entry[] = [...log.slice(0, 2), { id: '1-3', type: 'meta', value: { tokens: 7 } }];
    const { store, server } = make({}, entries);
    void store.submit();
    await settle();
    expect(store.getState().meta).toEqual({ tokens: 7 });
    expect(server.requests[0]?.headers.get('idempotency-key')).toBe(store.getState().run);
    store.reset();
  });
});

describe('subscribe', () => {
  test('with a selector hears only of its part', async () => {
    const { store } = make();
    const titles: unknown[] = [];
    const firsts: unknown[] = [];
    store.subscribe(
      ({ partial }) => partial?.title,
      (title, previous) => titles.push([previous, title]),
    );
    store.subscribe(
      ({ partial }) => partial?.items?.[0],
      (item) => firsts.push(item),
    );
    await store.submit();
    expect(titles.length).toBeLessThanOrEqual(4);
    expect(titles.at(-1)).toEqual([expect.any(String), 'List']);
    expect(firsts.at(-1)).toEqual(value.items[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  test('compares as it is told, may tell at once, and stops when told', async () => {
    const { store } = make();
    const heard: unknown[] = [];
    const stop = store.subscribe(
      ({ status }) => [status],
      ([status]) => heard.push(status),
      { equalityFn: ([a], [b]) => a === b, fireImmediately: true },
    );
    expect(heard).toEqual(['idle']);
    await store.submit();
    expect(heard).toEqual(['idle', 'connecting', 'streaming', 'done']);
    stop();
    store.reset();
    expect(heard).toHaveLength(4);
  });
});

describe('what is told', () => {
  test('onPartial, onMeta, onElement and onFinish hear each thing once, in order', async () => {
    const entries = [
      ...log.slice(0, -1),
      { id: `1-${log.length}`, type: 'meta', value: 1 },
      { id: `1-${log.length + 1}`, type: 'end', reason: 'stop' },
    ];
    const heard: string[] = [];
    const partials: unknown[] = [];
    const { store } = make(
      {
        onPartial: (partial) => partials.push(partial),
        onMeta: (meta) => heard.push(`meta ${meta}`),
        onElement: { items: ({ index, value: item }) => heard.push(`${index} ${item.name}`) },
        onFinish: ({ title }) => heard.push(`finish ${title}`),
        onError: () => heard.push('error'),
      },
      entries as Entry[],
    );
    await store.submit();
    expect(heard).toEqual([...value.items.map(({ name, n }) => `${n} ${name}`), 'meta 1', 'finish List']);
    expect(new Set(partials).size).toBe(partials.length);
    expect(partials.at(-1)).toEqual(value);
  });

  test('onError hears why there is no result, and nobody hears of a stop', async () => {
    const onError = vi.fn();
    const onFinish = vi.fn();
    const refused = make({ onError, onFinish }, logOf(['{"title":1,"items":[]}']));
    await refused.store.submit();
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['invalid']);
    expect(onError.mock.calls[0]?.[0]).toBe(refused.store.getState().error);
    const cut = make({ onError, onFinish }, logOf(['{"title":"x'], 'length'));
    await cut.store.submit();
    expect(cut.store.getState().status).toBe('incomplete');
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['invalid', 'incomplete']);
    const stopped = make({ onError, onFinish }, log.slice(0, 3));
    void stopped.store.submit();
    await stopped.store.stop();
    await settle();
    expect([onError.mock.calls.length, onFinish.mock.calls.length]).toEqual([2, 0]);
  });

  test('what a listener throws stops nothing, and is not swallowed', async () => {
    const uncaught = vi.fn();
    process.on('uncaughtException', uncaught);
    const fail = () => {
      throw new Error('mine');
    };
    const { store } = make({ onFinish: fail, onPartial: fail, onMeta: fail, onElement: { items: fail } });
    const heard: string[] = [];
    store.subscribe(fail);
    store.subscribe((state) => state.status, fail);
    store.subscribe(({ status }) => heard.push(status));
    await store.submit();
    expect([heard[0], heard.at(-1)]).toEqual(['connecting', 'done']);
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve));
    process.off('uncaughtException', uncaught);
    expect(store.getState().data).toEqual(value);
    expect(uncaught.mock.calls.every(([error]) => (error as Error).message === 'mine')).toBe(true);
    expect(uncaught.mock.calls.length).toBeGreaterThan(3);
  });

  test('options that are a function are asked anew', async () => {
    const heard: string[] = [];
    let name = 'first';
    const server = createLogServer(log);
    const store = createPartialStore(() => {
      const by = name;
      return {
        schema: Doc,
        url: `/${by}`,
        fetch: server.fetch,
        onFinish: () => heard.push(by),
        body: () => by,
      };
    });
    const over = store.submit();
    name = 'second';
    await vi.advanceTimersByTimeAsync(100);
    await over;
    await store.submit();
    expect(heard).toEqual(['second', 'second']);
    expect(server.requests.map(({ url }) => url)).toEqual(['/first', '/second']);
  });
});

describe('a document that the schema refuses', () => {
  test('is shown without what is refused, and ends as an error', async () => {
    const { store } = make({}, logOf(['{"title":"x","items":[{"name":"a","n":11}', ',{"name":"b","n":1}]}']));
    await store.submit();
    const { status, error, data, issues } = store.getState();
    expect([status, error?.code, data, issues.map(({ path }) => path)]).toEqual([
      'error',
      'invalid',
      undefined,
      [['items', 0, 'n']],
    ]);
  });

  test('is stopped on the server where the first issue ends it, or where it is no JSON', async () => {
    const stopping = make({ onInvalid: 'abort' }, logOf(['{"title":1', ',"items":[]}']).slice(0, 2));
    await stopping.store.submit();
    expect(stopping.store.getState().error?.code).toBe('invalid');
    expect(stopping.server.stopped).toEqual([stopping.store.getState().run]);
    const broken = make({}, logOf(['{"title":"x",!', '}']).slice(0, 2));
    await broken.store.submit();
    expect(broken.store.getState()).toMatchObject({ status: 'error', partial: { title: 'x' } });
    expect([broken.server.stopped.length, broken.server.open]).toEqual([1, 0]);
  });

  test('may be refused by an asynchronous check, which is waited for', async () => {
    const Async = z.object({ a: z.string().refine(async (a) => a === 'b') });
    for (const a of ['b', 'c']) {
      const { fetch } = createLogServer(logOf([`{"a":"${a}"}`]));
      const store = createPartialStore({ schema: Async, url: '/run', fetch, throttle: 0 });
      await store.submit();
      expect(store.getState().status).toBe(a === 'b' ? 'done' : 'error');
    }
  });
});

test('a run that is left while an asynchronous check goes on is judged when it is gone on with', async () => {
  const Async = z.object({
    a: z.string().refine(() => new Promise<boolean>((resolve) => setTimeout(resolve, 50, true))),
  });
  const { fetch, requests } = createLogServer(logOf(['{"a":"b"}']));
  const store = createPartialStore({ schema: Async, url: '/run', fetch, throttle: 0 });
  const over = store.submit();
  await settle();
  store.disconnect();
  await vi.advanceTimersByTimeAsync(100);
  await over;
  expect(store.getState()).toMatchObject({ status: 'idle', data: undefined });
  const shown: unknown[] = [];
  store.subscribe(({ status, data }) => shown.push([status, data]));
  const resumed = store.resume();
  await vi.advanceTimersByTimeAsync(100);
  await resumed;
  expect([shown, requests.length]).toEqual([
    [
      ['reconnecting', undefined],
      ['done', { a: 'b' }],
    ],
    1,
  ]);
});

describe('state', () => {
  test('says how far a place is, as it is shown', async () => {
    const { store } = make({ throttle: 100 }, log.slice(0, -8));
    expect(store.state('title')).toBe('pending');
    void store.submit();
    await settle();
    // All of it has been read, and nothing of it is shown.
    expect([store.getState().partial, store.state('title', store.getInitialState())]).toEqual([
      undefined,
      'pending',
    ]);
    await vi.advanceTimersByTimeAsync(100);
    expect([
      store.state('title'),
      store.state('items'),
      store.state('items.0.n'),
      store.state(['items', 9]),
    ]).toEqual(['done', 'streaming', 'done', 'pending']);
    store.reset();
    expect(store.state('title')).toBe('pending');
  });

  test('is pending where only `initial` is there, before and after a run has begun', async () => {
    const { store } = make({ initial: { title: 'Draft' } }, log.slice(0, 1));
    expect(store.state('title')).toBe('pending');
    void store.submit();
    await settle();
    expect([store.getState().partial, store.state('title')]).toEqual([{ title: 'Draft' }, 'pending']);
    store.reset();
  });

  test('of a place that was asked for does not run ahead of what is shown', async () => {
    const stream = mockEventStream();
    const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, throttle: 100 });
    const seen: string[] = [];
    store.subscribe(
      () => store.state('title'),
      () => seen.push(store.state('title')),
    );
    void store.submit();
    stream.send(...whole(logOf(['{"title":"Li', 'st","items":[']).slice(0, 2)).pieces);
    await vi.advanceTimersByTimeAsync(100);
    expect(store.state('title')).toBe('streaming');
    stream.send(...whole(logOf(['{"title":"Li', 'st","items":[']).slice(2, 3)).pieces);
    await settle();
    expect(store.state('title')).toBe('streaming');
    await vi.advanceTimersByTimeAsync(100);
    expect([store.state('title'), seen]).toEqual(['done', ['streaming', 'done']]);
    store.reset();
  });
});

describe('immediate', () => {
  test('starts as soon as the store is made, with its input', async () => {
    const { server, store } = make({ immediate: true, input: { q: 1 } });
    expect([store.getState().status, store.getInitialState().status]).toEqual(['connecting', 'idle']);
    await settle();
    expect(server.requests.map(({ body }) => body)).toEqual(['{"q":1}']);
  });
});

describe('while somebody subscribes', () => {
  const listen = () => {};

  test('immediate waits for the first, and for no other', async () => {
    const { server, store } = make({ immediate: true, whileSubscribed: true });
    await settle();
    expect(server.requests).toEqual([]);
    store.subscribe(listen);
    store.subscribe(listen);
    await settle();
    expect(server.requests).toHaveLength(1);
  });

  test('the run is left behind the last, and gone on with for the next', async () => {
    const { server, store } = make({ immediate: true, whileSubscribed: true }, log.slice(0, -1));
    const stops = [store.subscribe(listen), store.subscribe(listen)];
    await settle();
    for (const stop of stops) {
      stop();
      stop();
    }
    await settle();
    expect(store.getState().status).toBe('idle');
    const stop = store.subscribe(listen);
    await settle();
    expect([store.getState().status, server.requests[1]?.method]).toEqual(['streaming', 'GET']);
    stop();
    await settle();
    expect(server.stopped).toEqual([]);
  });

  test('one that leaves and comes back at once keeps the connection', async () => {
    const { server, store } = make({ immediate: true, whileSubscribed: true }, log.slice(0, -1));
    store.subscribe(listen)();
    const stop = store.subscribe(listen);
    await settle();
    expect([server.requests.length, server.open, store.getState().status]).toEqual([1, 1, 'streaming']);
    stop();
    await settle();
    expect(server.open).toBe(0);
  });

  test('a run that the reader has left stays left', async () => {
    const { server, store } = make({ immediate: true, whileSubscribed: true }, log.slice(0, -1));
    const stop = store.subscribe(listen);
    await settle();
    store.disconnect();
    stop();
    await settle();
    store.subscribe(listen)();
    await settle();
    expect([server.requests.length, store.getState().status]).toEqual([1, 'idle']);
  });
});
