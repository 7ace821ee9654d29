// The promises of a partial where the schema waits, at every prefix; the final verdict is that of an asynchronous parse.
import { accepts, invalidDocument, schemaAndDocument } from '@partialkit/testing/arbitrary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { isExtended, isForward, pathsOf } from './extended.test.kit.ts';
import { createPartial, type FieldState, isValidPartial } from './index.ts';

/** Ways to wait for the verdict on a schema, and the text of a document around one of it. */
type Wait = (
  schema: z.ZodType,
  verdict: () => Promise<boolean>,
) => [schema: z.ZodType, before: string, after: string];
const waits: Readonly<Record<string, Wait>> = {
  itself: (schema, verdict) => [schema.refine(verdict), '', ''],
  'a promise of a plain function': (schema, verdict) => [schema.refine(() => verdict()), '', ''],
  'an item': (schema, verdict) => [z.array(schema.refine(verdict)), '[', ']'],
  'a list': (schema, verdict) => [z.array(schema).refine(verdict), '[', ']'],
  'a transform': (schema) => [
    z.object({ a: schema.transform(async (value) => ({ value })), b: z.number() }),
    '{"b":1,"a":',
    '}',
  ],
  'a pipe': (schema, verdict) => [
    z.record(z.string(), schema.pipe(z.any().refine(verdict))),
    '{"a":',
    ',"b":1}',
  ],
  'a codec': (schema) => [
    z.codec(schema, z.any(), { decode: (value) => Promise.resolve([value]), encode: ([value]) => value }),
    '',
    '',
  ],
  'an option': (schema, verdict) => [z.union([schema.refine(verdict), z.array(schema)]), '', ''],
  'one of two': (schema, verdict) => [
    z.xor([z.object({ a: schema.refine(verdict) }), z.looseObject({ a: z.any() })]),
    '{"a":',
    '}',
  ],
  'a tagged option': (schema, verdict) => [
    z
      .discriminatedUnion('t', [z.object({ t: z.literal('x'), a: schema }), z.object({ t: z.literal('y') })])
      .refine(verdict),
    '{"a":',
    ',"t":"x"}',
  ],
  'a tagged option that is none': (_, verdict) => [
    z.discriminatedUnion('t', [z.object({ t: z.literal('x') })]).refine(verdict),
    '{"t":',
    '}',
  ],
};

test.for(Object.entries(waits))('what waits as %s only grows, and ends as zod ends it', async ([, wait]) => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(schemaAndDocument({ depth: 2 }), invalidDocument({ depth: 2 })),
      fc.boolean(),
      async (sample, isGood) => {
        fc.pre(sample.text.length < 200 && accepts(sample.schema, sample.value) !== undefined);
        const [schema, before, after] = wait(sample.schema, async () => isGood);
        const text = before + sample.text + after;
        const value: unknown = JSON.parse(text);
        // What is no list, where one may be, is an item of one.
        fc.pre(Array.isArray(value) || !(await schema.safeParseAsync([value])).success);
        const expected = await schema.safeParseAsync(value);
        const paths = pathsOf(value);
        const document = createPartial(schema);
        let [partial, states]: [unknown, readonly FieldState[]] = [undefined, paths.map(() => 'pending')];
        for (const unit of text.split('')) {
          document.push(unit);
          const { partial: next, issues } = document;
          if (expected.success) expect(issues).toEqual([]);
          expect(isValidPartial(schema, next)).toBe(true);
          expect(isExtended(partial, next)).toBe(true);
          const now = paths.map((path) => document.state(path));
          states.forEach((state, index) => {
            expect(isForward(state, now[index] as FieldState)).toBe(true);
          });
          [partial, states] = [next, now];
        }
        const output = await document.endAsync().catch(() => undefined);
        if (expected.success) {
          expect(output).toEqual(expected.data);
          expect(paths.every((path) => document.state(path) === 'done')).toBe(true);
        } else {
          expect(document.error?.code).toBe('invalid');
          expect(document.issues.length).toBeGreaterThan(0);
          expect(document.state([])).toBe('invalid');
        }
      },
    ),
    { numRuns: 60 },
  );
});
