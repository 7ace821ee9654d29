// The process of one candidate: gets questions from the bench, answers with times. Nothing else runs in it.
import type { Candidate } from './candidate.ts';
import type { Chunking } from './chunks.ts';
import { type Exercise, prepare, TooSlow } from './exercise.ts';
import type { Task } from './task.ts';
import { workloadOf } from './workloads.ts';

/** What a process can be asked. */
export type Question =
  | { type: 'prepare'; workload: string; size: number; chunking: Chunking; task: Task; limit: number; warm: number }
  | { type: 'sample'; least: number };

export type Answer =
  | { type: 'ready'; cpu: number; chunks: number; length: number; shows: number | undefined }
  | { type: 'too slow'; share: number }
  | { type: 'refuses'; why: string }
  | { type: 'wrong'; why: string }
  | { type: 'sample'; cpu: number; wall: number; runs: number };

/** Answers until the parent lets go. */
export function serve(candidate: Candidate): void {
  let exercise: Exercise | undefined;
  process.on('message', (question: Question) => {
    void answer(question).then((reply) => process.send?.(reply));
  });

  async function answer(question: Question): Promise<Answer> {
    if (question.type === 'sample') return await sample(question.least);
    const { limit, warm } = question;
    const workload = workloadOf(question.workload);
    const why = candidate.refuses?.(workload, question.task);
    if (why) return { type: 'refuses', why };
    try {
      exercise = prepare(candidate, workload, question.size, question.chunking, question.task);
      const { shows } = await exercise.prove(limit);
      const first = await sample(0);
      for (let spent = first.cpu, runs = 0; spent < warm && runs < 1000; runs++) spent += (await sample(0)).cpu;
      return { type: 'ready', cpu: first.cpu, chunks: exercise.chunks, length: exercise.text.length, shows };
    } catch (error) {
      if (error instanceof TooSlow) return { type: 'too slow', share: error.share };
      return { type: 'wrong', why: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Runs for at least `least` ms of CPU time; answers the CPU time of one run, collection of garbage included. */
  async function sample(least: number): Promise<Answer & { type: 'sample' }> {
    if (!exercise) throw new Error('Nothing is prepared.');
    let runs = 0;
    const clock = performance.now();
    const from = process.cpuUsage();
    let cpu = 0;
    do {
      await exercise.run();
      runs++;
      const { user, system } = process.cpuUsage(from);
      cpu = (user + system) / 1000;
    } while (cpu < least);
    return { type: 'sample', cpu: cpu / runs, wall: (performance.now() - clock) / runs, runs };
  }
}
