// One run of one task by one candidate, and the check that its values are right.
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Candidate, Look } from './candidate.ts';
import { type Chunking, cut } from './chunks.ts';
import { newestLeaves, type Path, touch } from './newest-leaf.ts';
import { everyOf, type Task } from './task.ts';
import { textOf, type Workload } from './workload.ts';

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
  readonly chunks: number;
  /** Runs the task once; answers the final value, and keeps the last value that was looked at. */
  run(): Promise<unknown>;
  /**
   * Runs it once with a look at the clock.
   * @throws TooSlow when `seconds` of CPU time are over
   * @throws Error if a value is wrong
   */
  prove(seconds: number): Promise<Proof>;
}

export interface Proof {
  /** How much of the text so far the values half way held, in characters of JSON; undefined for T3. */
  readonly shows: number | undefined;
}

/** What was looked at last; outside, so that no engine can drop the work. */
let seen: unknown;
let touched = 0;

export function prepare(candidate: Candidate, workload: Workload, size: number, chunking: Chunking, task: Task): Exercise {
  const text = textOf(workload, size);
  const chunks = cut(text, chunking);
  const every = everyOf(task);
  const own = task === 'T4' ? candidate.readValidated : undefined;
  const read = own ?? candidate.read;
  const look = task === 'T4' && !own ? validated(workload) : task === 'T1t' ? toucher(newestLeaves(chunks)) : undefined;
  const keep: Look = (value) => {
    seen = value;
  };
  const run = async (extra?: () => void): Promise<unknown> => {
    const inner = look ?? keep;
    const outer = extra
      ? (value: unknown, at: number): void => {
          inner(value, at);
          extra();
        }
      : inner;
    const final = read({ chunks, every, look: outer, workload });
    // Synchronous candidates are not made to wait for a tick.
    return final instanceof Promise ? await final : final;
  };
  return {
    text,
    chunks: chunks.length,
    run: () => run(),
    async prove(seconds) {
      const from = process.cpuUsage();
      let looks = 0;
      let shows: number | undefined;
      const half = Math.floor(chunks.length / every / 2);
      seen = undefined;
      const final = await run(() => {
        looks++;
        if (looks === half) shows = (JSON.stringify(seen) ?? '').length / (text.length / 2);
        const { user, system } = process.cpuUsage(from);
        if (user + system > seconds * 1e6) throw new TooSlow((looks * every) / chunks.length);
      });
      const parsed: unknown = candidate.expected ? candidate.expected(text) : JSON.parse(text);
      const expected = task === 'T4' ? workload.schema.parse(parsed) : parsed;
      if (!isDeepStrictEqual(plain(final), expected)) throw new Error('The final value is wrong.');
      if (every === 1 && shows !== undefined && !isDeepStrictEqual(plain(seen), expected)) {
        throw new Error('The value after the last chunk is wrong.');
      }
      return { shows };
    },
  };

  /** The values go through a deep partial of the schema; where it refuses, the last good one stays. */
  function validated({ schema }: Workload): Look {
    const partial = z.deepPartial(schema);
    return (value) => {
      const result = partial.safeParse(value);
      if (result.success) seen = result.data;
    };
  }

  function toucher(leaves: readonly Path[]): Look {
    return (value, at) => {
      seen = value;
      touched ^= touch(value, leaves[at] ?? []);
    };
  }
}

/** Objects without a prototype count as equal to those with one. */
function plain(value: unknown): unknown {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === null ? { ...value } : value;
}
