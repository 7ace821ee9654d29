// Many documents at once: a hundred that grow in turn, a token each.
import { cut } from '../chunks.ts';
import type { Findings } from '../finding.ts';
import { cpuSince } from '../stopwatch.ts';
import { textOf } from '../workload.ts';
import { report } from '../workloads/report.ts';
import { documentReader, heap, readAll, timeAll } from './read-tokens.ts';

const COUNT = 100;

export function many(): Findings {
  const chunks = cut(textOf(report), 'token');
  const make = () => documentReader(report.schema);
  const one = timeAll(make, chunks, 1, 800) * 1000;
  const base = heap();
  const readers = Array.from({ length: COUNT }, make);
  const clock = cpuSince();
  for (const chunk of chunks) {
    for (const reader of readers) {
      reader.push(chunk);
      reader.look();
    }
  }
  const all = clock() * 1000;
  const alive = heap() - base;
  const value = JSON.parse(textOf(report));
  const before = heap();
  const copies = Array.from({ length: 20 }, () => structuredClone(value));
  const size = (heap() - before) / copies.length;
  for (const reader of readers) reader.end();
  readAll(make(), chunks, 16);
  return {
    title: `${COUNT} documents of 20 KB that grow at once, validated, a value after every token`,
    rows: [
      { what: 'token of one document', value: one / chunks.length, unit: 'µs' },
      { what: `token of one of ${COUNT}, in turn`, value: all / chunks.length / COUNT, unit: 'µs' },
      { what: 'alive per document', value: alive / COUNT, unit: 'bytes' },
      { what: 'alive per document, of its finished value', value: alive / COUNT / size, unit: '×', most: 3 },
    ],
  };
}
