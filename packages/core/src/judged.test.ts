// What has been said of the parts of whole values: each is judged once while it stays, and what is gone is forgotten.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { Judged } from './judged.ts';
import type { ZodSchema } from './zod.ts';

// The part of a schema that the compiler reads is not in zod's own types.
const internal = (schema: z.ZodType): ZodSchema => schema as unknown as ZodSchema;
const schemas = [z.string().transform(Number), z.any().transform(String)].map(internal);

test('a value is judged once by each schema while it stays where it is', () => {
  const step = fc.record({
    place: fc.nat({ max: 2 }),
    schema: fc.constantFrom(...schemas),
    raw: fc.constantFrom<unknown>('a', 'b', 0, -0, null),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const judged = new Judged();
      const there = new Map<number, { raw: unknown; said: Map<ZodSchema, object> }>();
      for (const { place, schema, raw } of steps) {
        let known = there.get(place);
        if (!known || !Object.is(known.raw, raw)) known = { raw, said: new Map() };
        there.set(place, known);
        const fresh = { value: {}, issues: [] };
        const said = judged.ask(
          () => [place],
          schema,
          raw,
          () => fresh,
        );
        expect(said).toBe(known.said.get(schema) ?? fresh);
        known.said.set(schema, said as object);
      }
    }),
  );
});

test('what waits or throws is not asked again either', () => {
  const judged = new Judged();
  let runs = 0;
  const ask = () =>
    judged.ask(
      () => ['a'],
      schemas[0] as ZodSchema,
      '1',
      () => void runs++ as undefined,
    );
  expect([ask(), ask(), runs]).toEqual([undefined, undefined, 1]);
});

test('a schema that gives back what it takes, and runs no code of others, is asked each time', () => {
  const judged = new Judged();
  const isKept = (schema: z.ZodType): boolean => {
    let runs = 0;
    for (let i = 0; i < 2; i++)
      judged.ask(
        () => [],
        internal(schema),
        'a',
        () => ({ value: ++runs, issues: [] }),
      );
    return runs === 1;
  };
  const mirrors = [z.string().min(1), z.email(), z.enum(['a']), z.literal('a'), z.number().int()];
  expect(mirrors.map(isKept)).toEqual(mirrors.map(() => false));
  const others = [z.string().trim(), z.coerce.number(), z.string().refine(() => true), z.string().catch('')];
  expect(others.map(isKept)).toEqual(others.map(() => true));
});

test('what is no longer there is forgotten in time, and what is there is not', () => {
  const judged = new Judged();
  const [schema] = schemas as [ZodSchema];
  let runs = 0;
  const ask = (place: number): void =>
    void judged.ask(
      () => [place],
      schema,
      'a',
      () => ({ value: ++runs, issues: [] }),
    );
  for (let place = 0; place < 5000; place++) {
    ask(0);
    ask(place);
    judged.tidy(([key]) => (key === 0 ? 'a' : undefined));
  }
  expect(runs).toBe(5000);
  ask(1);
  expect(runs).toBe(5001);
});
