// g, second half: numbers of every kind, as in a series of measurements.
import * as z from 'zod';
import type { Random } from '../random.ts';
import { fill, type Workload } from '../workload.ts';

function makePoint(random: Random): [number, number, number, number] {
  return [
    1_700_000_000_000 + random.int(0, 1_000_000_000),
    random.int(-100_000, 100_000) / 1000,
    random.int(0, 9),
    (random.next() - 0.5) * 10 ** random.int(-12, 22),
  ];
}

export const numbers: Workload = {
  id: 'g2',
  title: 'numbers, 20 KB',
  describes:
    'Rows of four numbers: a timestamp, a decimal, a digit, and a double with all its digits or an exponent.',
  size: 20_000,
  schema: z.object({ points: z.array(z.array(z.number())) }),
  write: (random, size) => JSON.stringify({ points: fill(size - 60, () => makePoint(random)) }),
};
