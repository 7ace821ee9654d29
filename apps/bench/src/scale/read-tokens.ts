// Reads a text in chunks like tokens, as the checks of scale need it: with the time of what they ask for alone.
import { createJsonParser, createPartial } from '@partialkit/core';
import type * as z from 'zod';
import { cut } from '../chunks.ts';
import type { Finding } from '../finding.ts';
import { median } from '../statistics.ts';
import { cpuSince } from '../stopwatch.ts';

/** A parser or a document, and what there is of it. */
export interface Reader {
  push(text: string): void;
  look(): unknown;
  end(): unknown;
}

export function parserReader(): Reader {
  const parser = createJsonParser();
  return { push: parser.push, look: () => parser.snapshot.value, end: parser.end };
}

export function documentReader(schema: z.ZodType): Reader {
  const document = createPartial(schema);
  return {
    push: (text) => document.push(text),
    look: () => {
      if (document.error) throw document.error;
      return document.partial;
    },
    end: () => document.end(),
  };
}

/** ms of CPU time for the whole of `chunks`, with a value after `every` chunks. */
export function readAll(reader: Reader, chunks: readonly string[], every: number): number {
  const clock = cpuSince();
  for (let i = 0; i < chunks.length; i++) {
    reader.push(chunks[i] ?? '');
    if ((i + 1) % every === 0) reader.look();
  }
  reader.end();
  return clock();
}

/** The median of runs that together take `least` ms, the first third left out. */
export function timeAll(make: () => Reader, chunks: readonly string[], every: number, least = 500): number {
  const times: number[] = [];
  const clock = cpuSince();
  while (times.length < 3 || clock() < least) times.push(readAll(make(), chunks, every));
  return median(times.slice(Math.floor(times.length / 3)));
}

/**
 * What one more chunk costs, with a value after it, when `before` is there, in a warm engine. `shown` finds in the value
 * what `tail` has become; how many characters of it are not shown yet at the end is in the note.
 * @throws Error if what is shown is not the beginning of `tail`
 */
export function timeTail(
  what: string,
  make: () => Reader,
  before: string,
  tail: string,
  shown: (value: unknown) => string,
): Finding {
  const chunks = cut(tail, 'token');
  const times: number[] = [];
  const all = cpuSince();
  let late = 0;
  while (times.length < 15 || (all() < 1_000 && times.length < 1_000)) {
    const reader = make();
    reader.push(before);
    reader.look();
    const clock = cpuSince();
    for (const chunk of chunks) {
      reader.push(chunk);
      reader.look();
    }
    times.push((clock() * 1000) / chunks.length);
    const text = shown(reader.look());
    if (!tail.startsWith(text)) throw new Error('The last value does not show the text.');
    late = tail.length - text.length;
  }
  const value = median(times.slice(Math.floor(times.length / 3)));
  return {
    what,
    value,
    unit: 'µs',
    ...(late > 0 && { note: `of ${tail.length} characters, ${late} not shown yet` }),
  };
}

/** Bytes that are alive. */
export function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
