// One run of the bench: starts all candidates, carries out the plan, collects the results.
import { join } from 'node:path';
import { createInquiry } from './inquiry.ts';
import type { Plan } from './plan.ts';
import type { Described } from './question.ts';
import { report } from './report.ts';
import { type Measured, machine, type Results, versionOf } from './results.ts';
import { type Field, runCells, runCold, runCurves, runGrowth, runMemory } from './run.ts';
import { workloads } from './workloads.ts';

/** What was bundled. */
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
export const PARTS: readonly string[] = ['cells', 'cold', 'curves', 'growth', 'memory'];

/** What to leave out of a plan. */
export interface Choice {
  readonly only?: readonly string[] | undefined;
  readonly parts?: readonly string[] | undefined;
}

export async function runBench(
  plan: Plan,
  { only, parts = PARTS }: Choice,
  bundles: Built,
): Promise<Results> {
  const { built, missing, root } = bundles;
  const started = Date.now();
  const ids = ORDER.filter((id) => built.includes(id) && (!only || only.includes(id)));
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
  const part = async <T>(name: string, run: (plan: Plan, field: Field) => Promise<T[]>): Promise<T[]> =>
    parts.includes(name) ? await run(plan, field) : [];
  const measured = {
    cells: await part('cells', runCells),
    cold: await part('cold', runCold),
    curves: await part('curves', runCurves),
    growth: await part('growth', runGrowth),
    memory: await part('memory', runMemory),
  };
  return {
    mode: plan.mode,
    date: new Date().toISOString().slice(0, 10),
    minutes: Math.round((Date.now() - started) / 6_000) / 10,
    limit: plan.effort.limit,
    machine: machine(),
    candidates,
    missing,
    workloads: workloads.map(({ id, title, describes }) => ({ id, title, describes })),
    ...measured,
  };
}

function withVersion(described: Described, root: string): Measured {
  return described.package === undefined
    ? described
    : { ...described, version: versionOf(described.package, root) };
}

/** A peer that is wrong is told of and has no time; ours and the limits must not be. */
export function wrongs({ cells, cold }: Results): string[] {
  return [...cells, ...cold].flatMap((cell) =>
    ['partialkit', 'json-parse', 'loop'].flatMap((id) => {
      const outcome = cell.outcomes[id];
      return outcome?.status === 'wrong'
        ? [`${id} is wrong on ${cell.task} ${cell.workload}: ${outcome.why}`]
        : [];
    }),
  );
}
