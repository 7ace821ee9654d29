// The process of one candidate: gets questions from the bench, answers with what it measured. Nothing else runs in it.
import type { Candidate } from './candidate.ts';
import { type Exercise, type Job, prepare, TooSlow } from './exercise.ts';
import { marginal } from './marginal.ts';
import { memory } from './memory.ts';
import type { Answer, Asked, Described, Question } from './question.ts';
import { cpuSince } from './stopwatch.ts';
import { workloadOf } from './workloads.ts';

/** Answers until the parent lets go. */
export function serve(candidate: Candidate): void {
  let exercise: Exercise | undefined;
  let rested = 0;
  process.on('message', (question: Question) => {
    void answer(question)
      .catch(trouble)
      .then((reply) => process.send?.(reply));
  });

  async function answer(question: Question): Promise<Answer> {
    if (question.type === 'describe') return { type: 'described', described: describe(candidate) };
    if (question.type === 'sample') return await sample(question.least);
    const job = jobOf(question);
    const why = candidate.refuses?.(job.workload, job.task);
    if (why !== undefined) return { type: 'refuses', why };
    switch (question.type) {
      case 'prepare':
        return await ready(job, question.limit, question.warm);
      case 'cold': {
        const fresh = prepare(candidate, job);
        const clock = cpuSince();
        await fresh.run();
        const cpu = clock();
        await fresh.prove(Number.POSITIVE_INFINITY);
        return { type: 'time', cpu, wall: cpu, runs: 1 };
      }
      case 'marginal':
        return await marginal(candidate, job, question.least);
      case 'memory':
        return await memory(candidate, job, question.looks, question.limit);
      default:
        return question satisfies never;
    }
  }

  async function ready(job: Job, limit: number, warm: number): Promise<Answer> {
    exercise = prepare(candidate, job);
    const clock = cpuSince();
    const shows = await exercise.prove(limit);
    let cpu = clock();
    for (let spent = cpu; spent < warm; ) {
      const { cpu: one, runs } = await timed(warm / 10);
      cpu = one;
      spent += one * runs;
    }
    return { type: 'ready', cpu, chunks: exercise.chunks.length, length: exercise.text.length, shows };
  }

  /**
   * While others were asked, the engine may have collected garbage, and with it what its optimised code relied on: a
   * process that has rested is warmed up again.
   */
  async function sample(least: number): Promise<Answer> {
    if (performance.now() - rested > 200) await timed(least);
    return { type: 'time', ...(await timed(least)) };
  }

  /** The time of one run, collection of garbage included. */
  async function timed(least: number): Promise<{ cpu: number; wall: number; runs: number }> {
    if (!exercise) throw new Error('Nothing is prepared.');
    const from = performance.now();
    const clock = cpuSince();
    let runs = 0;
    let cpu = 0;
    do {
      await exercise.run();
      runs++;
      cpu = clock();
    } while (cpu < least);
    rested = performance.now();
    return { cpu: cpu / runs, wall: (rested - from) / runs, runs };
  }
}

function describe({
  read: _,
  readValidated,
  refuses: __,
  expected: ___,
  ...described
}: Candidate): Described {
  return { ...described, validates: readValidated !== undefined };
}

function jobOf({ workload, size, chunking, task }: Asked): Job {
  return { workload: workloadOf(workload), size, chunking, task };
}

function trouble(error: unknown): Answer {
  if (error instanceof TooSlow) return { type: 'too slow', share: error.share };
  return { type: 'wrong', why: error instanceof Error ? error.message.slice(0, 300) : String(error) };
}
