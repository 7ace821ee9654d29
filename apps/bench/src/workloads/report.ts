// c: a report of nested sections, the typical structured answer of a model.
import * as z from 'zod';
import { phrase, prose } from '../prose.ts';
import type { Random } from '../random.ts';
import { fill, type Workload } from '../workload.ts';

const source = z.object({ title: z.string(), year: z.number().int(), url: z.url() });
const figure = z.object({
  label: z.string(),
  value: z.number(),
  unit: z.enum(['percent', 'euro', 'pieces']),
});
const subsection = z.object({ heading: z.string().max(200), body: z.string(), sources: z.array(source) });
const section = z.object({
  heading: z.string().max(200),
  status: z.enum(['draft', 'reviewed', 'final']),
  body: z.string(),
  bullets: z.array(z.string()),
  figures: z.array(figure),
  subsections: z.array(subsection),
});
const schema = z.object({
  title: z.string().min(1),
  summary: z.string(),
  confidence: z.number().min(0).max(1),
  sections: z.array(section),
});

function makeSource(random: Random): z.output<typeof source> {
  return {
    title: phrase(random, random.int(4, 9)),
    year: random.int(1990, 2026),
    url: `https://example.com/articles/${random.int(1000, 99_999)}`,
  };
}

function makeSection(random: Random): z.output<typeof section> {
  return {
    heading: phrase(random, random.int(3, 7)),
    status: random.pick(['draft', 'reviewed', 'final']),
    body: prose(random, random.int(300, 600)),
    bullets: Array.from({ length: random.int(2, 4) }, () => prose(random, random.int(40, 100))),
    figures: Array.from({ length: random.int(2, 4) }, () => ({
      label: phrase(random, 2),
      value: random.int(0, 100_000) / 100,
      unit: random.pick(['percent', 'euro', 'pieces']),
    })),
    subsections: Array.from({ length: random.int(1, 2) }, () => ({
      heading: phrase(random, random.int(3, 7)),
      body: prose(random, random.int(150, 400)),
      sources: Array.from({ length: random.int(1, 3) }, () => makeSource(random)),
    })),
  };
}

export const report: Workload = {
  id: 'c',
  title: 'report, 20 KB',
  describes:
    'A title, a summary and about twelve sections with prose, bullets, figures, subsections and sources.',
  size: 20_000,
  schema,
  write(random, size) {
    const head = { title: phrase(random, 6), summary: prose(random, 500), confidence: 0.87 };
    return JSON.stringify({ ...head, sections: fill(size - 1_400, () => makeSection(random)) });
  },
};
