// Every field of a document as a flat list of rows, pending ones included: what the schema knows, and what has come.
import type { FieldState, JsonPath } from '@partialkit/core';
import { childSchema, keysOf } from './schema-outline.ts';

/** One line of an inspector. */
export interface FieldRow {
  /** `gap` stands for elements of a long array that are left out. */
  readonly kind: 'object' | 'array' | 'leaf' | 'gap';
  readonly path: JsonPath;
  /** How many containers it is in; the root's own fields are at 0. */
  readonly depth: number;
  readonly state: FieldState;
  /** What is shown there; undefined while nothing is. */
  readonly value: unknown;
  /** Elements or keys of a container, elements left out of a gap. */
  readonly count: number;
}

/** What rows are made from. */
export interface Fields {
  readonly schema: unknown;
  readonly partial: unknown;
  state(path: JsonPath): FieldState;
}

/** Arrays longer than this are told by their end, where they grow. */
const LONG = 12;
const KEPT = 4;
/** A schema may contain itself. */
const DEEPEST = 16;

/** The rows of a document, in the order in which its text comes. */
export function fieldRows({ schema, partial, state }: Fields): FieldRow[] {
  const rows: FieldRow[] = [];
  visitChildren(schema, partial, []);
  return rows;

  function visit(schema: unknown, value: unknown, path: JsonPath): void {
    const keys = keysOf(schema, value);
    const isArray = Array.isArray(value);
    const kind = isArray ? 'array' : keys ? 'object' : 'leaf';
    const count = isArray ? value.length : Object.keys(Object(value)).length;
    rows.push({
      kind,
      path,
      depth: path.length - 1,
      state: state(path),
      value,
      count: kind === 'leaf' ? 0 : count,
    });
    if (kind !== 'leaf') visitChildren(schema, value, path);
  }

  function visitChildren(schema: unknown, value: unknown, path: JsonPath): void {
    if (path.length >= DEEPEST) return;
    if (!Array.isArray(value)) {
      for (const key of keysOf(schema, value) ?? []) {
        visit(childSchema(schema, value, key), own(value, key), [...path, key]);
      }
      return;
    }
    const skipped = value.length > LONG ? value.length - KEPT : 0;
    if (skipped) {
      rows.push({ kind: 'gap', path, depth: path.length, state: 'done', value: undefined, count: skipped });
    }
    for (let i = skipped; i < value.length; i++) visit(childSchema(schema, value, i), value[i], [...path, i]);
  }
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
