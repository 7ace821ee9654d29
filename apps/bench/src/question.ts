// What the bench asks the process of a candidate, and what that answers.
import type { Candidate } from './candidate.ts';
import type { Chunking } from './chunks.ts';
import type { Task } from './task.ts';

/** A candidate as the reader of the results sees it. */
export interface Described extends Pick<Candidate, 'id' | 'name' | 'package' | 'gives' | 'note'> {
  /** It has a way of its own to validate. */
  readonly validates: boolean;
}

/** A task on a document, in words that go from process to process. */
export interface Asked {
  readonly workload: string;
  readonly size: number;
  readonly chunking: Chunking;
  readonly task: Task;
}

export type Question =
  | { readonly type: 'describe' }
  /** Proves that the values are right, and warms up for `warm` ms of CPU time. `limit`: seconds. */
  | (Asked & { readonly type: 'prepare'; readonly limit: number; readonly warm: number })
  /** Times what was prepared, for `least` ms of CPU time or more. */
  | { readonly type: 'sample'; readonly least: number }
  /** Times one run, the first one of the process. */
  | (Asked & { readonly type: 'cold' })
  /** Times the chunks that come when the document has `size` characters already. */
  | (Asked & { readonly type: 'marginal'; readonly least: number })
  /** Weighs what is alive while the document is read and looked at `looks` times. */
  | (Asked & { readonly type: 'memory'; readonly looks: number; readonly limit: number });

export type Answer =
  | { readonly type: 'described'; readonly described: Described }
  | {
      readonly type: 'ready';
      /** ms of CPU time of one run. */
      readonly cpu: number;
      readonly chunks: number;
      readonly length: number;
      readonly shows: number | undefined;
    }
  | { readonly type: 'time'; readonly cpu: number; readonly wall: number; readonly runs: number }
  | { readonly type: 'memory'; readonly value: number; readonly most: number; readonly rss: number }
  | { readonly type: 'too slow'; readonly share: number }
  | { readonly type: 'refuses' | 'wrong'; readonly why: string };
