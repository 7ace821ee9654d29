// The documents that the pages show: a list of 200 rows, and the report.
import * as z from 'zod';
import { phrase } from '../prose.ts';
import { createRandom } from '../random.ts';
import { textOf } from '../workload.ts';
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
}

export const shown: Readonly<Record<string, Shown>> = {
  list: { title: 'list of 200 rows', schema: list, text: listText },
  report: { title: 'report, 20 KB', schema: report.schema, text: () => textOf(report) },
};
