import { expect, test } from 'vitest';
import { chunkings, cut } from './chunks.ts';
import { textOf } from './workload.ts';
import { workloadOf } from './workloads.ts';

test.for(chunkings)('chunks of kind %s are the text again', (chunking) => {
  const text = textOf(workloadOf('g1'));
  expect(cut(text, chunking).join('')).toBe(text);
});

test('chunks like tokens have 1 to 8 characters and 4 on average', () => {
  const chunks = cut(textOf(workloadOf('d')), 'token');
  const lengths = new Set(chunks.map((chunk) => chunk.length));
  expect([...lengths].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(chunks.join('').length / chunks.length).toBeCloseTo(4, 1);
});

test('no chunk ends within a surrogate pair', () => {
  for (const chunking of chunkings) {
    for (const chunk of cut('🙂'.repeat(300), chunking)) expect(chunk).toBe(Buffer.from(chunk).toString());
  }
});
