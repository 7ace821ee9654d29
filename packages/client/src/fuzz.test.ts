// Any network, any document: the oracle holds.
import { chunksOf, type MockMessage, mockFrame } from '@partialkit/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createLogServer, type Entry, logOf } from './log-server.test.kit.ts';
import { createPartialStore } from './store.ts';

const Doc = z.object({ text: z.string(), rows: z.array(z.object({ n: z.number(), s: z.string() })) });
const value = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 20 }),
  rows: fc.array(fc.record({ n: fc.integer(), s: fc.string({ maxLength: 5 }) }), { maxLength: 4 }),
});

/** What a network does to one connection. */
const weather = fc.record({
  drop: fc.nat(30),
  double: fc.nat(30),
  swap: fc.nat(30),
  garble: fc.nat(60),
  cut: fc.nat(2000),
  size: fc.constantFrom(1, 3, 64, 10_000),
  end: fc.constantFrom('close' as const, 'fail' as const),
});
type Weather = typeof weather extends fc.Arbitrary<infer T> ? T : never;

/** The bytes of `wanted` in bad weather. */
function blow(wanted: readonly Entry[], { drop, double, swap, garble, cut, size }: Weather): Uint8Array[] {
  const messages: MockMessage[] = [...wanted];
  const [first, second] = [messages[swap], messages[swap + 1]];
  if (first && second) messages.splice(swap, 2, second, first);
  const copy = messages[double];
  if (copy) messages.splice(double, 0, copy);
  if (drop < messages.length) messages.splice(drop, 1);
  const frames = messages.map((message) => mockFrame(message));
  const hit = frames[garble];
  if (hit) frames[garble] = hit.replace('data: ', 'data: ?');
  const bytes = new TextEncoder().encode(frames.join('')).slice(0, cut);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.slice(i * size, (i + 1) * size),
  );
}

test('the value is exact or an error is reported, what is shown only grows, and connections are bounded', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      value,
      fc.integer({ min: 1, max: 9 }),
      fc.array(weather, { maxLength: 12 }),
      async (doc, piece, days) => {
        const log = logOf(chunksOf(JSON.stringify(doc), piece));
        const server = createLogServer(log, (wanted, nth) => {
          const day = days[nth];
          return day
            ? { pieces: blow(wanted, day), end: day.end }
            : { pieces: wanted.map((message) => mockFrame(message)), end: 'close' };
        });
        const retry = { baseMs: 0, maxMs: 0 };
        const store = createPartialStore({
          schema: Doc,
          url: '/run',
          fetch: server.fetch,
          throttle: 0,
          retry,
        });
        let longest = '';
        store.subscribe(({ partial }) => {
          const text = partial?.text ?? '';
          expect(text.startsWith(longest)).toBe(true);
          longest = text;
        });
        await store.submit();
        const { status, data, error } = store.getState();
        if (status === 'done') expect(data).toEqual(doc);
        else expect([status, error?.code]).toEqual(['error', expect.any(String)]);
        expect(server.requests.length).toBeLessThanOrEqual(days.length + 1);
        // Eight faults in a row without progress are too many, fewer are not.
        if (days.length <= 8) expect(status).toBe('done');
        expect(doc.text.startsWith(longest)).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});
