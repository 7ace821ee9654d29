import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toResponse } from './to-response.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A source that gives `text` whenever it is asked, after `ms`, and tells what it went through. */
function endless(text: string, ms = 0) {
  const state = { pulls: 0, cancelled: false };
  const source = new ReadableStream<string>(
    {
      async pull(controller) {
        state.pulls++;
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
        if (!state.cancelled) controller.enqueue(text);
      },
      cancel() {
        state.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { state, source };
}

/** The chunks that come within `ms`, each with the time at which it came. */
async function within(ms: number, response: Response) {
  const start = performance.now();
  const chunks: { at: number; text: string }[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const reading = (async () => {
    for (;;) {
      const step = await reader?.read();
      if (!step || step.done) break;
      chunks.push({ at: Math.round(performance.now() - start), text: step.value });
    }
  })();
  await vi.advanceTimersByTimeAsync(ms);
  await reader?.cancel();
  await reading;
  return chunks;
}

test('the first bytes go out at once, however long the source takes', async () => {
  const { source } = endless('{', 5000);
  const chunks = await within(4000, toResponse(source));
  expect(chunks).toEqual([{ at: 0, text: 'event:snapshot\ndata:{"text":""}\n\n' }]);
});

test('silence is filled with a heartbeat every 15 s', async () => {
  const { source } = endless('{', 32_000);
  const chunks = await within(50_000, toResponse(source));
  expect(chunks.slice(1)).toEqual([
    { at: 15_000, text: ': hb\n\n' },
    { at: 30_000, text: ': hb\n\n' },
    { at: 32_001, text: 'data:"{"\n\n' },
    { at: 47_001, text: ': hb\n\n' },
  ]);
});

test('heartbeats can be more frequent, and are blank lines in NDJSON', async () => {
  const { source } = endless('{', 1000);
  const chunks = await within(900, toResponse(source, { heartbeatMs: 400, format: 'ndjson' }));
  expect(chunks.slice(1)).toEqual([
    { at: 400, text: '\n' },
    { at: 800, text: '\n' },
  ]);
});

test.for([0, Number.POSITIVE_INFINITY])('with a heartbeat of %d there is none', async (heartbeatMs) => {
  const { source } = endless('{', 100_000);
  expect(await within(90_000, toResponse(source, { heartbeatMs }))).toHaveLength(1);
});

test('an event is never cut by a heartbeat', async () => {
  const { source } = endless('x', 7);
  const chunks = await within(500, toResponse(source, { heartbeatMs: 3 }));
  for (const { text } of chunks) expect(text).toMatch(/^(: hb\n\n|((event:.+\n)?data:.+\n\n)+)$/);
});

test('a source is not read before its answer is', async () => {
  const { state, source } = endless('x');
  toResponse(source);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.pulls).toBe(0);
});

test('a source is not read while its reader rests', async () => {
  const { state, source } = endless('x'.repeat(100));
  const reader = toResponse(source).body?.getReader();
  for (let i = 0; i < 3; i++) {
    const chunk = reader?.read();
    await vi.advanceTimersByTimeAsync(1000);
    await chunk;
  }
  const { pulls } = state;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(state.pulls).toBe(pulls);
  // Two batches of 4,096 characters, and one message beyond.
  expect(pulls).toBeLessThanOrEqual(2 * 41 + 1);
});

test('a reader who leaves closes the source, also while nothing comes', async () => {
  for (const ms of [1, 1e6]) {
    const { state, source } = endless('x', ms);
    const reader = toResponse(source).body?.getReader();
    await reader?.read();
    void reader?.read();
    await vi.advanceTimersByTimeAsync(100);
    await reader?.cancel();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.cancelled).toBe(true);
  }
});

test.for([0, 1])('a reader who leaves after %d reads closes a source that was never read', async (reads) => {
  for (const wrap of [(source: unknown) => source, (source: unknown) => Promise.resolve(source)]) {
    const { state, source } = endless('x');
    const reader = toResponse(wrap(source) as typeof source).body?.getReader();
    for (let i = 0; i < reads; i++) await reader?.read();
    await reader?.cancel();
    await vi.advanceTimersByTimeAsync(0);
    expect(state).toEqual({ pulls: 0, cancelled: true });
  }
});

test('so does a signal that has aborted before anybody reads', async () => {
  const { state, source } = endless('x');
  toResponse(source, { signal: AbortSignal.abort() });
  await vi.advanceTimersByTimeAsync(0);
  expect(state).toEqual({ pulls: 0, cancelled: true });
});

test('a source that comes after its reader has left is closed', async () => {
  const { state, source } = endless('x');
  let come = (_: ReadableStream<string>): void => {};
  const reader = toResponse(
    new Promise<ReadableStream<string>>((resolve) => (come = resolve)),
  ).body?.getReader();
  await reader?.read();
  void reader?.read();
  await vi.advanceTimersByTimeAsync(100);
  await reader?.cancel();
  come(source);
  await vi.advanceTimersByTimeAsync(100);
  expect(state.cancelled).toBe(true);
});

test('nothing is left to wait for when a stream is over', async () => {
  const text = toResponse(['{}']).text();
  await vi.advanceTimersByTimeAsync(100);
  await text;
  expect(vi.getTimerCount()).toBe(0);
});
