// What is asked of a candidate, each in one word and with what it costs to look.

export type Task = 'T1' | 'T1t' | 'T2' | 'T3' | 'T4';

export const tasks: readonly Task[] = ['T1', 'T1t', 'T2', 'T3', 'T4'];

export const describes: Readonly<Record<Task, string>> = {
  T1: 'a value after every chunk',
  T1t: 'a value after every chunk, and the newest leaf is looked at',
  T2: 'a value every 16 chunks, about a frame',
  T3: 'one value at the end',
  T4: 'a validated partial after every chunk',
};

/** A value is wanted after so many chunks. */
export function everyOf(task: Task): number {
  return task === 'T3' ? Number.POSITIVE_INFINITY : task === 'T2' ? 16 : 1;
}
