import { expect, test } from 'vitest';
import { again, type Candidate } from './candidate.ts';
import { prepare, TooSlow } from './exercise.ts';
import { workloadOf } from './workloads.ts';

const job = { workload: workloadOf('a'), size: 500, chunking: 'token', task: 'T1' } as const;

function candidate(read: Candidate['read']): Candidate {
  return { id: 'test', name: 'test', gives: 'a new value', read };
}

test('a wrong final value is an error', async () => {
  const wrong = candidate(() => ({}));
  await expect(prepare(wrong, job).prove(20)).rejects.toThrow('final value');
});

test('a final value that was never shown is an error', async () => {
  const hides = candidate(({ chunks, look }) => {
    chunks.forEach((_, i) => void look({}, i));
    return JSON.parse(chunks.join(''));
  });
  await expect(prepare(hides, job).prove(20)).rejects.toThrow('last chunk');
});

test('a run that takes too long says how far it came', async () => {
  const slow = candidate(again((text) => text));
  const proof = prepare(slow, job).prove(0);
  await expect(proof).rejects.toThrow(TooSlow);
});

test('what is not validated by the candidate goes through a deep partial of the schema', async () => {
  const right = candidate(({ chunks, look }) => {
    const value: unknown = JSON.parse(chunks.join(''));
    look(value, chunks.length - 1);
    return value;
  });
  expect(await prepare(right, { ...job, task: 'T4' }).prove(20)).toBeGreaterThan(0.5);
});
