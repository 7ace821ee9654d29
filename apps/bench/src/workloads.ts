// All workloads, by their letters.
import type { Workload } from './workload.ts';
import { deep } from './workloads/deep.ts';
import { escapes } from './workloads/escapes.ts';
import { essay } from './workloads/essay.ts';
import { numbers } from './workloads/numbers.ts';
import { profile } from './workloads/profile.ts';
import { tenThousand, thousand } from './workloads/records.ts';
import { report } from './workloads/report.ts';

export const workloads: readonly Workload[] = [
  profile,
  essay,
  report,
  thousand,
  tenThousand,
  deep,
  escapes,
  numbers,
];

/** @throws RangeError for a letter that is none of theirs */
export function workloadOf(id: string): Workload {
  const found = workloads.find((workload) => workload.id === id);
  if (!found) throw new RangeError(`There is no workload ${id}.`);
  return found;
}
