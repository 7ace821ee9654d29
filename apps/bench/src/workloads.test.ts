import { describe, expect, test } from 'vitest';
import { textOf } from './workload.ts';
import { workloadOf, workloads } from './workloads.ts';

describe.for(workloads)('$id, $title', (workload) => {
  test('is the same text every time', () => {
    expect(textOf(workload, 30_000)).toBe(textOf(workload, 30_000));
  });

  test.for([0, 10_000, 100_000])('has about the size that is asked for: %i, or its own', (asked) => {
    const size = asked || workload.size;
    // One more element of an array may stand over; the largest, a tree of 200 levels or a section, has 4,000 characters.
    expect(Math.abs(textOf(workload, size).length - size)).toBeLessThan(Math.max(size * 0.2, 4_000));
  });

  test('follows its schema, and is what JSON.stringify would write of it', () => {
    const text = textOf(workload);
    const value: unknown = JSON.parse(text);
    expect(workload.schema.parse(value)).toEqual(value);
    if (workload.id !== 'g1') expect(JSON.stringify(value)).toBe(text);
  });
});

test('the deep document has 200 levels, and one of the wide ones 10,000 records', () => {
  let depth = 0;
  for (let node = JSON.parse(textOf(workloadOf('f'))).trees[0]; node; node = node.child) depth++;
  expect(depth).toBe(200);
  expect(JSON.parse(textOf(workloadOf('e'))).records.length).toBeGreaterThan(9_500);
  expect(JSON.parse(textOf(workloadOf('d'))).records.length).toBeGreaterThan(950);
});

test('half of what is not ASCII among the escapes is escaped, and surrogates come in pairs', () => {
  const text = textOf(workloadOf('g1'));
  const raw = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const escaped = text.match(/\\u/g)?.length ?? 0;
  expect(escaped).toBeGreaterThan(raw / 2);
  expect(JSON.parse(text)).toEqual(JSON.parse(Buffer.from(text).toString()));
});
