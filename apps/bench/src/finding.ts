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
