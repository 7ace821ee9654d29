// Wide containers: what one more token costs when an array, or a record, has so many entries already.
import * as z from 'zod';
import type { Finding, Findings } from '../finding.ts';
import { phrase } from '../prose.ts';
import { createRandom } from '../random.ts';
import { documentReader, parserReader, timeTail } from './read-tokens.ts';

const TEXT = phrase(createRandom(3), 300);
const COUNTS = [10, 100, 1_000, 10_000, 100_000];

/** A string grows in the last element of an array of small objects, and in the last key of a record. */
export function wide(): Findings {
  const item = z.object({ id: z.number(), name: z.string() });
  const array = z.object({ items: z.array(item) });
  const record = z.record(z.string(), z.string());
  const rows = COUNTS.flatMap((count): Finding[] => {
    const items = Array.from({ length: count }, (_, id) => `{"id":${id},"name":"name ${id}"}`).join(',');
    const entries = Array.from({ length: count }, (_, i) => `"key_${i}":"value ${i}"`).join(',');
    const inArray = `{"items":[${items},{"id":0,"name":"`;
    const inRecord = `{${entries},"last":"`;
    const what = count.toLocaleString('en-US');
    return [
      timeTail(`array of ${what}, plain`, parserReader, inArray, TEXT, nameAt(count)),
      timeTail(`array of ${what}, validated`, () => documentReader(array), inArray, TEXT, nameAt(count)),
      timeTail(`record of ${what} keys, plain`, parserReader, inRecord, TEXT, lastKey),
      timeTail(`record of ${what} keys, validated`, () => documentReader(record), inRecord, TEXT, lastKey),
    ];
  });
  return { title: 'One more token, and a look at it, in wide containers', rows };
}

const nameAt =
  (index: number) =>
  (value: unknown): string =>
    (value as { items: { name?: string }[] }).items[index]?.name ?? '';

function lastKey(value: unknown): string {
  return (value as { last?: string }).last ?? '';
}
