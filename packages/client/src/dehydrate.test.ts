// From a store on the server to one on the page.
import { mockEventStream, mockFrame } from '@partialkit/testing';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type Dehydrated, dehydrate } from './dehydrate.ts';
import { createLogServer, logOf, whole } from './log-server.test.kit.ts';
import { createPartialStore, type PartialStore } from './store.ts';

const Doc = z.object({ a: z.string(), b: z.array(z.string()) });
const log = logOf(['{"a":"x', 'y","b":["z', '"]}']);

/** What has been sent to the page as JSON. */
const send = (store: PartialStore<typeof Doc>): Dehydrated<typeof Doc> =>
  JSON.parse(JSON.stringify(dehydrate(store)));

const withoutCursor = (store: PartialStore<typeof Doc>) => ({ ...send(store), cursor: undefined });

async function onServer(pieces: typeof log) {
  const server = createLogServer(pieces, (wanted) => whole(wanted, 'open'));
  const store = createPartialStore({ schema: Doc, url: '/run', fetch: server.fetch, throttle: 0 });
  void store.submit();
  await new Promise((resolve) => setTimeout(resolve, 1));
  return store;
}

function onPage(
  hydrate: Dehydrated<typeof Doc>,
  more: { immediate?: boolean; whileSubscribed?: boolean } = {},
) {
  const server = createLogServer(log);
  const options = { schema: Doc, url: '/run', fetch: server.fetch, throttle: 0, hydrate, ...more };
  return { server, store: createPartialStore(options) };
}

describe('a run that is over', () => {
  test('is shown at once, as it was, and nothing is asked', async () => {
    const first = await onServer(log);
    const { store, server } = onPage(send(first), { immediate: true });
    expect(store.getState()).toEqual(first.getState());
    expect(store.getInitialState()).toBe(store.getState());
    expect(store.getState().partial).toBe(store.getState().data);
    expect([store.state('a'), store.state('b.0'), store.state('b')]).toEqual(['done', 'done', 'done']);
    await store.resume();
    expect(server.requests).toEqual([]);
  });

  test('may be followed by another', async () => {
    const { store } = onPage(send(await onServer(log)));
    const { run } = store.getState();
    await store.submit();
    expect(store.getState()).toMatchObject({ status: 'done', data: { a: 'xy', b: ['z'] } });
    expect(store.getState().run).not.toBe(run);
    store.reset();
    expect(store.getState()).toMatchObject({ status: 'idle', partial: undefined, run: undefined });
  });

  test('that failed says why', async () => {
    const { store } = onPage(send(await onServer(logOf(['{"a":1,"b":[]}']))));
    expect([store.getState().status, store.getState().error?.code]).toEqual(['error', 'invalid']);
    expect(store.state('a')).toBe('invalid');
  });
});

describe('a run that has ended otherwise', () => {
  const endings = [
    ['incomplete', logOf(['{"a":"x'], 'length')],
    ['incomplete', logOf(['{"a":"x'], 'filter')],
    ['error', logOf(['{"a":"x'], 'error')],
    ['error', logOf(['{"a":1,"b":[]}'])],
    ['stopped', logOf(['{"a":"x'], 'abort')],
  ] as const;

  test.for(endings)('as %s is not begun again, by immediate or resume', async ([status, entries]) => {
    const first = await onServer(entries);
    const { store, server } = onPage(send(first), { immediate: true });
    await store.resume();
    const { partial, error } = first.getState();
    expect(store.getState()).toMatchObject({ status, partial, error: error && { code: error.code } });
    expect(server.requests).toEqual([]);
  });

  test('costs nothing where a function is the source', async () => {
    for (const text of ['{"a":"x"', '{"a":1,"b":[]}', '{"a":"x","b":[]}']) {
      const first = createPartialStore({ schema: Doc, source: () => [text] });
      await first.submit();
      const source = vi.fn(() => ['{"a":"again","b":[]}']);
      const store = createPartialStore({ schema: Doc, source, hydrate: send(first), immediate: true });
      await store.resume();
      expect(source).not.toHaveBeenCalled();
      expect(store.getState().status).toBe(first.getState().status);
    }
  });

  test('for want of a connection waits for resume', async () => {
    const lost = createLogServer(log.slice(0, 3));
    const options = { schema: Doc, url: '/run', fetch: lost.fetch, retry: { attempts: 0 } };
    const first = createPartialStore(options);
    await first.submit();
    expect(first.getState().error?.code).toBe('cut');
    const { store, server } = onPage(send(first), { immediate: true });
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect([store.getState().status, server.requests.length]).toEqual(['error', 0]);
    await store.resume();
    expect(store.getState().data).toEqual({ a: 'xy', b: ['z'] });
  });
});

describe('a run that goes on', () => {
  test('is shown as it was, and gone on with by resume, without ever showing less', async () => {
    const first = await onServer(log.slice(0, 3));
    const { store, server } = onPage(send(first));
    expect(store.getState()).toEqual(first.getState());
    expect([store.state('a'), store.state('b'), store.state('b.0')]).toEqual([
      'done',
      'streaming',
      'streaming',
    ]);
    const shown: string[] = [];
    store.subscribe(
      ({ partial }) => partial,
      (partial) => shown.push(JSON.stringify(partial)),
    );
    await store.resume();
    expect(store.getState().data).toEqual({ a: 'xy', b: ['z'] });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /run?run=${first.getState().run}`,
    ]);
    expect(shown.filter((text) => !text.includes('"b"'))).toEqual([]);
    first.reset();
  });

  test('is gone on with at once where the store is immediate, or with its first subscriber', async () => {
    const first = await onServer(log.slice(0, 3));
    const sent = send(first);
    for (const whileSubscribed of [false, true]) {
      const { store, server } = onPage(sent, { immediate: true, whileSubscribed });
      const stop = store.subscribe(() => {});
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
      expect(store.getState().data).toEqual({ a: 'xy', b: ['z'] });
      stop();
    }
    first.reset();
  });
});

describe('a run that nobody can ask for again', () => {
  test('stays as it was shown where a function is the source: only resume calls that', async () => {
    const first = createPartialStore({
      schema: Doc,
      source: async function* () {
        yield '{"a":"x"';
        await new Promise(() => {});
      },
      throttle: 0,
    });
    void first.submit();
    await new Promise((resolve) => setTimeout(resolve, 1));
    const sent = send(first);
    expect(sent).toMatchObject({ status: 'streaming', partial: { a: 'x' } });
    for (const whileSubscribed of [false, true]) {
      const source = vi.fn(() => ['{"a":"again","b":[]}']);
      const options = { schema: Doc, source, hydrate: sent, immediate: true, whileSubscribed };
      const store = createPartialStore(options);
      const stop = store.subscribe(() => {});
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(source).not.toHaveBeenCalled();
      expect(store.getState()).toMatchObject({ status: 'streaming', partial: { a: 'x' } });
      await store.resume();
      expect([source.mock.calls.length, store.getState().data]).toEqual([1, { a: 'again', b: [] }]);
      stop();
    }
    first.reset();
  });

  test('ends as incomplete where its answer has no ids and is cut', async () => {
    const first = await onServer(log.slice(0, 3));
    const stream = mockEventStream();
    for (let i = 0; i < 3; i++) {
      stream.respond({ headers: { 'content-type': 'application/json' }, body: ['{"a":"xy","b":["'] });
    }
    const options = { schema: Doc, url: '/run', fetch: stream.fetch, retry: { baseMs: 0 } };
    const store = createPartialStore({ ...options, hydrate: withoutCursor(first) });
    await store.resume();
    expect([store.getState().status, store.getState().error?.code]).toEqual(['incomplete', 'incomplete']);
    const sse = mockEventStream();
    for (let i = 0; i < 3; i++) sse.respond({ body: ['data: "{\\"a\\":\\"x"\n\n'] });
    const other = createPartialStore({ ...options, fetch: sse.fetch, hydrate: withoutCursor(first) });
    await other.resume();
    expect([other.getState().status, other.getState().error?.code]).toEqual(['incomplete', 'cut']);
    expect([stream.requests.length, sse.requests.length]).toEqual([1, 1]);
    first.reset();
  });
});

describe('a run that has been asked for and not answered', () => {
  test('has nothing of `initial` done, here as there', async () => {
    const options = { schema: Doc, initial: { a: 'draft' }, throttle: 0 };
    const waiting = () => new Promise<never>(() => {});
    const first = createPartialStore({ ...options, source: waiting });
    void first.submit();
    const sent = send(first);
    expect([sent.status, sent.partial, first.state('a')]).toEqual(['connecting', { a: 'draft' }, 'pending']);
    const stream = mockEventStream({ answer: () => ({ headers: { 'partial-stream': 'v1' } }) });
    const store = createPartialStore({ ...options, url: '/run', fetch: stream.fetch, hydrate: sent });
    const states = [store.state('a')];
    store.subscribe((state) => states.push(store.state('a', state)));
    const over = store.resume();
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(stream.requests.map(({ method }) => method)).toEqual(['GET']);
    stream.send(...log.slice(0, 2).map((message) => mockFrame(message)));
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect([states.at(-1), new Set(states.slice(0, -1))]).toEqual(['streaming', new Set(['pending'])]);
    expect(store.state('a', store.getInitialState())).toBe('pending');
    store.reset();
    await over;
  });
});

test('a store that has done nothing hydrates to one that has done nothing', async () => {
  const first = createPartialStore({ schema: Doc, url: '/run', initial: { a: 'draft' } });
  const { store } = onPage(send(first));
  expect(store.getState().status).toBe('idle');
  expect(store.state('a')).toBe('pending');
});
