// One string of 10 MB, in chunks like tokens.
import * as z from 'zod';
import { cut } from '../chunks.ts';
import type { Finding, Findings } from '../finding.ts';
import { paragraphs } from '../prose.ts';
import { createRandom } from '../random.ts';
import { cpuSince } from '../stopwatch.ts';
import { documentReader, heap, parserReader, type Reader, readAll } from './read-tokens.ts';

const LENGTH = 10_000_000;

export function longString(): Findings {
  const text = JSON.stringify({ text: paragraphs(createRandom(5), LENGTH) });
  const chunks = cut(text, 'token');
  const schema = z.object({ text: z.string() });
  const clock = cpuSince();
  JSON.parse(text);
  const once = clock();
  const rows: Finding[] = [{ what: 'JSON.parse of the whole', value: once, unit: 'ms' }];
  for (const [name, make] of [
    ['plain', parserReader],
    ['validated', () => documentReader(schema)],
  ] as const) {
    readAll(make(), chunks.slice(0, 0).concat(['{"text":""}']), 1);
    rows.push({ what: `a value after every token, ${name}`, value: readAll(make(), chunks, 1), unit: 'ms' });
    rows.push({ what: `a value every 16 tokens, ${name}`, value: readAll(make(), chunks, 16), unit: 'ms' });
    rows.push(...memoryOf(name, make(), text));
  }
  return { title: `One string of 10 MB, ${chunks.length.toLocaleString('en-US')} tokens`, rows };
}

/** Pieces come from a buffer, as from a decoder, so that they live only where they are kept. */
function memoryOf(name: string, reader: Reader, text: string): Finding[] {
  const bytes = Buffer.from(text, 'latin1');
  const base = heap();
  for (let at = 0; at < bytes.length; at += 4) {
    reader.push(bytes.toString('latin1', at, at + 4));
    if (at % 64 === 0) reader.look();
  }
  const unflattened = heap() - base;
  const value = reader.look() as { text: string };
  // A look at its last character makes the rope flat, as a write into the DOM does.
  value.text.charCodeAt(value.text.length - 1);
  const flat = heap() - base;
  reader.end();
  return [
    { what: `alive when nobody has looked into it, ${name}`, value: unflattened, unit: 'bytes' },
    { what: `alive once somebody has, ${name}`, value: flat, unit: 'bytes' },
  ];
}
