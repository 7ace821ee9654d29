// d and e: many records of one shape, as in extraction and tables.
import * as z from 'zod';
import { phrase, word } from '../prose.ts';
import type { Random } from '../random.ts';
import { fill, type Workload } from '../workload.ts';

const record = z.object({
  id: z.number().int(),
  name: z.string().min(1),
  email: z.email(),
  active: z.boolean(),
  score: z.number(),
  plan: z.enum(['free', 'team', 'enterprise']),
  city: z.string(),
  tags: z.array(z.string()),
  note: z.string().nullable(),
});
const schema = z.object({ records: z.array(record) });

function makeRecord(random: Random, index: number): z.output<typeof record> {
  return {
    id: index + 1,
    name: `${phrase(random, 1)} ${phrase(random, 1)}`,
    email: `${word(random)}.${word(random)}${index}@example.com`,
    active: random.next() < 0.7,
    score: random.int(0, 10_000) / 100,
    plan: random.pick(['free', 'team', 'enterprise']),
    city: phrase(random, 1),
    tags: Array.from({ length: random.int(1, 3) }, () => word(random)),
    note: random.next() < 0.3 ? null : phrase(random, random.int(4, 9)),
  };
}

function records(id: string, title: string, size: number): Workload {
  return {
    id,
    title,
    describes:
      'Records of nine fields and about 190 characters: a number, an email address, an enum, tags, a note or null.',
    size,
    schema,
    write: (random, length) =>
      JSON.stringify({ records: fill(length - 100, (index) => makeRecord(random, index)) }),
  };
}

export const thousand: Workload = records('d', '1,000 records, 200 KB', 195_000);
export const tenThousand: Workload = records('e', '10,000 records, 2 MB', 1_950_000);
