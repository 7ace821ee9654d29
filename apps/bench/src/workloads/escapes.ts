// g, first half: strings full of escapes and of characters beyond ASCII.
import * as z from 'zod';
import { phrase } from '../prose.ts';
import type { Random } from '../random.ts';
import { fill, type Workload } from '../workload.ts';

const PIECES = [
  '"quoted"',
  '\n',
  '\t',
  '\\',
  'C:\\temp\\file',
  'café',
  'naïve',
  'Größe',
  '日本語の文',
  '🙂',
  '👩‍🚀',
  '€ 12',
  '½',
  'π ≈ 3',
];

function makeText(random: Random): string {
  return Array.from({ length: random.int(6, 14) }, () =>
    random.next() < 0.5 ? phrase(random, random.int(1, 3)) : random.pick(PIECES),
  ).join(' ');
}

export const escapes: Workload = {
  id: 'g1',
  title: 'escapes and unicode, 20 KB',
  describes:
    'Messages in which every second piece is quoted, escaped, accented, Japanese or an emoji; half of what is not ASCII is written as \\u escapes.',
  size: 20_000,
  schema: z.object({ messages: z.array(z.object({ from: z.string(), text: z.string() })) }),
  write(random, size) {
    const messages = fill(size * 0.72, () => ({
      from: random.pick(['Zoë', 'Łukasz', 'Ana']),
      text: makeText(random),
    }));
    // The `u` flag keeps surrogate pairs together: both halves are escaped, or none.
    return JSON.stringify({ messages }).replace(/[^\0-\x7f]/gu, (character) =>
      random.next() < 0.5 ? character : escaped(character),
    );
  },
};

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
}
