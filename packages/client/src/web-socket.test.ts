// Runs over one WebSocket.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { FakeWebSocket, frames, socket, socketSource } from './fake-web-socket.test.kit.ts';
import { logOf } from './log-server.test.kit.ts';
import { createPartialStore } from './store.ts';

const Doc = z.object({ a: z.string() });
const log = logOf(['{"a":', '"b', 'c"}']);

beforeEach(() => {
  vi.useFakeTimers();
  FakeWebSocket.all.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const make = (source = socketSource()) =>
  createPartialStore({ schema: Doc, source, throttle: 0, retry: { baseMs: 0 } });

test('a run is subscribed to with its input, followed, and its socket closed behind it', async () => {
  const store = make();
  const over = store.submit({ q: 1 });
  await settle();
  expect([store.getState().status, socket().url]).toEqual(['connecting', 'ws://localhost/runs']);
  socket().accept();
  await settle();
  expect(store.getState().status).toBe('streaming');
  expect(socket().sent).toEqual([{ type: 'subscribe', run: store.getState().run, input: { q: 1 } }]);
  socket().say(...frames(log, store));
  await over;
  await settle();
  expect(store.getState().data).toEqual({ a: 'bc' });
  expect([FakeWebSocket.all.length, socket().readyState]).toEqual([1, 3]);
});

test.for([undefined, () => {}])(
  'a run that begins without an input that JSON knows says so',
  async (input) => {
    const store = make();
    void store.submit(input);
    await settle();
    socket().accept();
    const { run } = store.getState();
    expect(socket().sent).toEqual([{ type: 'subscribe', run, input: null }]);
    store.reset();
  },
);

test('an input that cannot be written as JSON is refused at once, and opens no socket', async () => {
  const store = make();
  await store.submit({ n: 1n });
  expect([store.getState().error?.code, store.getState().attempt]).toEqual(['bad-request', 0]);
  expect(FakeWebSocket.all).toHaveLength(0);
});

test('what was to be sent is not kept for later where no socket could be made', async () => {
  let isBroken = true;
  class Sometimes extends FakeWebSocket {
    constructor(url: string) {
      if (isBroken) throw new Error('SecurityError');
      super(url);
    }
  }
  const source = socketSource(Sometimes);
  const [refused, store] = [make(source), make(source)];
  const over = refused.submit(1);
  await vi.advanceTimersByTimeAsync(1000);
  await over;
  expect(refused.getState().error?.code).toBe('http');
  await refused.stop();
  isBroken = false;
  void store.submit(2);
  await settle();
  socket().accept();
  expect(socket().sent).toEqual([{ type: 'subscribe', run: store.getState().run, input: 2 }]);
  store.reset();
});

test('a socket that breaks after any message is opened again, and the run gone on with from its cursor', async () => {
  for (let cut = 0; cut < log.length; cut++) {
    FakeWebSocket.all.length = 0;
    const store = make();
    const over = store.submit('x');
    await settle();
    const { run } = store.getState();
    if (cut > 0) {
      socket().accept();
      socket().say(...frames(log.slice(0, cut), store));
      await settle();
    }
    socket().break();
    await settle();
    socket(1).accept();
    await settle();
    const again = cut
      ? { type: 'subscribe', run, after: `1-${cut}` }
      : { type: 'subscribe', run, input: 'x' };
    expect(socket(1).sent).toEqual([again]);
    socket(1).say(...frames(log.slice(cut), store));
    await over;
    expect(store.getState().data).toEqual({ a: 'bc' });
  }
});

test('many runs share a socket, and each hears only its own', async () => {
  const source = socketSource();
  const stores = [make(source), make(source), make(source)];
  const overs = stores.map((store, i) => store.submit(i));
  await settle();
  socket().accept();
  const logs = stores.map((store, i) => frames(logOf([`{"a":"${i}`, '"}']), store));
  for (let i = 0; i < 4; i++) socket().say(...logs.flatMap((entries) => entries.slice(i, i + 1)));
  await Promise.all(overs);
  await settle();
  expect(stores.map((store) => store.getState().data?.a)).toEqual(['0', '1', '2']);
  expect([FakeWebSocket.all.length, socket().readyState]).toEqual([1, 3]);
});

test('one run leaves, and the socket stays for the others', async () => {
  const source = socketSource();
  const [first, second] = [make(source), make(source)];
  void first.submit();
  void second.submit();
  await settle();
  socket().accept();
  first.disconnect();
  await settle();
  expect(socket().readyState).toBe(1);
  second.disconnect();
  await settle();
  expect(socket().readyState).toBe(3);
});

test('stop says so on the socket, before and after it is open', async () => {
  const store = make();
  void store.submit();
  await settle();
  socket().accept();
  await settle();
  await store.stop();
  await settle();
  const { run } = store.getState();
  expect(socket().sent.at(-1)).toEqual({ type: 'stop', run });
  expect([store.getState().status, socket().readyState]).toEqual(['stopped', 3]);

  const early = make();
  void early.submit();
  await settle();
  let isTold = false;
  const told = early.stop().then(() => {
    isTold = true;
  });
  await settle();
  expect([early.getState().status, isTold]).toEqual(['stopped', false]);
  socket(1).accept();
  await told;
  await settle();
  expect(socket(1).sent.at(-1)).toEqual({ type: 'stop', run: early.getState().run });
  expect(socket(1).readyState).toBe(3);
});

test('stop of a run that was left opens a socket for that alone', async () => {
  const store = make();
  void store.submit();
  await settle();
  socket().accept();
  socket().say(...frames(log.slice(0, 2), store));
  await settle();
  store.disconnect();
  await settle();
  void store.stop();
  socket(1).accept();
  await settle();
  expect(socket(1).sent).toEqual([{ type: 'stop', run: store.getState().run }]);
  expect(socket(1).readyState).toBe(3);
});

describe('a stop whose socket fails before it is open', () => {
  /** A run whose socket broke, and is being opened again. */
  async function reconnecting() {
    const store = make();
    void store.submit(1);
    await settle();
    socket().accept();
    socket().say(...frames(log.slice(0, 2), store));
    await settle();
    socket().break();
    await settle();
    return { store, run: store.getState().run };
  }

  test('is said on the next one, and resolves only then', async () => {
    const { store, run } = await reconnecting();
    const told = vi.fn();
    const stopped = store.stop().then(told);
    socket(1).break();
    await settle();
    expect([told.mock.calls.length, FakeWebSocket.all.length]).toEqual([0, 2]);
    await vi.advanceTimersByTimeAsync(500);
    expect([told.mock.calls.length, FakeWebSocket.all.length]).toEqual([0, 3]);
    socket(2).accept();
    await stopped;
    expect(socket(2).sent).toEqual([{ type: 'stop', run }]);
    await settle();
    expect([socket(2).readyState, vi.getTimerCount()]).toEqual([3, 0]);
  });

  test('is said also where another submit has taken the place of the run', async () => {
    const { store, run } = await reconnecting();
    void store.submit(2);
    await settle();
    socket(1).break();
    await settle();
    socket(2).accept();
    await settle();
    expect(socket(2).sent).toEqual([
      { type: 'stop', run },
      { type: 'subscribe', run: store.getState().run, input: 2 },
    ]);
    store.reset();
    await settle();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(FakeWebSocket.all).toHaveLength(3);
  });

  test('is given up after three sockets', async () => {
    const { store } = await reconnecting();
    const stopped = store.stop();
    for (let i = 1; i <= 10; i++) {
      FakeWebSocket.all.at(-1)?.break();
      await vi.advanceTimersByTimeAsync(5000);
    }
    await stopped;
    expect([store.getState().status, FakeWebSocket.all.length]).toEqual(['stopped', 4]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a run that is left before the socket opens never begins', async () => {
  const source = socketSource();
  const [left, other] = [make(source), make(source)];
  void left.submit(1);
  void other.submit(2);
  await settle();
  left.disconnect();
  await settle();
  socket().accept();
  await settle();
  expect(socket().sent).toEqual([{ type: 'subscribe', run: other.getState().run, input: 2 }]);
  other.disconnect();
  await settle();
  void left.submit(3);
  await settle();
  left.disconnect();
  await settle();
  expect(FakeWebSocket.all.map(({ readyState, sent }) => [readyState, sent.length])).toEqual([
    [3, 1],
    [3, 0],
  ]);
});

test('frames without a run are for the one that there is', async () => {
  const store = make();
  const over = store.submit();
  await settle();
  socket().accept();
  socket().say(...frames(log));
  await over;
  expect(store.getState().data).toEqual({ a: 'bc' });
});

test('a frame that cannot be read is asked for again, one of a later version is skipped and counts', async () => {
  const store = make();
  const over = store.submit();
  await settle();
  socket().accept();
  socket().say(...frames(log.slice(0, 2), store), '{"id');
  await settle();
  socket(1).accept();
  await settle();
  expect(socket(1).sent).toEqual([{ type: 'subscribe', run: store.getState().run }]);
  const later = { run: store.getState().run, id: '1-2', type: 'hologram', data: 1 };
  const [first, ...others] = log;
  const moved = others.map((entry, i) => ({ ...entry, id: `1-${i + 3}` }));
  socket(1).say(...frames(first ? [first] : [], store), later, ...frames(moved, store));
  await over;
  expect(store.getState().data).toEqual({ a: 'bc' });
});

test('silence means that the socket is dead, and any frame that it is not', async () => {
  const store = make();
  void store.submit();
  await settle();
  socket().accept();
  socket().say(...frames(log.slice(0, 2), store));
  for (let i = 0; i < 10; i++) {
    await vi.advanceTimersByTimeAsync(15_000);
    socket().say('');
  }
  expect(FakeWebSocket.all).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(38_000);
  expect(FakeWebSocket.all).toHaveLength(2);
  store.reset();
});

test('a server that is not there is asked a bounded number of times', async () => {
  const store = make();
  const over = store.submit();
  for (let i = 0; i < 20; i++) {
    await settle();
    FakeWebSocket.all.at(-1)?.break();
  }
  await over;
  expect([store.getState().status, store.getState().error?.code, FakeWebSocket.all.length]).toEqual([
    'error',
    'cut',
    9,
  ]);
});
