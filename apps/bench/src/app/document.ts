// The documents that the pages show: a list of 200 rows, the report, and a hundred profiles at once.
import * as z from 'zod';
import { phrase } from '../prose.ts';
import { createRandom } from '../random.ts';
import { textOf } from '../workload.ts';
import { profile } from '../workloads/profile.ts';
import { report } from '../workloads/report.ts';

export interface Row {
  readonly id: number;
  readonly title: string;
  readonly owner: string;
  readonly note: string;
}

const row: z.ZodType<Row> = z.object({
  id: z.number(),
  title: z.string(),
  owner: z.string(),
  note: z.string(),
});
const list: z.ZodType<{ rows: Row[] }> = z.object({ rows: z.array(row) });

function listText(): string {
  const random = createRandom(11);
  const make = (_: unknown, id: number): Row => ({
    id,
    title: phrase(random, 4),
    owner: phrase(random, 1),
    note: phrase(random, 8),
  });
  return JSON.stringify({ rows: Array.from({ length: 200 }, make) });
}

/** What a page can show. */
export interface Shown {
  readonly title: string;
  readonly schema: z.ZodType;
  readonly text: () => string;
  /** So many of them at once, each with a store of its own, made in the page at 100 tokens a second. */
  readonly copies?: number;
}

export const shown: Readonly<Record<string, Shown>> = {
  list: { title: 'a list of 200 rows, 1,000 tokens a second', schema: list, text: listText },
  hundred: {
    title: '100 profiles of 2 KB at once, each with a store of its own, 100 tokens a second',
    schema: profile.schema,
    text: () => textOf(profile),
    copies: 100,
  },
  report: {
    title: 'a report of 20 KB, 1,000 tokens a second',
    schema: report.schema,
    text: () => textOf(report),
  },
};
