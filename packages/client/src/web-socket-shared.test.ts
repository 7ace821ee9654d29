// Several runs, or several followers of one, on a socket that stays open.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { FakeWebSocket, frames, socket, socketSource } from './fake-web-socket.test.kit.ts';
import { type Entry, logOf } from './log-server.test.kit.ts';
import type { PartialStoreOptions } from './options.ts';
import { createPartialStore } from './store.ts';

const Doc = z.object({ a: z.string() });
const log = logOf(['{"a":"', ...'0123456789', '"}']);

beforeEach(() => {
  vi.useFakeTimers();
  FakeWebSocket.all.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const make = (options: Partial<PartialStoreOptions<typeof Doc>> = {}) =>
  createPartialStore({
    schema: Doc,
    source: socketSource(),
    throttle: 0,
    retry: { baseMs: 0 },
    ...options,
  } as PartialStoreOptions<typeof Doc>);

/** Two stores on an open socket; the first has heard `heard` messages of its run. */
async function sharing(heard: readonly Entry[]) {
  const source = socketSource();
  const [first, other] = [make({ source }), make({ source })];
  const overs = [first.submit(1), other.submit(2)];
  await settle();
  socket().accept();
  socket().say(...frames(heard, first), ...frames(log.slice(0, 1), other));
  await settle();
  const { run } = first.getState();
  return { source, first, other, overs, run };
}

describe.for(['stop', 'disconnect'] as const)(
  'a listener that hears of an open socket and calls %s',
  (leave) => {
    test('leaves a run that has begun', async () => {
      const { source, other } = await sharing([]);
      const left = make({ source });
      left.subscribe(({ status }) => {
        if (status === 'streaming') void left[leave]();
      });
      await left.submit(3);
      await settle();
      const { run } = left.getState();
      const stop = leave === 'stop' ? [{ type: 'stop', run }] : [];
      expect(socket().sent.slice(2)).toEqual([{ type: 'subscribe', run, input: 3 }, ...stop]);
      other.reset();
    });
  },
);

describe('a socket that says nothing any more', () => {
  test('is left by all its runs at once, whenever they were asked for', async () => {
    const { source, first, other } = await sharing(log.slice(0, 5));
    await vi.advanceTimersByTimeAsync(20_000);
    const young = make({ source });
    void young.submit(3);
    await vi.advanceTimersByTimeAsync(17_499);
    expect([FakeWebSocket.all.length, socket().sent.length]).toEqual([1, 3]);
    // And another one for the pause before the next try.
    await vi.advanceTimersByTimeAsync(2);
    expect([FakeWebSocket.all.length, socket().readyState, socket().sent.length]).toEqual([2, 3, 3]);
    socket(1).accept();
    expect(socket(1).sent).toHaveLength(3);
    for (const store of [first, other, young]) store.reset();
    await settle();
    expect([socket(1).readyState, vi.getTimerCount()]).toEqual([3, 0]);
  });

  test('is given up also where it never opened', async () => {
    const source = socketSource();
    const stores = [make({ source }), make({ source })];
    for (const store of stores) void store.submit();
    await vi.advanceTimersByTimeAsync(37_501);
    socket(1).accept();
    expect([FakeWebSocket.all.length, socket(1).sent.length]).toEqual([2, 2]);
    for (const store of stores) store.reset();
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is not dead for a run that is slow, while others are told something', async () => {
    const { first, other } = await sharing(log.slice(0, 5));
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(15_000);
      socket().say(...frames(log.slice(0, 1), other));
    }
    expect([FakeWebSocket.all.length, socket().sent.length]).toEqual([1, 2]);
    first.reset();
    other.reset();
  });
});
