// One cell of the results: all candidates do one task on one document, in interleaved rounds.
import type { Chunking } from './chunks.ts';
import type { Job } from './exercise.ts';
import type { Inquiry } from './inquiry.ts';
import type { Answer, Asked } from './question.ts';
import { median, quantile } from './statistics.ts';
import type { Task } from './task.ts';

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** ms of CPU time that one sample takes at least. */
  readonly least: number;
  /** ms of CPU time to warm up. */
  readonly warm: number;
  /** Seconds of CPU time after which a run counts as not finished. */
  readonly limit: number;
  /** ms: a candidate gets so much CPU time for all its samples, and at least one of them. */
  readonly most: number;
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
      /** Characters of JSON in the value half way, as a share of the text by then. */
      readonly shows?: number;
    }
  /** `share` of the document was read when the time was over; `implied` by a cell that asks for less. */
  | { readonly status: 'DNF'; readonly limit: number; readonly share?: number; readonly implied?: string }
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

interface Runner {
  readonly inquiry: Inquiry;
  readonly ready: Answer & { type: 'ready' };
  readonly cpu: number[];
  readonly wall: number[];
}

/** Seconds on the wall for a run of `limit` seconds of CPU time: others use the machine too. */
export function patience(limit: number): number {
  return limit * 5 + 30;
}

export function asAsked({ workload, size, chunking, task }: Job): Asked {
  return { workload: workload.id, size, chunking, task };
}

/** `implied` names a cell that a candidate has not finished and that asks for less than this one. */
export async function measure(
  job: Job,
  inquiries: readonly Inquiry[],
  effort: Effort,
  implied: (id: string) => string | undefined,
): Promise<Cell> {
  const outcomes: Record<string, Outcome> = {};
  const runners: Runner[] = [];
  for (const inquiry of inquiries) {
    const { limit, warm } = effort;
    const by = implied(inquiry.id);
    if (by !== undefined) {
      outcomes[inquiry.id] = { status: 'DNF', limit, implied: by };
      continue;
    }
    const answer = await inquiry.ask({ type: 'prepare', ...asAsked(job), limit, warm }, patience(limit));
    if (answer?.type === 'ready') runners.push({ inquiry, ready: answer, cpu: [], wall: [] });
    else outcomes[inquiry.id] = failure(answer, limit);
  }
  await sample(runners, effort);
  for (const { inquiry, ready, cpu, wall } of runners) {
    outcomes[inquiry.id] =
      cpu.length === 0
        ? { status: 'DNF', limit: effort.limit }
        : {
            status: 'done',
            cpu: median(cpu),
            wall: median(wall),
            quartiles: [quantile(cpu, 0.25), quantile(cpu, 0.75)],
            samples: cpu.length,
            ...(ready.shows !== undefined && { shows: ready.shows }),
          };
  }
  const { chunks, length } = runners[0]?.ready ?? { chunks: 0, length: 0 };
  return { ...asAsked(job), chunks, length, outcomes };
}

async function sample(runners: readonly Runner[], { rounds, least, most, limit }: Effort): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < runners.length; i++) {
      // Each round begins with another candidate.
      const runner = runners[(i + round) % runners.length];
      if (!runner || (round > 0 && runner.ready.cpu * (round + 1) > most)) continue;
      const answer = await runner.inquiry.ask({ type: 'sample', least }, patience(limit));
      if (answer?.type !== 'time') continue;
      runner.cpu.push(answer.cpu);
      runner.wall.push(answer.wall);
    }
  }
}

export function failure(answer: Answer | undefined, limit: number): Outcome {
  if (answer?.type === 'refuses' || answer?.type === 'wrong') return { status: answer.type, why: answer.why };
  return { status: 'DNF', limit, ...(answer?.type === 'too slow' && { share: answer.share }) };
}
