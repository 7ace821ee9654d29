// The results of a run, as they are written to disk.
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import type { Cell, Outcome } from './cell.ts';
import type { Described } from './question.ts';
import type { Task } from './task.ts';

/** A candidate and the version that was measured. */
export interface Measured extends Described {
  readonly version?: string;
}

export interface Point {
  readonly size: number;
  /** ms: of one chunk in a curve, of the whole document in growth. */
  readonly time: number;
}

/** Points of one candidate, and the exponent of their growth where there are enough of them. */
export interface Line {
  readonly id: string;
  readonly points: readonly Point[];
  readonly exponent?: number;
}

export interface Lines {
  readonly workload: string;
  readonly task: Task;
  readonly lines: readonly Line[];
}

export interface Weight {
  readonly workload: string;
  readonly task: Task;
  /** Bytes of the finished value. */
  readonly value: number;
  readonly candidates: Readonly<
    Record<string, { most: number; rss: number } | Exclude<Outcome, { status: 'done' }>>
  >;
}

export interface Results {
  readonly mode: 'full' | 'quick';
  readonly date: string;
  readonly minutes: number;
  /** Seconds of CPU time after which a run counts as not finished. */
  readonly limit: number;
  readonly machine: Machine;
  readonly candidates: readonly Measured[];
  readonly missing: readonly { readonly id: string; readonly why: string }[];
  readonly workloads: readonly { readonly id: string; readonly title: string; readonly describes: string }[];
  readonly cells: readonly Cell[];
  readonly cold: readonly Cell[];
  readonly curves: readonly Lines[];
  readonly growth: readonly Lines[];
  readonly memory: readonly Weight[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
}

export function machine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() || os.arch(),
    cores: cpus.length,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
    system: `${os.type()} ${os.arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
  };
}

/** The version of an installed package, whatever its exports allow. */
export function versionOf(name: string, root: string): string {
  const paths = createRequire(join(root, 'package.json')).resolve.paths(name) ?? [];
  for (const path of paths) {
    try {
      const file = join(realpathSync(join(path, name)), 'package.json');
      return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    } catch {
      // It is not installed there.
    }
  }
  throw new Error(`${name} is not installed.`);
}

/** The time in a cell, if there is one. */
export function timeOf(cell: Cell | undefined, id: string): number | undefined {
  const outcome = cell?.outcomes[id];
  return outcome?.status === 'done' ? outcome.cpu : undefined;
}
