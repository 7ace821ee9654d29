// What a candidate that has not finished one cell cannot finish either, so that nobody has to wait for it again.
import type { Cell } from './cell.ts';
import { asAsked } from './cell.ts';
import type { Job } from './exercise.ts';

/** The words for a cell. */
export function nameOf({ workload, task, chunking }: Pick<Cell, 'workload' | 'task' | 'chunking'>): string {
  return `${task} ${workload} ${chunking}`;
}

/**
 * The name of a cell that `id` has not finished and that asks for no more than `job`: the same document in larger pieces,
 * a tenth of it, or the same values without a look or a schema. `validates`: it has a way of its own to validate, of
 * which the time for plain values says nothing.
 */
export function impliedBy(
  job: Job,
  cells: readonly Cell[],
  id: string,
  validates: boolean,
): string | undefined {
  const { workload, chunking, task } = asAsked(job);
  const found = cells.find(
    (cell) =>
      cell.outcomes[id]?.status === 'DNF' &&
      (cell.workload === workload || (cell.workload === 'd' && workload === 'e')) &&
      (cell.chunking === chunking || (cell.chunking === 'token' && chunking === '1')) &&
      (cell.task === task || (cell.task === 'T1' && (task === 'T1t' || (task === 'T4' && !validates)))),
  );
  if (!found) return undefined;
  const outcome = found.outcomes[id];
  return outcome?.status === 'DNF' && outcome.implied !== undefined ? outcome.implied : nameOf(found);
}
