// A run as lines of text: the object with the state of each field, its issues, its measures.
import type { FieldState, JsonPath, Schema } from '@partialkit/core';
import { type FieldRow, fieldRows } from '../fields/field-rows.ts';
import type { Colour, Paint } from './paint.ts';
import { broken, clip, pad, printable, textWidth } from './text-width.ts';
import { valueLines } from './value-lines.ts';
import type { Run, RunStatus } from './watch.ts';

/** What stands above the object. */
export interface Title {
  readonly name: string;
  readonly about: string;
}

/** What a frame is made of. */
export interface Picture {
  readonly title: Title;
  readonly schema: Schema;
  readonly run: Run;
  readonly wireBytes: number;
  readonly columns: number;
  readonly paint: Paint;
  /** States as words, for those who see no colours and marks. */
  readonly words: boolean;
}

/** A frame in three parts: when there is too little room, the body gives way. */
export interface Frame {
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly foot: readonly string[];
  /** The line of the body where something happens. */
  readonly focus: number;
}

const MARKS: Readonly<Record<FieldState, string>> = { pending: '·', streaming: '◐', done: '✓', invalid: '✗' };
const NARROWEST_LABEL = 8;
const WIDEST_LABEL = 26;
const ISSUES = 4;

export function frame({ title, schema, run, wireBytes, columns, paint, words }: Picture): Frame {
  const { document } = run;
  const rows = fieldRows({ schema, partial: document.partial, state: (path) => document.state(path) });
  const { body, focus } = object(rows, columns, paint, words);
  return {
    head: [paint.bold(clip(title.name, columns)), ...broken(title.about, columns).map(paint.dim), ''],
    body: body.length ? body : [paint.dim('  (an object without fields)')],
    focus,
    foot: [
      '',
      ...spoken(run, columns, paint),
      ...issues(run, columns, paint),
      ...measures(run, wireBytes, columns, paint),
    ],
  };
}

function object(rows: readonly FieldRow[], columns: number, paint: Paint, words: boolean) {
  const labels = rows.map(
    (row) => '  '.repeat(row.depth) + (row.kind === 'gap' ? '⋮' : printable(String(row.path.at(-1)))),
  );
  const widest = Math.max(NARROWEST_LABEL, ...labels.map(textWidth));
  const labelWidth = Math.min(widest, WIDEST_LABEL, Math.floor(columns / 3)) + 2;
  const colours = stateColours(paint);
  const body: string[] = [];
  let focus = 0;
  rows.forEach((row, i) => {
    if (row.state === 'streaming' || row.state === 'done') focus = body.length;
    const mark = words ? `${row.state.padEnd(9)} ` : `${MARKS[row.state]} `;
    const label = pad(clip(labels[i] ?? '', labelWidth - 1), labelWidth);
    const room = columns - mark.length - labelWidth;
    valueLines(row, room).forEach((line, at) => {
      const start =
        at === 0 ? colours[row.state](mark) + named(row, label, paint) : ' '.repeat(mark.length + labelWidth);
      body.push(`${start}${valued(row, line, paint)}`.trimEnd());
    });
  });
  return { body, focus };
}

function stateColours(paint: Paint): Readonly<Record<FieldState, Colour>> {
  return { pending: paint.dim, streaming: paint.yellow, done: paint.green, invalid: paint.red };
}

function named({ state, kind }: FieldRow, label: string, paint: Paint): string {
  if (state === 'pending' || kind === 'gap') return paint.dim(label);
  return state === 'invalid' ? paint.red(label) : label;
}

function valued({ kind, value, state }: FieldRow, line: string, paint: Paint): string {
  if (kind !== 'leaf') return paint.dim(line);
  if (state === 'streaming') return paint.yellow(line);
  return typeof value === 'string' ? paint.green(line) : paint.cyan(line);
}

/** What the model said beside the object: the end of it, in two lines. */
function spoken({ reasoning, refusal }: Run, columns: number, paint: Paint): string[] {
  const text = printable((refusal || reasoning).trim().replace(/\s+/g, ' '));
  if (text === '') return [];
  const lines = broken(text, columns - 10);
  const shown = refusal ? lines : lines.slice(-2);
  return shown.map((line, i) =>
    paint.blue(`${(i > 0 ? '' : refusal ? 'refuses' : 'thinks').padEnd(9)} ${line}`),
  );
}

function issues({ document }: Run, columns: number, paint: Paint): string[] {
  const all = document.issues;
  const shown = all
    .slice(0, ISSUES)
    .map(({ path, message }) => clip(printable(`✗ ${dotted(path)}: ${message}`), columns - 10));
  if (all.length > ISSUES) shown.push(`and ${all.length - ISSUES} more`);
  if (shown.length === 0) return [`${'issues'.padEnd(9)} ${paint.dim('none')}`];
  return shown.map((line, i) => `${(i ? '' : 'issues').padEnd(9)} ${paint.red(line)}`);
}

function measures(run: Run, wireBytes: number, columns: number, paint: Paint): string[] {
  const first = run.firstMs === undefined ? 'nothing yet' : `first value at ${seconds(run.firstMs)}`;
  const each = run.pieces ? ` · ${(run.workMs / run.pieces).toFixed(2)} ms of work a piece` : '';
  const text = `${seconds(run.elapsedMs)} · ${first} · ${run.pieces} pieces, ${bytes(wireBytes)} on the wire${each}`;
  const trouble = run.trouble === undefined ? [] : broken(printable(run.trouble), columns - 10);
  return [
    ...broken(text, columns - 10).map((line, i) => `${(i ? '' : 'timing').padEnd(9)} ${paint.dim(line)}`),
    `${'status'.padEnd(9)} ${statusColour(run.status, paint)(run.status)}`,
    ...trouble.map((line) => `${' '.repeat(9)} ${line}`),
  ];
}

function statusColour(status: RunStatus, paint: Paint): Colour {
  if (status === 'done') return paint.green;
  return status === 'waiting' || status === 'streaming' ? paint.yellow : paint.red;
}

/** `items.0.title`, or `the document` for its root. */
function dotted(path: JsonPath): string {
  return path.length ? path.join('.') : 'the document';
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function bytes(count: number): string {
  return count < 1000 ? `${count} B` : `${(count / 1000).toFixed(1)} kB`;
}
