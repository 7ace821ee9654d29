// The command line: `npm run bench`, `-- --quick`, `-- --only=partialkit,jsonriver --workloads=c --tasks=T1,T4`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInquiry } from './inquiry.ts';
import { page } from './page.ts';
import { full, type Plan, quick } from './plan.ts';
import type { Described } from './question.ts';
import { report } from './report.ts';
import { type Measured, machine, type Results, versionOf } from './results.ts';
import { type Field, runCells, runCold, runCurves, runGrowth, runMemory } from './run.ts';
import { workloads } from './workloads.ts';

export interface Built {
  /** The ids of the candidates that could be bundled. */
  readonly built: readonly string[];
  readonly missing: readonly { readonly id: string; readonly why: string }[];
  readonly root: string;
}

/** Ours, the peers from near to far, the limits. */
const ORDER = [
  'partialkit',
  'jsonriver',
  'streamparser',
  'ai-sdk',
  'ai-sdk-object',
  'partial-json',
  'openai',
  'anthropic',
  'langchain',
  'best-effort',
  'schema-stream',
  'hashbrown',
  'json-parse',
  'loop',
];
const PARTS = ['cells', 'cold', 'curves', 'growth', 'memory'];

/** Answers the exit code: 1 if a value of ours, or of a limit, is wrong. */
export async function main(args: readonly string[], { built, missing, root }: Built): Promise<number> {
  const chosen = (name: string): string[] | undefined =>
    args
      .find((arg) => arg.startsWith(`--${name}=`))
      ?.slice(name.length + 3)
      .split(',');
  const plan = narrowed(args.includes('--quick') ? quick : full, chosen('workloads'), chosen('tasks'));
  const parts = chosen('parts') ?? PARTS;
  const only = chosen('only');
  const ids = ORDER.filter((id) => built.includes(id) && (!only || only.includes(id)));
  const started = Date.now();

  const inquiries = ids.map((id) => createInquiry(id, join(root, `dist/candidates/${id}.js`)));
  const candidates: Measured[] = [];
  for (const inquiry of inquiries) {
    const answer = await inquiry.ask({ type: 'describe' }, 60);
    if (answer?.type !== 'described') throw new Error(`${inquiry.id} does not start.`);
    candidates.push(withVersion(answer.described, root));
  }
  const names = new Map(candidates.map(({ id, name }) => [id, name]));
  const say = (line: string): void => console.log(line);
  const field: Field = { candidates, inquiries, say, show: (cell) => say(report(cell, names)) };

  const has = (part: string): boolean => parts.includes(part);
  const results: Results = {
    mode: plan.mode,
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    candidates,
    missing,
    workloads: workloads.map(({ id, title, describes }) => ({ id, title, describes })),
    cells: has('cells') ? await runCells(plan, field) : [],
    cold: has('cold') ? await runCold(plan, field) : [],
    curves: has('curves') ? await runCurves(plan, field) : [],
    growth: has('growth') ? await runGrowth(plan, field) : [],
    memory: has('memory') ? await runMemory(plan, field) : [],
    minutes: 0,
    limit: plan.effort.limit,
  };
  const isWhole = !only && !chosen('workloads') && !chosen('tasks') && !chosen('parts');
  const folder = join(root, isWhole && plan.mode === 'full' ? 'results' : 'dist');
  const minutes = Math.round((Date.now() - started) / 6_000) / 10;
  write(folder, { ...results, minutes });
  say(`\n${minutes} minutes; results in ${join(folder, 'bench.json')}`);
  return wrong(results) ? 1 : 0;
}

function narrowed(plan: Plan, letters: string[] | undefined, tasks: string[] | undefined): Plan {
  const fits = (workload: string, task: string): boolean =>
    (!letters || letters.includes(workload)) && (!tasks || tasks.includes(task));
  const jobs = <J extends Plan['jobs']>(all: J): Plan['jobs'] =>
    all.filter((job) => fits(job.workload.id, job.task));
  const kinds = (all: Plan['growth']['kinds']): Plan['growth']['kinds'] =>
    all.filter((kind) => fits(kind.workload, kind.task));
  return {
    ...plan,
    jobs: jobs(plan.jobs),
    cold: { ...plan.cold, jobs: jobs(plan.cold.jobs) },
    curves: { ...plan.curves, kinds: kinds(plan.curves.kinds) },
    growth: { ...plan.growth, kinds: kinds(plan.growth.kinds) },
    memory: { ...plan.memory, jobs: jobs(plan.memory.jobs) },
  };
}

function withVersion(described: Described, root: string): Measured {
  return described.package === undefined
    ? described
    : { ...described, version: versionOf(described.package, root) };
}

function write(folder: string, results: Results): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(folder, 'index.html'), page(results));
}

/** A peer that is wrong is told of and has no time; ours and the limits must not be. */
function wrong({ cells, cold }: Results): boolean {
  return [...cells, ...cold].some((cell) =>
    ['partialkit', 'json-parse', 'loop'].some((id) => {
      const outcome = cell.outcomes[id];
      if (outcome?.status === 'wrong')
        console.error(`\n${id} is wrong on ${cell.task} ${cell.workload}: ${outcome.why}`);
      return outcome?.status === 'wrong';
    }),
  );
}
