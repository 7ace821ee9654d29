// What one more chunk costs when so much of the document is there already: the curve of time per chunk against size.
import type { Candidate } from './candidate.ts';
import { cut } from './chunks.ts';
import { type Job, prepare } from './exercise.ts';
import type { Answer } from './question.ts';
import { median } from './statistics.ts';
import { cpuSince } from './stopwatch.ts';
import { textOf } from './workload.ts';

/** How many chunks are timed. */
const WINDOW = 200;

/**
 * The first `size` characters come in one piece, so that candidates which parse everything anew get there at all; the
 * chunks behind them are timed one by one, and the rest comes in one piece again.
 */
export async function marginal(candidate: Candidate, job: Job, least: number): Promise<Answer> {
  const size = job.size + 4_000;
  const text = textOf(job.workload, size);
  const middle = cut(text.slice(job.size, job.size + WINDOW * 6), job.chunking).slice(0, WINDOW);
  const end = job.size + middle.join('').length;
  const chunks = [text.slice(0, job.size), ...middle, text.slice(end)];
  const exercise = prepare(candidate, { ...job, size }, 1, chunks);
  await exercise.prove(Number.POSITIVE_INFINITY);
  const times: number[] = [];
  for (let spent = 0; spent < least || times.length < 3; ) {
    let clock = cpuSince();
    let began = 0;
    await exercise.run((at) => {
      // Candidates may leave out a chunk that brings nothing to show.
      if (at === 0) clock = cpuSince();
      if (at <= middle.length) began = clock();
    });
    times.push(began / middle.length);
    spent += began;
    // What is too fast to fill the time is repeated often enough to be warm.
    if (times.length >= 200) break;
  }
  const cpu = median(times.slice(Math.floor(times.length / 2)));
  return { type: 'time', cpu, wall: cpu, runs: times.length };
}
