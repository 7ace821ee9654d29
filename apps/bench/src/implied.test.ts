import { expect, test } from 'vitest';
import type { Cell } from './cell.ts';
import type { Chunking } from './chunks.ts';
import { impliedBy } from './implied.ts';
import type { Task } from './task.ts';
import { workloadOf } from './workloads.ts';

function cell(task: Task, workload: string, chunking: Chunking = 'token'): Cell {
  return {
    task,
    workload,
    chunking,
    size: 0,
    chunks: 0,
    length: 0,
    outcomes: { slow: { status: 'DNF', limit: 20 } },
  };
}

function job(task: Task, workload: string, chunking: Chunking = 'token') {
  return { task, workload: workloadOf(workload), chunking, size: 0 };
}

test('what asks for more than a cell that was not finished is not tried', () => {
  const cells = [cell('T1', 'd')];
  expect(impliedBy(job('T4', 'd'), cells, 'slow', false)).toBe('T1 d token');
  expect(impliedBy(job('T1t', 'e'), cells, 'slow', false)).toBe('T1 d token');
  expect(impliedBy(job('T1', 'd', '1'), cells, 'slow', false)).toBe('T1 d token');
});

test('what asks for less, or for something else, is tried', () => {
  const cells = [cell('T1', 'd')];
  expect(impliedBy(job('T2', 'd'), cells, 'slow', false)).toBeUndefined();
  expect(impliedBy(job('T1', 'c'), cells, 'slow', false)).toBeUndefined();
  expect(impliedBy(job('T1', 'd', '64'), cells, 'slow', false)).toBeUndefined();
  expect(impliedBy(job('T1', 'd'), cells, 'fast', false)).toBeUndefined();
});

test('a validating way of its own is tried, whatever the plain one did', () => {
  expect(impliedBy(job('T4', 'd'), [cell('T1', 'd')], 'slow', true)).toBeUndefined();
});
