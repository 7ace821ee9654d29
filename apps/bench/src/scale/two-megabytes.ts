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
      'Documents of 2 MB in tokens, 500 values: the most that is alive, as a multiple of the finished value',
    rows: kinds.flatMap((workload): Finding[] => [
      weigh(workload, 'plain', parserReader),
      weigh(workload, 'validated', () => documentReader(workload.schema)),
    ]),
  };
}

/** A text as bytes, and where its chunks end, so that nothing of it is on the heap. */
interface Stored {
  readonly bytes: Buffer;
  readonly encoding: 'latin1' | 'utf16le';
  readonly lengths: Uint8Array;
}

function store(workload: Workload): Stored {
  const text = textOf(workload, SIZE);
  const encoding = /[^\0-\xff]/.test(text) ? 'utf16le' : 'latin1';
  const lengths = Uint8Array.from(cut(text, 'token'), (chunk) => chunk.length);
  return { bytes: Buffer.from(text, encoding), encoding, lengths };
}

function weighValue({ bytes, encoding }: Stored): number {
  const before = heap();
  const kept: unknown[] = [JSON.parse(bytes.toString(encoding))];
  const weight = heap() - before;
  return kept.length * weight;
}

function weigh(workload: Workload, name: string, make: () => Reader): Finding {
  const stored = store(workload);
  const value = weighValue(stored);
  const base = heap();
  const clock = cpuSince();
  const most = readStored(stored, make(), base);
  const note = `${(most / 1e6).toFixed(1)} MB of ${(value / 1e6).toFixed(1)} MB, ${(clock() / 1000).toFixed(1)} s of CPU with weighing`;
  const what = `${workload.id}, ${workload.title.replace(/,[^,]*$/, '')}, ${name}`;
  return { what, value: most / value, unit: '×', ...(workload.id === 'e' && { most: 3 }), note };
}

/** The most that was alive beyond `base`. */
function readStored({ bytes, encoding, lengths }: Stored, reader: Reader, base: number): number {
  const width = encoding === 'latin1' ? 1 : 2;
  let most = 0;
  let at = 0;
  for (let i = 0; i < lengths.length; i++) {
    const end = at + (lengths[i] ?? 0);
    reader.push(bytes.toString(encoding, at * width, end * width));
    at = end;
    if (i % Math.floor(lengths.length / 500) === 0) reader.look();
    if (i % Math.floor(lengths.length / 8) === 0) most = Math.max(most, heap() - base);
  }
  reader.look();
  most = Math.max(most, heap() - base);
  reader.end();
  return most;
}
