// Bytes on the wire: the same growing report in each format, an event every 50 ms.
import { createJsonParser, encodeMessage } from '@partialkit/core';
import jsonPatch from 'fast-json-patch';
import { cut } from './chunks.ts';
import type { Findings } from './finding.ts';
import { textOf } from './workload.ts';
import { report } from './workloads/report.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A model that writes 100 tokens a second, gathered for 50 ms. */
const TOKENS_PER_EVENT = 5;

export function wire(): Findings {
  const text = textOf(report);
  const document = Buffer.byteLength(text);
  const batches = gather(cut(text, 'token'));
  const snapshots = readAll(batches);
  const changes = snapshots.map((value, i) => [snapshots[i - 1] ?? null, value] as const);
  const formats: Readonly<Record<string, number>> = {
    'full snapshots, as Instructor sends them': sum(snapshots.map((value) => event(value))),
    'merge patches, RFC 7396': sum(changes.map(([from, to]) => event(mergePatchOf(from, to)))),
    'RFC 6902, by fast-json-patch': sum(changes.map(([from, to]) => event(operationsOf(from, to)))),
    'RFC 6902 with append operations': sum(changes.map(([from, to]) => event(withAppends(from, to)))),
    "PartialKit's deltas of text, with ids": sum(
      batches.map((batch, i) =>
        Buffer.byteLength(encodeMessage({ id: `1-${i + 1}`, type: 'delta', text: batch })),
      ),
    ),
  };
  return {
    title: `Bytes on the wire: a report of ${document.toLocaleString('en-US')} bytes in ${batches.length} events, one every 50 ms`,
    rows: Object.entries(formats).flatMap(([what, value]) => [
      { what, value, unit: 'bytes' as const },
      {
        what: `${what}, times the document`,
        value: value / document,
        unit: '×' as const,
        ...(what.startsWith('PartialKit') && { most: 1.9 }),
      },
    ]),
  };
}

function gather(chunks: readonly string[]): string[] {
  const batches: string[] = [];
  for (let i = 0; i < chunks.length; i += TOKENS_PER_EVENT) {
    batches.push(chunks.slice(i, i + TOKENS_PER_EVENT).join(''));
  }
  return batches;
}

/** What there is after each batch. */
function readAll(batches: readonly string[]): Json[] {
  const parser = createJsonParser();
  return batches.map((batch) => {
    parser.push(batch);
    return (parser.snapshot.value ?? null) as Json;
  });
}

/** Bytes of one event of an event stream. */
function event(data: unknown): number {
  return data === undefined ? 0 : Buffer.byteLength(`data: ${JSON.stringify(data)}\n\n`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** The smallest merge patch: changed keys alone, arrays as a whole. Undefined if nothing has changed. */
function mergePatchOf(from: Json, to: Json): Json | undefined {
  if (from === to) return undefined;
  if (!isObject(from) || !isObject(to)) return to;
  const changed = Object.entries(to).flatMap(([key, value]) => {
    const before = from[key];
    const patch = before === undefined ? value : mergePatchOf(before, value);
    return patch === undefined ? [] : [[key, patch] as const];
  });
  return changed.length ? Object.fromEntries(changed) : undefined;
}

function operationsOf(from: Json, to: Json): unknown {
  const operations = jsonPatch.compare({ root: from }, { root: to });
  return operations.length ? operations : undefined;
}

/** The same operations; where a string has grown, only what it has grown by. */
function withAppends(from: Json, to: Json): unknown {
  const operations = jsonPatch.compare({ root: from }, { root: to }).map((operation) => {
    if (operation.op !== 'replace' || typeof operation.value !== 'string') return operation;
    const before: unknown = jsonPatch.getValueByPointer({ root: from }, operation.path);
    if (typeof before !== 'string' || !operation.value.startsWith(before)) return operation;
    return { op: 'append', path: operation.path, value: operation.value.slice(before.length) };
  });
  return operations.length ? operations : undefined;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
