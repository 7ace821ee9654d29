// Compiling a schema: once per schema, when the first document of it is made.
import { createPartial } from '@partialkit/core';
import * as z from 'zod';
import type { Finding, Findings } from '../finding.ts';
import { cpuSince } from '../stopwatch.ts';

/** `fields` fields of the kinds that people use, ten to an object. */
function makeSchema(fields: number): z.ZodType {
  const group = () =>
    z.object({
      id: z.number().int().min(1),
      name: z.string().min(1).max(200),
      email: z.email(),
      role: z.enum(['admin', 'editor', 'viewer']),
      active: z.boolean().default(true),
      tags: z.array(z.string()),
      score: z.number().optional(),
      created: z.iso.datetime(),
      kind: z.discriminatedUnion('type', [
        z.object({ type: z.literal('a'), a: z.string() }),
        z.object({ type: z.literal('b'), b: z.number() }),
      ]),
      note: z.string().nullable(),
    });
  return z.object(Object.fromEntries(Array.from({ length: fields / 10 }, (_, i) => [`group_${i}`, group()])));
}

export function compile(): Findings {
  const rows = [10, 100, 500, 5_000].flatMap((fields): Finding[] => {
    const zod = cpuSince();
    const schema = makeSchema(fields);
    const made = zod();
    const first = time(() => createPartial(schema).push(`{"group_0":{"id":1,"name":"x`));
    const again = time(() => createPartial(schema).push(`{"group_0":{"id":1,"name":"x`));
    const what = fields.toLocaleString('en-US');
    return [
      { what: `zod making a schema of ${what} fields`, value: made, unit: 'ms' },
      { what: `the first document of it`, value: first, unit: 'ms', ...(fields === 500 && { most: 10 }) },
      { what: `the second document of it`, value: again, unit: 'ms' },
    ];
  });
  return { title: 'Compiling schemas, in a process that has just started', rows };
}

function time(run: () => void): number {
  const clock = cpuSince();
  run();
  return clock();
}
