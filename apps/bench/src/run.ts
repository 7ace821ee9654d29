// Carries out a plan: asks all candidates all questions, one at a time, and collects the results.
import { asAsked, type Cell, failure, measure, type Outcome, patience } from './cell.ts';
import type { Job } from './exercise.ts';
import { impliedBy } from './implied.ts';
import type { Inquiry } from './inquiry.ts';
import type { Plan } from './plan.ts';
import type { Described } from './question.ts';
import type { Line, Lines, Point, Weight } from './results.ts';
import { exponent, median } from './statistics.ts';
import { workloadOf } from './workloads.ts';

/** The candidates of a run, each with its process. */
export interface Field {
  readonly candidates: readonly Described[];
  readonly inquiries: readonly Inquiry[];
  /** Hears what is being done. */
  say(line: string): void;
  /** Hears of each cell when it is done. */
  show(cell: Cell): void;
}

export async function runCells(
  { jobs, effort, few }: Plan,
  { candidates, inquiries, show }: Field,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  let workload: string | undefined;
  for (const job of jobs) {
    // One process per candidate and document, as in a page that shows documents of one kind.
    if (job.workload.id !== workload) endAll(inquiries);
    workload = job.workload.id;
    const isMain = job.workload.id === 'c' && (job.task === 'T1' || job.task === 'T4');
    const asked = few && !isMain ? inquiries.filter(({ id }) => few.includes(id)) : inquiries;
    const cell = await measure(job, asked, effort, (id) =>
      impliedBy(job, cells, id, candidates.find((each) => each.id === id)?.validates ?? false),
    );
    cells.push(cell);
    show(cell);
  }
  endAll(inquiries);
  return cells;
}

/** The first document of a new process, code and all. */
export async function runCold({ cold, effort }: Plan, { inquiries, show }: Field): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const job of cold.jobs) {
    const times = new Map<string, number[]>();
    const outcomes: Record<string, Outcome> = {};
    for (let round = 0; round < cold.rounds; round++) {
      for (const inquiry of inquiries) {
        if (outcomes[inquiry.id]) continue;
        const answer = await inquiry.ask({ type: 'cold', ...asAsked(job) }, patience(20));
        inquiry.end();
        if (answer?.type === 'time') times.set(inquiry.id, [...(times.get(inquiry.id) ?? []), answer.cpu]);
        else outcomes[inquiry.id] = failure(answer, effort.limit);
      }
    }
    for (const [id, all] of times) {
      const cpu = median(all);
      const quartiles = [Math.min(...all), Math.max(...all)] as const;
      outcomes[id] = { status: 'done', cpu, wall: cpu, quartiles, samples: all.length };
    }
    const cell = { ...asAsked(job), chunks: 0, length: job.size, outcomes };
    cells.push(cell);
    show(cell);
  }
  return cells;
}

/** What one more chunk costs at document sizes. */
export async function runCurves({ curves }: Plan, { candidates, inquiries, say }: Field): Promise<Lines[]> {
  const all: Lines[] = [];
  for (const { workload, task } of curves.kinds) {
    say(`time per chunk of ${workload} by size, ${task}`);
    const points = new Map<string, Point[]>();
    // What has no values on the way has no time per chunk.
    const asked = inquiries.filter(
      ({ id }) => candidates.find((each) => each.id === id)?.gives !== 'the final value',
    );
    for (const size of curves.sizes) {
      for (const inquiry of asked) {
        const job: Job = { workload: workloadOf(workload), size, chunking: 'token', task };
        const question = { type: 'marginal', ...asAsked(job), least: curves.least } as const;
        const answer = await inquiry.ask(question, 240);
        if (answer?.type === 'time' && answer.cpu > 0) {
          points.set(inquiry.id, [...(points.get(inquiry.id) ?? []), { size, time: answer.cpu }]);
        }
      }
    }
    endAll(inquiries);
    all.push({ workload, task, lines: linesOf(points, 1e4) });
  }
  return all;
}

/** Whole documents of sizes; the exponent of what is not parsed anew for every value. */
export async function runGrowth({ growth }: Plan, { candidates, inquiries, say }: Field): Promise<Lines[]> {
  const all: Lines[] = [];
  const linear = inquiries.filter(
    ({ id }) => candidates.find((each) => each.id === id)?.gives !== 'a new value',
  );
  for (const { workload, task } of growth.kinds) {
    const points = new Map<string, Point[]>();
    const cells: Cell[] = [];
    for (const size of growth.sizes) {
      const job: Job = { workload: workloadOf(workload), size, chunking: 'token', task };
      const cell = await measure(job, linear, growth.effort, (id) =>
        cells.some((each) => each.outcomes[id]?.status === 'DNF') ? `a smaller document` : undefined,
      );
      cells.push(cell);
      for (const { id } of linear) {
        const outcome = cell.outcomes[id];
        if (outcome?.status === 'done') {
          points.set(id, [...(points.get(id) ?? []), { size: cell.length, time: outcome.cpu }]);
        }
      }
    }
    endAll(linear);
    const lines = linesOf(points, 0);
    all.push({ workload, task, lines });
    const words = lines.map(({ id, exponent: k }) => `${id} ${k?.toFixed(2) ?? 'no exponent'}`);
    say(`growth of ${task} on ${workload}: ${words.join(', ')}`);
  }
  return all;
}

export async function runMemory({ memory }: Plan, { inquiries, say }: Field): Promise<Weight[]> {
  const weights: Weight[] = [];
  for (const job of memory.jobs) {
    const weighed: Record<string, Weight['candidates'][string]> = {};
    let value = 0;
    for (const inquiry of inquiries) {
      const asked = { type: 'memory', ...asAsked(job), looks: memory.looks, limit: memory.limit } as const;
      const answer = await inquiry.ask(asked, patience(memory.limit));
      inquiry.end();
      if (answer?.type === 'memory') {
        value = answer.value;
        weighed[inquiry.id] = { most: answer.most, rss: answer.rss };
      } else weighed[inquiry.id] = failure(answer, memory.limit) as Exclude<Outcome, { status: 'done' }>;
    }
    weights.push({ workload: job.workload.id, task: job.task, value, candidates: weighed });
    const words = Object.entries(weighed).map(
      ([id, each]) => `${id} ${'most' in each ? (each.most / value).toFixed(2) : each.status}`,
    );
    say(`memory of ${job.task} on ${job.workload.id}, times the value: ${words.join(', ')}`);
  }
  return weights;
}

/** The exponent is that of documents from `from` characters on: a small one hides behind what every call costs. */
function linesOf(points: ReadonlyMap<string, Point[]>, from: number): Line[] {
  return [...points].map(([id, all]): Line => {
    const counted = all.filter(({ size }) => size >= from);
    return { id, points: all, ...(counted.length > 2 && { exponent: exponent(counted) }) };
  });
}

function endAll(inquiries: readonly Inquiry[]): void {
  for (const inquiry of inquiries) inquiry.end();
}
