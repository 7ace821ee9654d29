import type { Message } from '@partialkit/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchMessages } from './batch-messages.ts';
import { type OnDisconnect, Run } from './run.ts';
import type { Batches } from './stream-response.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A run that writes ten digits, one every 100 ms. */
function begin(onDisconnect: OnDisconnect = 'stop') {
  const state = { made: 0, aborted: false, ends: 0 };
  async function* write(signal: AbortSignal): AsyncGenerator<Message> {
    signal.addEventListener('abort', () => {
      state.aborted = true;
    });
    for (; state.made < 10 && !signal.aborted; state.made++) {
      yield { type: 'delta', text: `${state.made}` };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    yield { type: 'end', reason: signal.aborted ? 'abort' : 'stop' };
  }
  const run = new Run(
    (signal, epoch) => batchMessages(write(signal), {}, epoch),
    1,
    onDisconnect,
    () => state.ends++,
  );
  return { run, state };
}

/** Reads on, until `count` messages are there or nothing more comes. */
async function take(batches: Batches, count = Number.POSITIVE_INFINITY): Promise<Message[]> {
  const messages: Message[] = [];
  while (messages.length < count) {
    const next = batches.next();
    await vi.advanceTimersByTimeAsync(200);
    const step = await next;
    if (step.done) break;
    messages.push(...step.value);
  }
  return messages;
}

const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);
const after = (seq: number) => ({ epoch: 1, seq });

test('all readers get the same messages, whenever they join', async () => {
  const { run } = begin();
  const first = run.read(undefined);
  const begun = await take(first, 4);
  const second = run.read(undefined);
  const [all, joined] = await Promise.all([take(first), take(second)]);
  expect([...begun, ...all]).toEqual(joined);
  expect(await take(run.read(undefined))).toEqual(joined);
  expect(joined.at(-1)).toMatchObject({ type: 'end', reason: 'stop', length: 10 });
});

test('a reader goes on behind its cursor, at every message', async () => {
  const { run } = begin();
  const all = await take(run.read(undefined));
  for (let seq = 1; seq < all.length; seq++) expect(await take(run.read(after(seq)))).toEqual(all.slice(seq));
});

test('behind the end there is the end again', async () => {
  const { run } = begin();
  const all = await take(run.read(undefined));
  expect(await take(run.read(after(all.length)))).toEqual(all.slice(-1));
  expect(await take(run.read(after(all.length + 5)))).toEqual(all.slice(-1));
});

test('the cursor of another production counts for nothing', async () => {
  const { run } = begin();
  const all = await take(run.read(undefined));
  expect(await take(run.read({ epoch: 2, seq: 3 }))).toEqual(all);
});

test('nothing is made before somebody reads, and no more than the fastest reader takes', async () => {
  const { run, state } = begin();
  const slow = run.read(undefined);
  const fast = run.read(undefined);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.made).toBe(0);
  await take(fast, 3);
  const { made } = state;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.made).toBeLessThanOrEqual(made + 1);
  expect(ids(await take(slow, 3))).toEqual(['1-1', '1-2', '1-3']);
});

test('the last reader who leaves stops it', async () => {
  const { run, state } = begin();
  const [one, two] = [run.read(undefined), run.read(undefined)];
  await take(one, 3);
  one.leave();
  one.leave();
  await vi.advanceTimersByTimeAsync(1);
  expect(state.aborted).toBe(false);
  two.leave();
  expect(state.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(state.ends).toBe(1);
});

test.for<OnDisconnect>(['stop', { stopAfterMs: 250 }])(
  'who comes back to a run that nobody read is told an error, not a stop: %j',
  async (policy) => {
    const { run } = begin(policy);
    const reader = run.read(undefined);
    const begun = await take(reader, 2);
    reader.leave();
    await vi.advanceTimersByTimeAsync(1000);
    const rest = await take(run.read(after(begun.length)));
    expect(rest.at(-1)).toMatchObject({
      type: 'end',
      reason: 'error',
      error: { code: 'cut', message: expect.stringContaining('Nobody was reading'), retryable: true },
    });
    run.stop();
    expect(await take(run.read(undefined))).toEqual([...begun, ...rest]);
  },
);

test('a stop that somebody asks for is one, also when all readers have left', async () => {
  const { run } = begin('continue');
  const reader = run.read(undefined);
  await take(reader, 2);
  reader.leave();
  run.stop();
  await vi.advanceTimersByTimeAsync(1000);
  const end = (await take(run.read(undefined))).at(-1);
  expect(end).toMatchObject({ type: 'end', reason: 'abort' });
  expect(end).not.toHaveProperty('error');
});

test('a reader may leave while it waits', async () => {
  const { run, state } = begin();
  const reader = run.read(undefined);
  await take(reader, 1);
  const waiting = reader.next();
  reader.leave();
  expect(state.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await waiting).toMatchObject({ done: true });
});

test('a grace period lets a reader come back', async () => {
  const { run, state } = begin({ stopAfterMs: 5000 });
  const reader = run.read(undefined);
  const begun = await take(reader, 2);
  reader.leave();
  await vi.advanceTimersByTimeAsync(300);
  const rest = await take(run.read(after(begun.length)));
  expect(state.aborted).toBe(false);
  expect(ids(rest)[0]).toBe(`1-${begun.length + 1}`);
  expect(rest.at(-1)).toMatchObject({ type: 'end', reason: 'stop' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.aborted).toBe(false);
});

test('a grace period that is over stops it', async () => {
  const { run, state } = begin({ stopAfterMs: 250 });
  const reader = run.read(undefined);
  await take(reader, 1);
  reader.leave();
  await vi.advanceTimersByTimeAsync(300);
  expect(state.aborted).toBe(true);
  expect(run.endedAt).toBeDefined();
});

test('the signal of a run that has ended by itself never aborts', async () => {
  const { run, state } = begin({ stopAfterMs: 5000 });
  const reader = run.read(undefined);
  await take(reader, 1);
  reader.leave();
  await vi.advanceTimersByTimeAsync(10_000);
  run.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([state.made, state.aborted, state.ends]).toEqual([10, false, 1]);
  expect((await take(run.read(undefined))).at(-1)).toMatchObject({ reason: 'stop' });
});

test('a grace period without end is one', async () => {
  const { run, state } = begin({ stopAfterMs: Number.POSITIVE_INFINITY });
  const reader = run.read(undefined);
  await take(reader, 1);
  reader.leave();
  await vi.advanceTimersByTimeAsync(1000);
  expect(state.aborted).toBe(false);
});

test('a run that continues comes to its end by itself', async () => {
  const { run, state } = begin('continue');
  const reader = run.read(undefined);
  await take(reader, 1);
  reader.leave();
  await vi.advanceTimersByTimeAsync(2000);
  expect([state.made, state.aborted, state.ends]).toEqual([10, false, 1]);
});

test('a stop ends it for all readers, and a second one changes nothing', async () => {
  const { run, state } = begin();
  const reader = run.read(undefined);
  await take(reader, 2);
  run.stop();
  run.stop();
  expect((await take(reader)).at(-1)).toMatchObject({ type: 'end', reason: 'abort' });
  run.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(state.ends).toBe(1);
});

test('a production that breaks ends with an error', async () => {
  async function* broken(): AsyncGenerator<readonly Message[]> {
    yield [{ id: '1-1', type: 'snapshot', text: '' }];
    throw new TypeError('It cannot be written.');
  }
  const run = new Run(
    () => broken(),
    1,
    'stop',
    () => {},
  );
  expect((await take(run.read(undefined))).at(-1)).toEqual({
    id: '1-2',
    type: 'end',
    reason: 'error',
    error: { code: 'provider' },
  });
});
