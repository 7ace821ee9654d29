// What is alive while a document is read, beside what the finished value takes.
import type { Candidate } from './candidate.ts';
import { cut } from './chunks.ts';
import { type Job, prepare, TooSlow } from './exercise.ts';
import type { Answer } from './question.ts';
import { cpuSince } from './stopwatch.ts';
import { textOf } from './workload.ts';

/** How often the heap is weighed on the way. */
const WEIGHINGS = 10;

export async function memory(candidate: Candidate, job: Job, looks: number, limit: number): Promise<Answer> {
  const source = offHeap(cut(textOf(job.workload, job.size), job.chunking));
  const every = job.task === 'T3' ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(source.length / looks));
  const exercise = prepare(candidate, job, every, source);
  const empty = heap();
  const finished: unknown[] = [JSON.parse(source.join(''))];
  const value = heap() - empty;
  finished.pop();

  const base = heap();
  const rss = process.memoryUsage.rss();
  const clock = cpuSince();
  let due = source.length / WEIGHINGS;
  let most = 0;
  let weighing = 0;
  await exercise.run((at) => {
    if (clock() - weighing > limit * 1000) throw new TooSlow((at + 1) / source.length);
    if (at + every < due) return;
    due += source.length / WEIGHINGS;
    const before = clock();
    most = Math.max(most, heap() - base);
    weighing += clock() - before;
  });
  return { type: 'memory', value, most, rss: process.resourceUsage().maxRSS * 1024 - rss };
}

/** Bytes that are alive. */
function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** The chunks in a buffer, made when read as a decoder makes them, so that their memory counts where it is kept. */
function offHeap(chunks: readonly string[]): readonly string[] {
  const ends = new Uint32Array(chunks.length);
  let end = 0;
  chunks.forEach((chunk, i) => {
    end += chunk.length;
    ends[i] = end;
  });
  const text = chunks.join('');
  const isLatin = !/[^\0-\xff]/.test(text);
  const encoding = isLatin ? 'latin1' : 'utf16le';
  const width = isLatin ? 1 : 2;
  const bytes = Buffer.from(text, encoding);
  const at = (i: number): string =>
    bytes.toString(encoding, (ends[i - 1] ?? 0) * width, (ends[i] ?? 0) * width);
  return new Proxy([] as string[], {
    get(target, key, receiver) {
      if (key === 'length') return ends.length;
      if (key === 'join') return () => bytes.toString(encoding);
      if (typeof key === 'string' && /^\d+$/.test(key))
        return Number(key) < ends.length ? at(Number(key)) : undefined;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}
