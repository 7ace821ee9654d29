// How tests read a document: one character at a time, and every way in which its text can be cut.
import { everySplit } from '@partialkit/testing';
import { expect } from 'vitest';
import { createPartial, PartialError, type PartialOptions, type Schema } from './index.ts';

/** Cut at every place, one character at a time, and whole. */
export function everyWay(text: string): string[][] {
  return [text.split(''), ...everySplit(text)];
}

/** What is shown, each change once, while a text comes one character at a time. */
export function growthOf(schema: Schema, text: string, options?: PartialOptions): unknown[] {
  const document = createPartial(schema, options);
  const all: unknown[] = [];
  for (const unit of text.split('')) {
    document.push(unit);
    if (document.partial !== all.at(-1)) all.push(document.partial);
  }
  return all;
}

/** What is shown after a text that came one character at a time. */
export function shownAfter(schema: Schema, text: string, options?: PartialOptions): unknown {
  return growthOf(schema, text, options).at(-1);
}

/** What a text comes to. */
export interface Ending {
  readonly partial: unknown;
  /** `path: code` of each. */
  readonly issues: readonly string[];
  /** `path: code` of each. */
  readonly warnings: readonly string[];
  readonly openPath: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
}

/** What a text comes to, and that this is the same however it is cut. */
export function endOf(schema: Schema, text: string, options?: PartialOptions): Ending {
  const [first, ...others] = everyWay(text).map((chunks) => readAll(schema, chunks, options));
  for (const other of others) expect(other).toEqual(first);
  return first as Ending;
}

function readAll(schema: Schema, chunks: readonly string[], options?: PartialOptions): Ending {
  const document = createPartial(schema, options);
  for (const chunk of chunks) document.push(chunk);
  const { partial, openPath } = document;
  const end = outcomeOf(() => document.end());
  const { issues, warnings } = document;
  return { partial, issues: issues.map(nameOf), warnings: warnings.map(nameOf), openPath, ...end };
}

/** What a call returns, or what matters of the PartialError that it throws. */
export function outcomeOf(call: () => unknown): { output: unknown } | { error: object } {
  try {
    return { output: call() };
  } catch (error) {
    if (!(error instanceof PartialError)) throw error;
    const { code, offset, line, column, path, openPath } = error;
    const all = Object.entries({ code, offset, line, column, path, openPath });
    return { error: Object.fromEntries(all.filter(([, part]) => part !== undefined)) };
  }
}

const nameOf = ({ path, code }: { path: readonly (string | number)[]; code: string }): string =>
  `${path.join('.')}: ${code}`;
