// The verbs, said at every point of a run: a run that was left never writes again.
import { type MockConnection, mockEventStream } from '@partialkit/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { http } from './http.ts';
import { logOf } from './log-server.test.kit.ts';
import { createPartialStore, type PartialStore } from './store.ts';

const Doc = z.object({ a: z.string() });
const log = logOf(['{"a":', '"b', 'c"}']);
const headers = { 'partial-stream': 'v1' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

/** A run that has come to a point: 0 is before the headers, n is after n messages. */
async function runTo(point: number, concurrency: 'replace' | 'queue' | 'ignore' = 'replace') {
  let answer = (): void => {};
  const held = new Promise<{ headers: typeof headers }>((resolve) => {
    answer = () => resolve({ headers });
  });
  const stream = mockEventStream({ answer: ({ method }) => (method === 'DELETE' ? undefined : { headers }) });
  stream.respond(held);
  const store = createPartialStore({
    schema: Doc,
    url: '/run',
    fetch: stream.fetch,
    throttle: 0,
    concurrency,
  });
  const over = store.submit('first');
  await settle();
  let connection: MockConnection | undefined;
  if (point > 0) {
    answer();
    await settle();
    connection = stream.connections[0];
    connection?.send(...log.slice(0, point - 1));
    await settle();
  }
  /** What the run would still do. */
  const goOn = async () => {
    answer();
    await settle();
    connection ??= stream.connections[0];
    connection?.send(...log.slice(Math.max(point - 1, 0)));
    await settle();
  };
  const deletes = () => stream.requests.filter(({ method }) => method === 'DELETE').map(({ url }) => url);
  return { stream, store, over, goOn, deletes };
}

function history(store: PartialStore<typeof Doc>): unknown[] {
  const states: unknown[] = [];
  store.subscribe((state) => states.push(state));
  return states;
}

const points = [0, 1, 2, 3, 4];

describe.for(points)('at point %i', (point) => {
  test('stop ends the run here and on the server, and keeps what was shown', async () => {
    const { store, over, goOn, deletes, stream } = await runTo(point);
    const before = store.getState();
    const stopped = store.stop();
    expect(store.getState()).toEqual({ ...before, status: 'stopped' });
    const states = history(store);
    await stopped;
    await over;
    await goOn();
    expect([states, deletes(), stream.open]).toEqual([[], [`/run?run=${before.run}`], []]);
  });

  test('disconnect leaves the run going, and resume goes on with it', async () => {
    const { store, over, goOn, deletes, stream } = await runTo(point);
    const before = store.getState();
    store.disconnect();
    expect(store.getState()).toEqual({ ...before, status: 'idle' });
    const states = history(store);
    await over;
    await goOn();
    expect([states, deletes(), stream.open]).toEqual([[], [], []]);
    const resumed = store.resume();
    await settle();
    const { method, url } = stream.requests.at(-1) ?? {};
    if (point < 2)
      expect([method, stream.requests.at(-1)?.headers.get('idempotency-key')]).toEqual(['POST', before.run]);
    else expect([method, url]).toEqual(['GET', `/run?run=${before.run}&after=1-${point - 1}`]);
    stream.send(...log.slice(Math.max(point - 1, 0)));
    await resumed;
    expect(store.getState()).toMatchObject({ status: 'done', data: { a: 'bc' }, run: before.run });
  });

  test('reset leaves the run and clears the store', async () => {
    const { store, over, goOn, deletes, stream } = await runTo(point);
    store.reset();
    expect(store.getState()).toEqual(store.getInitialState());
    const states = history(store);
    await over;
    await goOn();
    await store.resume();
    expect([states, deletes(), stream.open]).toEqual([[], [], []]);
  });

  test('another submit replaces the run and stops it on the server', async () => {
    const { store, over, goOn, deletes, stream } = await runTo(point);
    const { run } = store.getState();
    const second = store.submit('second');
    expect(store.getState()).toMatchObject({ status: 'connecting', partial: undefined });
    expect(store.getState().run).not.toBe(run);
    await over;
    await settle();
    const [first, latest] = [stream.connections[0], stream.open.at(-1)];
    if (point > 0) expect(first).not.toBe(latest);
    latest?.send(...logOf(['{"a":"second"}']));
    await second;
    await goOn();
    expect(store.getState()).toMatchObject({ status: 'done', data: { a: 'second' } });
    expect(deletes()).toEqual([`/run?run=${run}`]);
  });

  test('another submit waits behind the run in a queue', async () => {
    const { store, over, goOn, stream } = await runTo(point, 'queue');
    const seconds = [store.submit('second'), store.submit('third')];
    await goOn();
    await over;
    for (const [i, second] of seconds.entries()) {
      await settle();
      expect(stream.requests.at(-1)?.body).toBe(i ? '"third"' : '"second"');
      stream.open.at(-1)?.send(...logOf([`{"a":"${i}"}`]));
      await second;
      expect(store.getState().data).toEqual({ a: `${i}` });
    }
    expect(stream.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
  });

  test('another submit is ignored where that is wanted', async () => {
    const { store, over, goOn, stream } = await runTo(point, 'ignore');
    await store.submit('second');
    await goOn();
    await over;
    expect([store.getState().data, stream.requests.length]).toEqual([{ a: 'bc' }, 1]);
  });

  test.for(['stop', 'disconnect', 'reset'] as const)('%s sends those away that wait', async (verb) => {
    const { store, stream } = await runTo(point, 'queue');
    const second = store.submit('second');
    void store[verb]();
    await second;
    await settle();
    expect(stream.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

describe('after the end', () => {
  test('stop, disconnect and resume change nothing and ask nothing', async () => {
    const { store, over, goOn, stream } = await runTo(1);
    await goOn();
    await over;
    const states = history(store);
    await store.stop();
    store.disconnect();
    await store.resume();
    expect([states, stream.requests.length]).toEqual([[], 1]);
  });

  test('submit starts another run, in the same store', async () => {
    const { store, over, goOn, stream, deletes } = await runTo(1);
    await goOn();
    await over;
    const second = store.submit('second');
    expect(store.getState()).toMatchObject({ status: 'connecting', data: undefined, partial: undefined });
    await settle();
    stream.open.at(-1)?.send(...logOf(['{"a":"x"}']));
    await second;
    expect([store.getState().data, deletes()]).toEqual([{ a: 'x' }, []]);
  });
});

describe('stop', () => {
  test('of a run that was left ends it all the same', async () => {
    const { store, deletes } = await runTo(3);
    store.disconnect();
    await store.stop();
    expect([store.getState().status, deletes().length]).toEqual(['stopped', 1]);
  });

  test('before the headers tells the server again where it does not know the run yet', async () => {
    const stream = mockEventStream();
    stream.respond(new Promise(() => {}));
    const statuses = [404, 404, 204];
    const fetch: typeof globalThis.fetch = async (url, init) => {
      const response = await stream.fetch(url, init);
      return init?.method === 'DELETE' ? new Response(null, { status: statuses.shift() ?? 500 }) : response;
    };
    const store = createPartialStore({ schema: Doc, url: '/run', fetch });
    const over = store.submit();
    const stopped = store.stop();
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;
    await over;
    expect(statuses).toEqual([]);
  });

  test('resolves also where the server cannot be told', async () => {
    const stream = mockEventStream({
      answer: ({ method }) => (method === 'DELETE' ? new TypeError('x') : undefined),
    });
    const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch });
    void store.submit();
    await settle();
    const stopped = store.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopped;
    expect(store.getState().status).toBe('stopped');
    expect(stream.requests.length).toBeLessThan(6);
  });

  test('said again waits for the same word of the server', async () => {
    let answer = (): void => {};
    const word = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { fetch } = mockEventStream();
    const stop = vi.fn(() => word);
    const store = createPartialStore({ schema: Doc, source: { ...http('/run', { fetch }), stop } });
    void store.submit();
    const told: number[] = [];
    void store.stop().then(() => told.push(1));
    void store.stop().then(() => told.push(2));
    await settle();
    expect(told).toEqual([]);
    answer();
    await settle();
    expect([told, stop.mock.calls.length]).toEqual([[1, 2], 1]);
  });

  test.for(['stop', 'disconnect', 'reset'] as const)(
    'before a function was called leaves it uncalled: %s',
    async (verb) => {
      const source = vi.fn(() => ['{"a":"b"}']);
      const store = createPartialStore({ schema: Doc, source });
      const over = store.submit();
      void store[verb]();
      await over;
      await settle();
      expect(source).not.toHaveBeenCalled();
    },
  );

  test('by another reader is not an error', async () => {
    const { store, over, stream } = await runTo(3);
    stream.send({ id: '1-3', type: 'end', reason: 'abort' });
    await over;
    expect(store.getState()).toMatchObject({ status: 'stopped', error: undefined, partial: {} });
  });
});

describe.for(['stop', 'disconnect'] as const)('%s of a run that is tried again', (verb) => {
  const begin = async (...said: string[]) => {
    const { stream, store } = await runTo(3);
    stream.send(...said);
    stream.fail();
    await settle();
    return { stream, store };
  };

  test('leaves nothing that says so', async () => {
    const { store } = await begin();
    expect(store.getState()).toMatchObject({ status: 'reconnecting', attempt: 1 });
    void store[verb]();
    expect(store.getState()).toMatchObject({ attempt: 0, stale: false });
  });

  test('does so too where what is shown is stale, which it is again when it is gone on with', async () => {
    const { stream, store } = await begin('id: 1-3\ndata: nonsense\n\n');
    expect(store.getState()).toMatchObject({ status: 'reconnecting', stale: true });
    void store[verb]();
    expect(store.getState()).toMatchObject({ attempt: 0, stale: false });
    void store.resume();
    await settle();
    expect(store.getState().stale).toBe(verb === 'disconnect');
    stream.open.at(-1)?.send(...log);
    await settle();
    expect(store.getState()).toMatchObject({ status: verb === 'stop' ? 'stopped' : 'done', stale: false });
  });
});

describe('a run whose messages have no ids', () => {
  async function begin() {
    const stream = mockEventStream();
    const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, throttle: 0 });
    const over = store.submit();
    await settle();
    stream.send('data: "{\\"a\\":\\"x"\n\n');
    await settle();
    expect(store.getState().partial).toEqual({ a: 'x' });
    return { stream, store, over };
  }

  test('cannot be gone on with, and what was shown stays', async () => {
    const { stream, store, over } = await begin();
    store.disconnect();
    await over;
    await store.resume();
    expect(store.getState()).toMatchObject({ status: 'idle', partial: { a: 'x' } });
    expect([stream.requests.length, stream.open.length]).toEqual([1, 0]);
  });

  test('is stopped by leaving: its server knows no DELETE', async () => {
    const { stream, store, over } = await begin();
    await store.stop();
    await over;
    expect(store.getState().status).toBe('stopped');
    expect([stream.requests.length, stream.open.length]).toEqual([1, 0]);
  });
});

describe('a listener', () => {
  const listeners = ['stop', 'disconnect', 'reset'] as const;

  test.for(listeners)('may %s at any change, and the run is over at once', async (verb) => {
    for (const at of ['connecting', 'streaming', 'reconnecting', 'done'] as const) {
      const stream = mockEventStream({
        answer: ({ method }) => (method === 'DELETE' ? undefined : { headers }),
      });
      const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, throttle: 0 });
      store.subscribe(({ status }) => {
        if (status === at) void store[verb]();
      });
      const over = store.submit();
      await settle();
      stream.send(...log.slice(0, 2));
      stream.fail();
      await settle();
      if (at === 'done') {
        await vi.advanceTimersByTimeAsync(1000);
        stream.send(...log.slice(2));
      }
      await over;
      expect(store.getState().status).toBe(
        verb === 'reset' ? 'idle' : at === 'done' ? 'done' : `${verb === 'stop' ? 'stopped' : 'idle'}`,
      );
      await settle();
      expect(stream.open).toEqual([]);
    }
  });
});

test('a run that a listener begins while another is gone on with is the one that is waited for', async () => {
  const { store, stream } = await runTo(3);
  store.disconnect();
  let second: Promise<void> | undefined;
  const stop = store.subscribe(({ status }) => {
    stop();
    if (status === 'reconnecting') second = store.submit('second');
  });
  await store.resume();
  await settle();
  const over: string[] = [];
  void second?.then(() => over.push('submit'));
  void store.resume().then(() => over.push('resume'));
  await settle();
  expect([store.getState().status, over]).toEqual(['streaming', []]);
  stream.open.at(-1)?.send(...log);
  await settle();
  expect([store.getState().status, over]).toEqual(['done', ['submit', 'resume']]);
});

test('the verbs need no `this`', async () => {
  const { store, over } = await runTo(1);
  const { stop, disconnect, resume, reset, submit, state, getState } = store;
  disconnect();
  void resume();
  const stopped = stop();
  await stopped;
  await over;
  reset();
  void submit();
  expect([getState().status, state('a')]).toEqual(['connecting', 'pending']);
  reset();
});
