import { createPartialStore } from '@partialkit/client';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createTimeline } from './timeline.ts';

const User = z.object({ name: z.string(), role: z.enum(['admin', 'guest']) });

/** A finished run over pieces that are shown one by one. */
async function finished(pieces: readonly string[] = ['{"name": "A', 'da", "role": "gu', 'est"}']) {
  const live = createPartialStore({
    schema: User,
    throttle: 0,
    source: async function* () {
      yield* pieces;
    },
  });
  const timeline = createTimeline(live, () => 7);
  await live.submit();
  return { live, timeline };
}

test('every state that was shown can be shown again', async () => {
  const { live, timeline } = await finished();
  const { moments, store } = timeline;
  expect(moments.at(-1)?.state).toBe(live.getState());
  for (const [at, { state }] of moments.entries()) {
    timeline.show(at);
    expect(store.getState()).toBe(state);
    expect(timeline.at).toBe(at);
  }
});

test('the states of fields are those of the moment', async () => {
  const { timeline } = await finished();
  const { moments, store } = timeline;
  timeline.show(moments.findIndex(({ state }) => state.partial?.name === 'A'));
  expect([store.state('name'), store.state('role')]).toEqual(['streaming', 'pending']);
  timeline.follow();
  expect([store.state('name'), store.state('role')]).toEqual(['done', 'done']);
});

test('listeners hear of another moment, and selectors only of what is different in it', async () => {
  const { timeline } = await finished();
  const names = vi.fn();
  const any = vi.fn();
  timeline.store.subscribe(({ partial }) => partial?.name, names);
  const leave = timeline.store.subscribe(any);
  timeline.show(0);
  timeline.show(0);
  expect(names.mock.calls).toEqual([[undefined, 'Ada']]);
  expect(any).toHaveBeenCalledTimes(1);
  leave();
  timeline.follow();
  expect(names).toHaveBeenLastCalledWith('Ada', undefined);
  expect(any).toHaveBeenCalledTimes(1);
});

test('a listener can be told at once, and compare in its own way', async () => {
  const { timeline } = await finished();
  const listener = vi.fn();
  timeline.store.subscribe(({ partial }) => partial?.name?.length ?? 0, listener, {
    fireImmediately: true,
    equalityFn: (a, b) => Math.abs(a - b) < 3,
  });
  expect(listener.mock.calls).toEqual([[3, 3]]);
  timeline.show(0);
  expect(listener).toHaveBeenLastCalledWith(0, 3);
});

test('a new run is a new timeline, shown as it comes', async () => {
  const { live, timeline } = await finished();
  timeline.show(1);
  await live.submit();
  expect(timeline.isLive).toBe(true);
  expect(timeline.moments.every(({ state }) => state.run === live.getState().run)).toBe(true);
});

test('a place outside of the timeline is its nearer end', async () => {
  const { timeline } = await finished();
  timeline.show(-5);
  expect(timeline.at).toBe(0);
  timeline.show(1e9);
  expect(timeline.at).toBe(timeline.moments.length - 1);
});

test('a very long run keeps its beginning, its end, and a bounded number of moments', async () => {
  const { timeline, live } = await finished(['{"name": "', ...Array.from({ length: 9000 }, () => 'x'), '"']);
  expect(timeline.moments.length).toBeLessThan(6010);
  expect(timeline.moments[0]?.state.partial).toBeUndefined();
  expect(timeline.moments.at(-1)?.state).toBe(live.getState());
});
