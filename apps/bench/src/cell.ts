// One cell of the results: all candidates do one task on one document, in interleaved rounds.
import type { Asked } from './asked.ts';
import type { Chunking } from './chunks.ts';
import { median, quantile } from './statistics.ts';
import type { Task } from './task.ts';
import type { Workload } from './workload.ts';

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** ms of CPU time that one sample takes at least. */
  readonly least: number;
  /** ms of CPU time to warm up. */
  readonly warm: number;
  /** Seconds of CPU time after which a run counts as not finished. */
  readonly limit: number;
}

export interface Job {
  readonly workload: Workload;
  readonly size: number;
  readonly chunking: Chunking;
  readonly task: Task;
}

/** What one candidate did in one cell. */
export type Outcome =
  | {
      readonly status: 'done';
      /** ms of CPU time for the whole document, the median of all rounds. */
      readonly cpu: number;
      readonly wall: number;
      readonly quartiles: readonly [number, number];
      readonly samples: number;
      readonly shows?: number;
    }
  /** `share` of the document was read when the time was over. */
  | { readonly status: 'DNF'; readonly limit: number; readonly share: number | undefined; readonly implied?: string }
  | { readonly status: 'wrong' | 'refuses'; readonly why: string };

export interface Cell {
  readonly workload: string;
  readonly size: number;
  readonly chunking: Chunking;
  readonly task: Task;
  readonly chunks: number;
  readonly length: number;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

export async function measure(job: Job, asked: readonly Asked[], effort: Effort): Promise<Cell> {
  const outcomes: Record<string, Outcome> = {};
  const running: { asked: Asked; first: number; shows: number | undefined; cpu: number[]; wall: number[] }[] = [];
  let chunks = 0;
  let length = 0;
  for (const each of asked) {
    const { limit, warm } = effort;
    const { workload, ...rest } = job;
    const question = { type: 'prepare', workload: workload.id, ...rest, limit, warm } as const;
    // A process that hangs in one call cannot look at the clock; other work on the machine must not make it fail.
    const answer = await each.ask(question, limit * 4 + 20);
    if (answer?.type === 'ready') {
      ({ chunks, length } = answer);
      running.push({ asked: each, first: answer.cpu, shows: answer.shows, cpu: [], wall: [] });
    } else if (answer?.type === 'refuses' || answer?.type === 'wrong') {
      outcomes[each.id] = { status: answer.type, why: answer.why };
    } else outcomes[each.id] = { status: 'DNF', limit, share: answer?.type === 'too slow' ? answer.share : undefined };
  }
  for (let round = 0; round < effort.rounds; round++) {
    for (let i = 0; i < running.length; i++) {
      // Each round begins with another candidate.
      const each = running[(i + round) % running.length];
      if (!each || (round > 2 && each.first * round > SLOW) || (round > 0 && each.first > 2 * SLOW)) continue;
      const answer = await each.asked.ask({ type: 'sample', least: effort.least }, effort.limit * 4 + 20);
      if (answer?.type !== 'sample') continue;
      each.cpu.push(answer.cpu);
      each.wall.push(answer.wall);
    }
  }
  for (const { asked: { id }, cpu, wall, shows } of running) {
    if (cpu.length === 0) outcomes[id] = { status: 'DNF', limit: effort.limit, share: undefined };
    else {
      const quartiles = [quantile(cpu, 0.25), quantile(cpu, 0.75)] as const;
      outcomes[id] = { status: 'done', cpu: median(cpu), wall: median(wall), quartiles, samples: cpu.length, ...(shows !== undefined && { shows }) };
    }
  }
  const { workload, size, chunking, task } = job;
  return { workload: workload.id, size, chunking, task, chunks, length, outcomes };
}

/** ms: what takes longer than this is noisy by little and is asked less often. */
const SLOW = 2_000;
