// Documents of 2 MB: time and memory, for each kind of document.
import { cut } from '../chunks.ts';
import type { Finding, Findings } from '../finding.ts';
import { cpuSince } from '../stopwatch.ts';
import { textOf, type Workload } from '../workload.ts';
import { workloads } from '../workloads.ts';
import { documentReader, heap, parserReader, type Reader } from './read-tokens.ts';

const SIZE = 2_000_000;

export function twoMegabytes(): Findings {
  const kinds = workloads.filter(({ id }) => id !== 'd');
  return {
    title:
      'Documents of 2 MB in tokens, a value every 16: the most that is alive, as a multiple of the finished value',
    rows: kinds.flatMap((workload): Finding[] => [
      (console.error(workload.id), weigh(workload, 'plain', parserReader())),
      weigh(workload, 'validated', documentReader(workload.schema)),
    ]),
  };
}

function weigh(workload: Workload, name: string, reader: Reader): Finding {
  const text = textOf(workload, SIZE);
  const isLatin = !/[^\0-\xff]/.test(text);
  const encoding = isLatin ? 'latin1' : 'utf16le';
  const width = isLatin ? 1 : 2;
  const bytes = Buffer.from(text, encoding);
  const lengths = Uint8Array.from(cut(text, 'token'), (chunk) => chunk.length);
  const empty = heap();
  let finished: unknown = JSON.parse(text);
  const value = heap() - empty;
  finished = undefined;
  const base = heap();
  let most = 0;
  let at = 0;
  const clock = cpuSince();
  for (let i = 0; i < lengths.length; i++) {
    const length = lengths[i] ?? 0;
    reader.push(bytes.toString(encoding, at * width, (at + length) * width));
    at += length;
    if (i % 16 === 0) reader.look();
    if (i % Math.floor(lengths.length / 8) === 0) most = Math.max(most, heap() - base);
  }
  reader.look();
  most = Math.max(most, heap() - base);
  finished = reader.end();
  const seconds = (clock() / 1000).toFixed(1);
  const note = `${(most / 1e6).toFixed(1)} MB of ${(value / 1e6).toFixed(1)} MB, ${seconds} s of CPU with weighing`;
  const what = `${workload.id}, ${workload.title.replace(/,[^,]*$/, '')}, ${name}`;
  return {
    what,
    value: most / value,
    unit: '×',
    most: 3,
    note: finished === undefined ? 'nothing came' : note,
  };
}
