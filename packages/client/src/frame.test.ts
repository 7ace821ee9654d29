// When what has come is shown.
import { chunksOf, mockEventStream } from '@partialkit/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createFrame } from './frame.ts';
import { logOf } from './log-server.test.kit.ts';
import { createPartialStore } from './store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Frames that come when the test draws. */
function stubFrames(): () => void {
  const waiting = new Map<number, () => void>();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    waiting.set(++last, callback);
    return last;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id));
  return () => {
    const callbacks = [...waiting.values()];
    waiting.clear();
    for (const callback of callbacks) callback();
  };
}

describe('frames', () => {
  test('show all that was asked for between two of them once', () => {
    const draw = stubFrames();
    const commit = vi.fn();
    const frame = createFrame('frame', commit);
    for (let i = 1; i <= 3; i++) {
      for (let j = 0; j < 10; j++) frame.request();
      draw();
      draw();
      expect(commit).toHaveBeenCalledTimes(i);
    }
    vi.advanceTimersByTime(1000);
    expect(commit).toHaveBeenCalledTimes(3);
  });

  test('that do not come, since the page was hidden meanwhile, are not waited for', () => {
    const draw = stubFrames();
    const commit = vi.fn();
    createFrame('frame', commit).request();
    vi.advanceTimersByTime(100);
    draw();
    expect(commit).toHaveBeenCalledOnce();
  });

  test.for(['hidden', 'without frames'])('of a page that is %s are a timer', (kind) => {
    const draw = kind === 'hidden' ? stubFrames() : () => {};
    vi.stubGlobal('document', { hidden: true });
    const commit = vi.fn();
    createFrame('frame', commit).request();
    draw();
    expect(commit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(16);
    expect(commit).toHaveBeenCalledOnce();
  });

  test('flush shows at once, and nothing comes after', () => {
    const draw = stubFrames();
    const commit = vi.fn();
    const frame = createFrame('frame', commit);
    frame.request();
    frame.flush();
    draw();
    vi.advanceTimersByTime(1000);
    expect(commit).toHaveBeenCalledOnce();
  });
});

describe('a store', () => {
  const value = { a: 'x'.repeat(400) };
  const log = logOf(chunksOf(JSON.stringify(value), 4));
  const headers = { 'partial-stream': 'v1' };

  /** Sends a message each ms, draws each 16, and counts how often something was shown. */
  async function count(throttle: 'frame' | number) {
    const draw = stubFrames();
    const stream = mockEventStream({ answer: () => ({ headers }) });
    const store = createPartialStore({
      schema: z.object({ a: z.string() }),
      url: '/x',
      fetch: stream.fetch,
      throttle,
    });
    const shown: number[] = [];
    const start = Date.now();
    store.subscribe(
      ({ partial }) => partial,
      () => shown.push(Date.now() - start),
    );
    const over = store.submit();
    await vi.advanceTimersByTimeAsync(0);
    for (const [ms, message] of log.entries()) {
      stream.send(message);
      await vi.advanceTimersByTimeAsync(1);
      if (ms % 16 === 15) draw();
    }
    await over;
    expect(store.getState().data).toEqual(value);
    return shown.length;
  }

  test('shows once per frame, once per so many milliseconds, or each message', async () => {
    expect(log.length).toBe(104);
    expect(await count('frame')).toBe(7);
    expect(await count(50)).toBe(3);
    expect(await count(0)).toBe(102);
  });

  test('shows the end at once', async () => {
    expect(await count(1_000_000)).toBe(1);
  });
});
