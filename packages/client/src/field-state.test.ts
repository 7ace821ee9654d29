// How far a place is, as it is told: a place that is not shown before its end has no other sign of life.
import { mockEventStream, mockFrame } from '@partialkit/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createPartialStore } from './store.ts';

// A trimmed string is shown at its end.
const Doc = z.object({ title: z.string(), bio: z.string().trim() });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

async function begin() {
  const stream = mockEventStream({ answer: () => ({ headers: { 'partial-stream': 'v1' } }) });
  const store = createPartialStore({ schema: Doc, url: '/run', fetch: stream.fetch, throttle: 0 });
  let seq = 0;
  const write = async (text: string) => {
    stream.send(mockFrame({ id: `1-${++seq}`, type: seq === 1 ? 'snapshot' : 'delta', text }));
    await settle();
  };
  void store.submit();
  await settle();
  await write('{"title":"Ada",');
  return { store, write };
}

test('a place that was asked for is told to stream, although nothing of it is shown', async () => {
  const { store, write } = await begin();
  const heard: string[] = [];
  store.subscribe(
    (state) => store.state('bio', state),
    (state) => heard.push(state),
  );
  await write('"bio":"');
  await write('x'.repeat(2000));
  expect([store.state('bio'), heard]).toEqual(['streaming', ['streaming']]);
  await write('"');
  expect([store.state('bio'), heard]).toEqual(['done', ['streaming', 'done']]);
  store.reset();
});

test('what nobody has asked for makes no other state, and what was asked for does so once', async () => {
  const { store, write } = await begin();
  const heard = vi.fn();
  store.subscribe(heard);
  await write('"bio":"');
  const { length } = heard.mock.calls;
  await write('x');
  expect([heard.mock.calls.length, store.state('title')]).toEqual([length, 'done']);
  for (let i = 0; i < 5; i++) await write('x');
  expect([heard.mock.calls.length, store.state('bio')]).toEqual([length, 'streaming']);
  for (let i = 0; i < 5; i++) await write('x');
  expect(heard.mock.calls.length).toBe(length);
  store.reset();
});

test('what an earlier state has said of a place stays said', async () => {
  const { store, write } = await begin();
  const before = store.getState();
  expect(store.state('bio', before)).toBe('pending');
  await write('"bio":"x');
  expect([store.state('bio', before), store.state('bio')]).toEqual(['pending', 'streaming']);
  store.reset();
});
