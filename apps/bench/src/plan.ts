// What is measured, and for how long: all of it, or the quick look.
import type { Effort } from './cell.ts';
import { type Chunking, chunkings } from './chunks.ts';
import type { Job } from './exercise.ts';
import { type Task, tasks } from './task.ts';
import { workloadOf, workloads } from './workloads.ts';

export interface Plan {
  readonly mode: 'full' | 'quick';
  readonly effort: Effort;
  readonly jobs: readonly Job[];
  /** All but T1 and T4 of `c` is asked of these alone; undefined for all. */
  readonly few?: readonly string[];
  /** First runs in new processes. */
  readonly cold: { readonly jobs: readonly Job[]; readonly rounds: number };
  /** Time per chunk at document sizes. */
  readonly curves: {
    readonly kinds: readonly { readonly workload: string; readonly task: Task }[];
    readonly sizes: readonly number[];
    readonly least: number;
  };
  /** Time of whole documents of sizes; only candidates that do not parse everything anew. */
  readonly growth: {
    readonly kinds: readonly { readonly workload: string; readonly task: Task }[];
    readonly sizes: readonly number[];
    readonly effort: Effort;
  };
  readonly memory: { readonly jobs: readonly Job[]; readonly looks: number; readonly limit: number };
}

const job = (letter: string, task: Task, chunking: Chunking = 'token'): Job => {
  const workload = workloadOf(letter);
  return { workload, size: workload.size, chunking, task };
};
const letters = workloads.map(({ id }) => id);

/** Every task on every document; other chunkings of two of them, for the tasks that see every chunk. */
export const full: Plan = {
  mode: 'full',
  effort: { rounds: 5, least: 50, warm: 300, limit: 20, most: 3_000 },
  jobs: letters.flatMap((letter) =>
    chunkings.flatMap((chunking) =>
      tasks
        .filter((task) => chunking === 'token' || (/[cd]/.test(letter) && /T1$|T4/.test(task)))
        .map((task) => job(letter, task, chunking)),
    ),
  ),
  cold: { jobs: [job('a', 'T1'), job('a', 'T4'), job('c', 'T1'), job('c', 'T4')], rounds: 5 },
  curves: {
    kinds: ['c', 'd'].flatMap((workload) => (['T1', 'T4'] as const).map((task) => ({ workload, task }))),
    sizes: [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6],
    least: 30,
  },
  growth: {
    kinds: ['a', 'b', 'c', 'd', 'f', 'g1', 'g2'].flatMap((workload) =>
      (['T1', 'T2', 'T4'] as const).map((task) => ({ workload, task })),
    ),
    sizes: [1e4, 3.16e4, 1e5, 3.16e5, 1e6],
    effort: { rounds: 3, least: 50, warm: 200, limit: 20, most: 3_000 },
  },
  memory: { jobs: [job('c', 'T1'), job('d', 'T1'), job('e', 'T1'), job('e', 'T4')], looks: 200, limit: 60 },
};

/** The tasks that matter most, with less patience. */
export const quick: Plan = {
  mode: 'quick',
  few: ['partialkit', 'jsonriver', 'streamparser', 'ai-sdk', 'partial-json', 'json-parse', 'loop'],
  effort: { rounds: 5, least: 20, warm: 200, limit: 1.5, most: 600 },
  jobs: letters.flatMap((letter) => {
    const more: readonly Task[] = letter === 'c' ? tasks : letter === 'e' ? ['T2', 'T3'] : [];
    const chosen = tasks.filter((task) => task === 'T1' || task === 'T4' || more.includes(task));
    return chosen.map((task) => job(letter, task));
  }),
  cold: { jobs: [job('c', 'T4')], rounds: 1 },
  curves: {
    kinds: [{ workload: 'c', task: 'T4' }],
    sizes: [1e3, 1e4, 1e5, 1e6],
    least: 15,
  },
  growth: {
    kinds: ['a', 'b', 'c', 'd', 'f', 'g1', 'g2'].map((workload) => ({ workload, task: 'T2' as const })),
    sizes: [1e4, 1e5, 1e6],
    effort: { rounds: 2, least: 20, warm: 150, limit: 1.5, most: 600 },
  },
  memory: { jobs: [job('e', 'T1')], looks: 100, limit: 1.5 },
};
