// What one more chunk costs when so much of the document is there already: the curve of time per chunk against size.
import type { Candidate } from './candidate.ts';
import { cut } from './chunks.ts';
import { type Job, prepare } from './exercise.ts';
import type { Answer } from './question.ts';
import { median } from './statistics.ts';
import { cpuSince } from './stopwatch.ts';
import { textOf } from './workload.ts';

/** How many chunks are timed: few first, many if those are fast. */
const FEW = 8;
const MANY = 200;

/**
 * The first `size` characters come in one piece, so that candidates which parse everything anew get there at all; the
 * chunks behind them are timed, and the rest comes in one piece again.
 */
export async function marginal(candidate: Candidate, job: Job, least: number): Promise<Answer> {
  const few = createWindow(candidate, job, FEW);
  const first = await few();
  // What takes longer than the measuring itself needs no warm engine.
  if (first > least) return timeOf([first, await few()], FEW);
  await warmUp(candidate, job, 4 * least);
  const many = createWindow(candidate, job, MANY);
  const times: number[] = [];
  const clock = cpuSince();
  while (times.length < 9 || (clock() < 4 * least && times.length < 200)) times.push(await many());
  return timeOf(times.slice(Math.floor(times.length / 3)), MANY);
}

/** Whole documents of a usual size, chunk by chunk. */
async function warmUp(candidate: Candidate, job: Job, least: number): Promise<void> {
  const exercise = prepare(candidate, { ...job, size: Math.min(job.size, job.workload.size) });
  for (const clock = cpuSince(); clock() < least; ) await exercise.run();
}

/** Answers a function that reads a document and tells the ms for `count` chunks behind `job.size` characters. */
function createWindow(candidate: Candidate, job: Job, count: number): () => Promise<number> {
  const size = job.size + 4_000;
  const text = textOf(job.workload, size);
  const middle = cut(text.slice(job.size, job.size + count * 10), job.chunking).slice(0, count);
  const end = job.size + middle.join('').length;
  const exercise = prepare(candidate, { ...job, size }, 1, [
    text.slice(0, job.size),
    ...middle,
    text.slice(end),
  ]);
  return async () => {
    let clock: (() => number) | undefined;
    let spent: number | undefined;
    await exercise.run((at) => {
      // A candidate may leave out a chunk that brings nothing to show, so not `===`.
      if (!clock) clock = cpuSince();
      else if (spent === undefined && at >= count) spent = clock();
    });
    return spent ?? 0;
  };
}

function timeOf(times: readonly number[], count: number): Answer {
  const cpu = median(times) / count;
  return { type: 'time', cpu, wall: cpu, runs: times.length };
}
