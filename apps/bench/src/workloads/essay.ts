// b: one long string, as in an answer or an article.
import * as z from 'zod';
import { paragraphs } from '../prose.ts';
import type { Workload } from '../workload.ts';

export const essay: Workload = {
  id: 'b',
  title: 'one string, 20 KB',
  describes:
    'An object with one key whose value is an essay: prose in paragraphs, an escaped blank line every 500 characters.',
  size: 20_000,
  schema: z.object({ text: z.string() }),
  write: (random, size) => JSON.stringify({ text: paragraphs(random, size - 70 - Math.floor(size / 250)) }),
};
