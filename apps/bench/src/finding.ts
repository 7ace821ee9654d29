// One figure of the checks beside the bench: of scale, of the wire, of sizes.
import { bytes, digits } from './words.ts';

export interface Finding {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'µs' | 'bytes' | '×' | '';
  /** What it should be at most. */
  readonly most?: number;
  readonly note?: string;
}

/** What belongs together, in one table. */
export interface Findings {
  readonly title: string;
  readonly rows: readonly Finding[];
}

export function isBeyond({ value, most }: Finding): boolean {
  return most !== undefined && value > most;
}

/** A figure with its unit. */
export function figure({ value, unit }: Finding): string {
  return unit === 'bytes' ? bytes(value) : `${digits(value)}${unit && ` ${unit}`}`;
}

/** A figure as a line of the terminal. */
export function line(row: Finding): string {
  const bound = row.most === undefined ? '' : `   at most ${figure({ ...row, value: row.most })}`;
  const mark = isBeyond(row) ? ' BEYOND' : '';
  return `${row.what.padEnd(72)}${figure(row).padStart(12)}${bound}${mark}${row.note ? `   (${row.note})` : ''}`;
}
