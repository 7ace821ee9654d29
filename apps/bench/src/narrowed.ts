// A plan for some documents and tasks only.
import type { Plan } from './plan.ts';

export function narrowed(
  plan: Plan,
  letters: readonly string[] | undefined,
  tasks: readonly string[] | undefined,
): Plan {
  const fits = (workload: string, task: string): boolean =>
    (!letters || letters.includes(workload)) && (!tasks || tasks.includes(task));
  const jobs = (all: Plan['jobs']): Plan['jobs'] =>
    all.filter(({ workload, task }) => fits(workload.id, task));
  const kinds = (all: Plan['growth']['kinds']): Plan['growth']['kinds'] =>
    all.filter(({ workload, task }) => fits(workload, task));
  return {
    ...plan,
    jobs: jobs(plan.jobs),
    cold: { ...plan.cold, jobs: jobs(plan.cold.jobs) },
    curves: { ...plan.curves, kinds: kinds(plan.curves.kinds) },
    growth: { ...plan.growth, kinds: kinds(plan.growth.kinds) },
    memory: { ...plan.memory, jobs: jobs(plan.memory.jobs) },
  };
}
