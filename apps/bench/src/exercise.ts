// One task for one candidate on one document: how it is run, and the proof that its values are right.
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Candidate, Look } from './candidate.ts';
import { type Chunking, cut } from './chunks.ts';
import { newestLeaves, touch } from './newest-leaf.ts';
import { everyOf, type Task } from './task.ts';
import { textOf, type Workload } from './workload.ts';

/** What to do. */
export interface Job {
  readonly workload: Workload;
  readonly size: number;
  readonly chunking: Chunking;
  readonly task: Task;
}

/** Thrown out of a run that takes too long; `share` of the chunks were read by then. */
export class TooSlow extends Error {
  readonly share: number;
  constructor(share: number) {
    super('too slow');
    this.share = share;
  }
}

export interface Exercise {
  readonly text: string;
  readonly chunks: readonly string[];
  /** Runs the task once; `extra` is called after each value. */
  run(extra?: (at: number) => void): Promise<unknown>;
  /**
   * Runs it once with an eye on the clock. Answers how many characters of JSON the value half way had, as a share of the
   * text so far; undefined where no value was wanted.
   * @throws TooSlow when `seconds` of CPU time are over
   * @throws Error if a value is wrong
   */
  prove(seconds: number): Promise<number | undefined>;
}

/** What was looked at last; outside, so that no engine can drop the work. */
let seen: unknown;
const sink = { touched: 0 };

const keep: Look = (value) => {
  seen = value;
};

/** `chunks` other than those of the chunking are for those who know what they want to measure. */
export function prepare(
  candidate: Candidate,
  job: Job,
  every: number = everyOf(job.task),
  chunks?: readonly string[],
): Exercise {
  const { workload, task } = job;
  const text = textOf(workload, job.size);
  const pieces = chunks ?? cut(text, job.chunking);
  const own = task === 'T4' ? candidate.readValidated : undefined;
  const read = own ?? candidate.read;
  const look = task === 'T4' && !own ? validated(workload) : task === 'T1t' ? touching(pieces) : keep;

  async function run(extra?: (at: number) => void): Promise<unknown> {
    const looking: Look = extra
      ? (value, at) => {
          look(value, at);
          extra(at);
        }
      : look;
    const final = read({ chunks: pieces, every, look: looking, workload });
    // Synchronous candidates are not made to wait for a tick.
    return final instanceof Promise ? await final : final;
  }

  async function prove(seconds: number): Promise<number | undefined> {
    const expected = expectation(candidate, job, text);
    const from = process.cpuUsage();
    let shows: number | undefined;
    seen = undefined;
    const final = await run((at) => {
      if (shows === undefined && at >= pieces.length / 2) {
        shows = (JSON.stringify(seen) ?? '').length / ((text.length * (at + 1)) / pieces.length);
      }
      const { user, system } = process.cpuUsage(from);
      if (user + system > seconds * 1e6) throw new TooSlow((at + 1) / pieces.length);
    });
    if (!isDeepStrictEqual(final, expected)) throw new Error('The final value is wrong.');
    if (every === 1 && shows !== undefined && !isDeepStrictEqual(seen, expected)) {
      throw new Error('The value after the last chunk is wrong.');
    }
    return shows;
  }

  return { text, chunks: pieces, run, prove };
}

function expectation(candidate: Candidate, { task, workload }: Job, text: string): unknown {
  if (candidate.expected) return candidate.expected(text);
  const parsed: unknown = JSON.parse(text);
  return task === 'T4' ? workload.schema.parse(parsed) : parsed;
}

/** Values go through a deep partial of the schema; where it refuses, the last good one stays. */
function validated({ schema }: Workload): Look {
  const partial = z.deepPartial(schema);
  return (value) => {
    const result = partial.safeParse(value);
    if (result.success) seen = result.data;
  };
}

function touching(chunks: readonly string[]): Look {
  const leaves = newestLeaves(chunks);
  return (value, at) => {
    seen = value;
    sink.touched ^= touch(value, leaves[at] ?? []);
  };
}
