// How a value looks in a column of a frame: cut, wrapped, and with a cursor where it still grows.
import type { FieldRow } from '../fields/field-rows.ts';
import { broken, clip, printable } from './text-width.ts';

/** A long text is told in this many lines: its end while it grows, its beginning once it is done. */
const LINES = 4;
const CURSOR = '▍';

/** The lines of a row's value, each at most `columns` wide; at least one. */
export function valueLines({ kind, value, count, state }: FieldRow, columns: number): string[] {
  if (kind === 'gap') return [`${count} more above`];
  if (kind === 'array') return [`${count} ${count === 1 ? 'element' : 'elements'}`];
  if (kind === 'object' || value === undefined) return [''];
  if (typeof value !== 'string') return [clip(printable(scalar(value)), columns)];
  const isOpen = state === 'streaming';
  const quoted = printable(JSON.stringify(value));
  const lines = broken(isOpen ? `${quoted.slice(0, -1)}${CURSOR}` : quoted, Math.max(8, columns));
  if (lines.length <= LINES) return lines;
  return isOpen ? [`…${lines.at(-LINES)?.slice(1)}`, ...lines.slice(1 - LINES)] : closed(lines);
}

function closed(lines: readonly string[]): string[] {
  const last = lines[LINES - 1] ?? '';
  return [...lines.slice(0, LINES - 1), `${last.slice(0, -1)}…`];
}

function scalar(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
