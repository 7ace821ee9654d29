// Telling a developer that a stream comes in one piece.
import { mockEventStream } from '@partialkit/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';

const Doc = z.object({ a: z.string() });
const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});

beforeEach(() => {
  vi.useFakeTimers();
  // It is told once per page: each test is one.
  vi.resetModules();
  warn.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const text = `{"a":"${'x'.repeat(1500)}"}`;
const delta = `data: ${JSON.stringify(text)}\n\n`;
const end = 'event: end\ndata: {"reason":"stop"}\n\n';

/** Streams pieces, each after a silence in milliseconds. */
async function stream(pieces: readonly (readonly [ms: number, piece: string])[], type = 'text/event-stream') {
  const { createPartialStore } = await import('./store.ts');
  const server = mockEventStream({ answer: () => ({ headers: { 'content-type': type } }) });
  const store = createPartialStore({ schema: Doc, url: '/x', fetch: server.fetch });
  const over = store.submit();
  await vi.advanceTimersByTimeAsync(0);
  for (const [ms, piece] of pieces) {
    await vi.advanceTimersByTimeAsync(ms);
    server.send(piece);
  }
  server.close();
  await vi.advanceTimersByTimeAsync(20);
  await over;
  expect(store.getState().status).toBe('done');
}

describe('a burst after a silence', () => {
  test('is told once, with the remedy', async () => {
    await stream([[3000, delta + end]]);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toMatch(/proxy_buffering off/);
    await stream([[3000, delta + end]]);
    expect(warn).toHaveBeenCalledOnce();
  });

  test('is told whatever letters the type is written in', async () => {
    await stream([[3000, delta + end]], 'Text/Event-Stream');
    expect(warn).toHaveBeenCalledOnce();
  });

  test('is not told in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await stream([[3000, delta + end]]);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('nothing is told', () => {
  test.for([
    [
      'of a stream that begins at once',
      [
        [0, ': hi\n\n'],
        [3000, delta + end],
      ],
    ],
    [
      'of a stream that takes its time',
      [
        [3000, delta],
        [100, end],
      ],
    ],
    ['of a quick answer', [[100, delta + end]]],
    [
      'of a short one',
      [
        [3000, 'data: "{\\"a\\":\\"b\\"}"\n\n'],
        [0, end],
      ],
    ],
  ] as const)('%s', async ([, pieces]) => {
    await stream(pieces);
    expect(warn).not.toHaveBeenCalled();
  });

  test('of an answer that is no event stream', async () => {
    await stream([[3000, text]], 'application/json');
    expect(warn).not.toHaveBeenCalled();
  });
});
