import { expect, test } from 'vitest';
import { between, END, markdown, START } from './readme.ts';
import type { Results } from './results.ts';

const results: Results = {
  mode: 'full',
  date: '2026-01-02',
  minutes: 1,
  limit: 20,
  machine: { cpu: 'CPU', cores: 2, memory: '8 GB', system: 'Linux x64', node: '20.0.0', v8: '11' },
  candidates: [
    {
      id: 'partialkit',
      name: 'PartialKit',
      package: 'p',
      version: '1.0.0',
      gives: 'immutable',
      validates: true,
    },
    { id: 'slow', name: 'slow', package: 's', version: '2.0.0', gives: 'a new value', validates: false },
    { id: 'json-parse', name: 'JSON.parse', gives: 'the final value', validates: false },
  ],
  missing: [],
  workloads: [],
  cells: [
    {
      workload: 'c',
      task: 'T4',
      chunking: 'token',
      size: 1,
      length: 1,
      chunks: 1000,
      outcomes: {
        partialkit: { status: 'done', cpu: 2, wall: 2, quartiles: [2, 2], samples: 9 },
        slow: { status: 'DNF', limit: 20 },
      },
    },
  ],
  cold: [],
  curves: [],
  growth: [],
  memory: [],
};

test('the table has the time per token of each candidate that has values, and says who did not finish', () => {
  const rows = markdown(results).split('\n');
  expect(rows).toContain('| **PartialKit** | 2.00 µs |  |  |  |');
  expect(rows).toContain('| slow 2.0.0 | over 20 s in all |  |  |  |');
  expect(rows.join('\n')).not.toContain('JSON.parse');
});

test('the table is written between the marks, again and again, and nothing else changes', () => {
  const before = `# Title\n\n${START}\nold\n${END}\n\nend\n`;
  const after = `# Title\n\n${START}\nnew\n${END}\n\nend\n`;
  expect(between(before, 'new')).toBe(after);
  expect(between(after, 'new')).toBe(after);
  expect(() => between('# Title', 'new')).toThrow(RangeError);
});
