import { recordings } from '@partialkit/testing/recordings';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createPace } from './pace.ts';
import { eventsOf, replay } from './replay.ts';

function fakeTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** How long it takes, in milliseconds of the fake clock. */
async function duration(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  let end: number | undefined;
  void work.then(() => {
    end = performance.now();
  });
  while (end === undefined) await vi.advanceTimersByTimeAsync(1);
  return end - start;
}

test.for(recordings.map((recording) => [recording.name, recording] as const))(
  'the events of %s are its body',
  ([, recording]) => {
    const body = recording.body();
    expect(Buffer.concat(eventsOf(body)).equals(Buffer.from(body))).toBe(true);
  },
);

test('twice the speed takes half of the time', async () => {
  fakeTime();
  const one = await duration(createPace(1).wait(1000));
  const two = await duration(createPace(2).wait(1000));
  expect(one).toBeGreaterThanOrEqual(995);
  expect(one).toBeLessThanOrEqual(1040);
  expect(two / one).toBeCloseTo(0.5, 1);
});

test('waits that are too short for a timer add up', async () => {
  fakeTime();
  const pace = createPace(1);
  const all = async (): Promise<void> => {
    for (let i = 0; i < 1000; i++) await pace.wait(0.5);
  };
  const ms = await duration(all());
  expect(ms).toBeGreaterThanOrEqual(480);
  expect(ms).toBeLessThanOrEqual(540);
});

test('a change of speed, a pause and an abort are felt at once', async () => {
  fakeTime();
  const pace = createPace(1);
  pace.paused = true;
  const waiting = pace.wait(10_000);
  await vi.advanceTimersByTimeAsync(60_000);
  pace.paused = false;
  pace.speed = Number.POSITIVE_INFINITY;
  expect(await duration(waiting)).toBeLessThanOrEqual(50);
  const stop = new AbortController();
  const left = createPace(1).wait(10_000, stop.signal);
  stop.abort();
  expect(await duration(left)).toBeLessThanOrEqual(50);
});

test('a replay gives all pieces in order, and none after an abort', async () => {
  const pace = createPace(Number.POSITIVE_INFINITY);
  const pieces = [1, 2, 3];
  const all: number[] = [];
  for await (const piece of replay(pieces, { pace, gap: 5 })) all.push(piece);
  expect(all).toEqual(pieces);
  const stop = new AbortController();
  const some: number[] = [];
  for await (const piece of replay(pieces, { pace, gap: 5, signal: stop.signal })) {
    some.push(piece);
    stop.abort();
  }
  expect(some).toEqual([1]);
});
