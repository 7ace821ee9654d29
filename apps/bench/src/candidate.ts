// What is measured: something that turns chunks into values. Each file in candidates/ adapts one.
import type { Task } from './task.ts';
import type { Workload } from './workload.ts';

/** What a candidate is asked to read. */
export interface Reading {
  readonly chunks: readonly string[];
  /** A value is wanted after so many chunks; Infinity: only at the end. */
  readonly every: number;
  readonly look: Look;
  readonly workload: Workload;
}

/** Takes a value that is wanted, and the index of the chunk that it follows. */
export type Look = (value: unknown, at: number) => void;

/** Reads all chunks and answers the final value. */
export type Read = (reading: Reading) => unknown | Promise<unknown>;

export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** The package, for its version. */
  readonly package?: string;
  /** What it hands out after a chunk. */
  readonly gives: 'immutable' | 'a new value' | 'one mutated value' | 'the final value' | 'text';
  readonly note?: string;
  readonly read: Read;
  /** Its own way to a validated partial; without it, values go through a deep partial of the schema. */
  readonly readValidated?: Read;
  /** Why it cannot do this task on this document, if it cannot. */
  refuses?(workload: Workload, task: Task): string | undefined;
  /** The right final value, where it is not that of the text. */
  expected?(text: string): unknown;
}

/** A candidate's way, if it parses the whole text so far anew for every value. */
export function again(parse: (text: string) => unknown): Read {
  return ({ chunks, every, look }) => {
    let text = '';
    let value: unknown;
    for (let i = 0; i < chunks.length; i++) {
      text += chunks[i];
      if ((i + 1) % every !== 0) continue;
      value = attempt(parse, text, value);
      look(value, i);
    }
    return parse(text);
  };
}

/** The same for a parser that answers a promise. */
export function againLater(parse: (text: string) => Promise<unknown>): Read {
  return async ({ chunks, every, look }) => {
    let text = '';
    for (let i = 0; i < chunks.length; i++) {
      text += chunks[i];
      if ((i + 1) % every === 0) look(await parse(text), i);
    }
    return await parse(text);
  };
}

/** A text that cannot be parsed yet leaves what there was. */
function attempt(parse: (text: string) => unknown, text: string, before: unknown): unknown {
  try {
    return parse(text);
  } catch {
    return before;
  }
}
