// Several runs, or several followers of one, on a socket that stays open.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dehydrate } from './dehydrate.ts';
import { FakeWebSocket, frames, socket, socketSource } from './fake-web-socket.test.kit.ts';
import { type Entry, logOf } from './log-server.test.kit.ts';
import type { PartialStoreOptions } from './options.ts';
import { createPartialStore } from './store.ts';

const Doc = z.object({ a: z.string() });
const log = logOf(['{"a":"', ...'0123456789', '"}']);
const whole = { a: '0123456789' };

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

describe('a run that is asked for again on a socket that has carried it', () => {
  test('passes over what comes of its old subscription before the answer', async () => {
    const { first, other, run } = await sharing(log.slice(0, 5));
    first.disconnect();
    await settle();
    socket().say(...frames(log.slice(5, 8), first));
    const over = first.resume();
    await settle();
    expect(socket().sent.at(-1)).toEqual({ type: 'subscribe', run, after: '1-5' });
    socket().say(...frames(log.slice(8, 10), first));
    await settle();
    socket().say(...frames(log.slice(5), first));
    await over;
    expect([first.getState().data, first.getState().attempt]).toEqual([whole, 0]);
    expect([socket().sent.length, FakeWebSocket.all.length]).toEqual([3, 1]);
    other.reset();
  });

  test('goes on with its old subscription where that has missed nothing', async () => {
    const { first, other } = await sharing(log.slice(0, 5));
    first.disconnect();
    const over = first.resume();
    await settle();
    socket().say(...frames(log.slice(5, 8), first), ...frames(log.slice(5), first));
    await over;
    expect([first.getState().data, socket().sent.length]).toEqual([whole, 3]);
    other.reset();
  });

  test('is asked for once behind a gap', async () => {
    const { first, other, overs } = await sharing(log.slice(0, 5));
    socket().say(...frames(log.slice(6, 8), first));
    await settle();
    socket().say(...frames(log.slice(8, 9), first));
    await settle();
    socket().say(...frames(log.slice(5), first));
    await overs[0];
    expect([first.getState().data, socket().sent.length]).toEqual([whole, 3]);
    other.reset();
  });

  test('waits for a snapshot behind a patch that does not apply', async () => {
    const { first, other, overs, run } = await sharing(log.slice(0, 5));
    socket().say({ run, id: '1-6', type: 'patch', data: [{ op: 'remove', path: '/none' }] });
    await settle();
    expect(socket().sent.at(-1)).toEqual({ type: 'subscribe', run });
    socket().say(...frames(log.slice(6, 8), first));
    await settle();
    socket().say({ run, id: '1-8', type: 'snapshot', data: { text: '{"a":"012345' } });
    socket().say(...frames(log.slice(8), first));
    await settle();
    expect(socket().sent).toHaveLength(3);
    await overs[0];
    expect(first.getState().data).toEqual(whole);
    other.reset();
  });

  test('hears the word of the server that it is not there any more', async () => {
    const { first, other, run } = await sharing(log.slice(0, 5));
    first.disconnect();
    const over = first.resume();
    await settle();
    socket().say({ run, type: 'end', data: { reason: 'error', error: { code: 'expired' } } });
    await over;
    expect(first.getState().error?.code).toBe('expired');
    other.reset();
  });

  test('is asked for again, alone, where heartbeats come but no answer', async () => {
    const { first, other, run } = await sharing(log.slice(0, 5));
    first.disconnect();
    void first.resume();
    await settle();
    socket().say(...frames(log.slice(8, 9), first));
    for (let i = 0; i < 4; i++) {
      await vi.advanceTimersByTimeAsync(10_000);
      socket().say('');
    }
    const again = { type: 'subscribe', run, after: '1-5' };
    expect([socket().sent.slice(2), FakeWebSocket.all.length]).toEqual([[again, again], 1]);
    first.reset();
    other.reset();
  });

  test('may be as slow as it likes where nothing was missed', async () => {
    const { first, other } = await sharing(log.slice(0, 5));
    first.disconnect();
    const over = first.resume();
    await settle();
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(15_000);
      socket().say(...frames(log.slice(0, 1), other));
    }
    socket().say(...frames(log.slice(5), first));
    await over;
    expect([first.getState().data, socket().sent.length]).toEqual([whole, 3]);
    other.reset();
  });
});

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

  test('is not heard any more once it was left', async () => {
    const { first, other } = await sharing(log.slice(0, 5));
    await vi.advanceTimersByTimeAsync(37_501);
    socket(1).accept();
    await vi.advanceTimersByTimeAsync(20_000);
    socket(0).onmessage?.({ data: '' });
    await vi.advanceTimersByTimeAsync(17_501);
    expect(FakeWebSocket.all).toHaveLength(3);
    first.reset();
    other.reset();
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

describe('two stores that follow one run', () => {
  /** The first is at its fifth message, the second has been rendered with three, and wants the whole. */
  async function following() {
    const source = socketSource();
    const first = make({ source });
    const overs = [first.submit(1)];
    await settle();
    socket().accept();
    socket().say(...frames(log.slice(0, 3), first));
    await settle();
    const second = make({ source, hydrate: dehydrate(first) });
    socket().say(...frames(log.slice(3, 5), first));
    overs.push(second.resume());
    await settle();
    return { first, second, overs };
  }

  test('both hear it to the end', async () => {
    const { first, second, overs } = await following();
    expect(socket().sent.at(-1)).toEqual({ type: 'subscribe', run: first.getState().run });
    socket().say(...frames(log.slice(5, 7), first), ...frames(log, first));
    await Promise.all(overs);
    expect([first.getState().data, second.getState().data]).toEqual([whole, whole]);
    expect([FakeWebSocket.all.length, socket().sent.length]).toEqual([1, 2]);
  });

  test('leave it one by one', async () => {
    const { first, second, overs } = await following();
    second.disconnect();
    await settle();
    socket().say(...frames(log.slice(5), first));
    await overs[0];
    expect([first.getState().data, second.getState().status]).toEqual([whole, 'idle']);
    await settle();
    expect(socket().readyState).toBe(3);
  });
});
