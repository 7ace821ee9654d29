import type { Message } from '@partialkit/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchMessages } from './batch-messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const delta = (text: string): Message => ({ type: 'delta', text });
const end: Message = { type: 'end', reason: 'stop' };

/** Messages that come after so many milliseconds each; counts how many were asked for. */
function timed(...steps: readonly (readonly [ms: number, message: Message])[]) {
  const state = { asked: 0, closed: false };
  async function* play(): AsyncGenerator<Message, void, undefined> {
    try {
      for (const [ms, message] of steps) {
        state.asked++;
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
        yield message;
      }
    } finally {
      state.closed = true;
    }
  }
  return { state, messages: play() };
}

/** All batches, each with the time at which it came. */
async function collect(batches: AsyncIterable<readonly Message[]>) {
  const start = performance.now();
  const all: { at: number; batch: readonly Message[] }[] = [];
  const reading = (async () => {
    for await (const batch of batches) all.push({ at: Math.round(performance.now() - start), batch });
  })();
  await vi.runAllTimersAsync();
  await reading;
  return all;
}

test('the first batch is an empty snapshot, before anything is read', async () => {
  const { state, messages } = timed([1000, end]);
  const batches = batchMessages(messages, {});
  expect(await batches.next()).toMatchObject({ value: [{ type: 'snapshot', text: '' }] });
  expect(state.asked).toBe(0);
});

test('ids count from 1 within the epoch, without holes', async () => {
  const { messages } = timed([50, delta('a')], [50, delta('b')], [0, { type: 'meta', value: 1 }], [50, end]);
  const all = await collect(batchMessages(messages, {}, 3));
  expect(all.flatMap(({ batch }) => batch.map(({ id }) => id))).toEqual(['3-1', '3-2', '3-3', '3-4', '3-5']);
});

test('without an epoch there are no ids', async () => {
  const { messages } = timed([50, delta('a')], [50, end]);
  const all = await collect(batchMessages(messages, {}));
  for (const message of all.flatMap(({ batch }) => batch)) expect(message).not.toHaveProperty('id');
});

test('what cannot be written ends the stream, and those before hear why', async () => {
  let why: unknown;
  async function* play(): AsyncGenerator<Message, void, undefined> {
    try {
      yield { type: 'snapshot', value: { id: 1n } as never };
    } catch (error) {
      why = error;
      throw error;
    }
  }
  const all = await collect(batchMessages(play(), {}, 2));
  expect(all.flatMap(({ batch }) => batch).at(-1)).toEqual({
    id: '2-2',
    type: 'end',
    reason: 'error',
    error: { code: 'provider' },
  });
  expect(why).toBeInstanceOf(TypeError);
});

test('pieces that come faster are sent every 40 ms, joined', async () => {
  const { messages } = timed(...'abcdefghij'.split('').map((text) => [11, delta(text)] as const), [500, end]);
  const all = await collect(batchMessages(messages, {}));
  expect(all.map(({ at }) => at)).toEqual([0, 40, 80, 120, 610]);
  expect(
    all.flatMap(({ batch }) => batch.flatMap((each) => (each.type === 'delta' ? each.text : []))),
  ).toEqual(['abc', 'defg', 'hij']);
});

test('a piece that comes after a pause is sent at once', async () => {
  const { messages } = timed([100, delta('a')], [100, delta('b')], [100, end]);
  const all = await collect(batchMessages(messages, {}));
  expect(all.map(({ at }) => at)).toEqual([0, 100, 200, 300]);
});

test('what is too big is sent without waiting', async () => {
  const { messages } = timed(
    [1, delta('x'.repeat(2000))],
    [1, delta('x'.repeat(2100))],
    [1, delta('y')],
    [1, end],
  );
  const all = await collect(batchMessages(messages, {}));
  expect(all.map(({ at, batch }) => [at, batch.length])).toEqual([
    [0, 1],
    [2, 1],
    [4, 2],
  ]);
});

test('the end is sent at once, with what was waiting', async () => {
  const { messages } = timed([1, delta('{}')], [1, end]);
  const all = await collect(batchMessages(messages, {}));
  expect(all.map(({ at }) => at)).toEqual([0, 2]);
  expect(all[1]?.batch).toMatchObject([{ text: '{}' }, { type: 'end', reason: 'stop', length: 2 }]);
});

test('both bounds can be set', async () => {
  const steps = () => timed([1, delta('aaa')], [1, delta('bbb')], [1, delta('ccc')], [100, end]).messages;
  expect((await collect(batchMessages(steps(), { flushMs: 5 }))).map(({ at }) => at)).toEqual([0, 5, 103]);
  expect((await collect(batchMessages(steps(), { flushBytes: 3 }))).map(({ at }) => at)).toEqual([
    0, 1, 2, 3, 103,
  ]);
});

test('messages that stop without an end are told to be cut', async () => {
  const { messages } = timed([0, delta('{')]);
  const all = await collect(batchMessages(messages, {}));
  expect(all.at(-1)?.batch.at(-1)).toMatchObject({ type: 'end', reason: 'error', error: { code: 'cut' } });
});

test('nothing is read while nobody asks', async () => {
  const { state, messages } = timed(
    ...Array.from({ length: 1000 }, () => [0, delta('x'.repeat(1000))] as const),
  );
  const batches = batchMessages(messages, {});
  await batches.next();
  const next = batches.next();
  await vi.runAllTimersAsync();
  await next;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.asked).toBeLessThanOrEqual(6);
});

test('whoever leaves closes the source', async () => {
  const { state, messages } = timed([0, delta('a')], [0, delta('b')]);
  const batches = batchMessages(messages, { flushBytes: 1 });
  await batches.next();
  await batches.next();
  await batches.return();
  expect(state.closed).toBe(true);
});
