// Kinds that wrap one other: they allow an absence, stand in for a failure, or change the outcome.
import fc from 'fast-check';
import * as z from 'zod';
import { accepts, type Kind, kind, toJson } from './kind.ts';
import { anyTree } from './tree.ts';

/** Kinds that wrap one other, by name. */
export function wrappers(child: fc.Arbitrary<Kind>): Readonly<Record<string, fc.Arbitrary<Kind>>> {
  return {
    optional: child.map(optional),
    nullable: child.map(({ code, schema, trees }) =>
      kind(
        `${code}.nullable()`,
        schema.nullable(),
        fc.oneof({ weight: 3, arbitrary: trees }, fc.constant(null)),
      ),
    ),
    nullish: child.map(({ code, schema, trees }) =>
      kind(
        `${code}.nullish()`,
        schema.nullish(),
        fc.oneof({ weight: 3, arbitrary: trees }, fc.constant(null)),
      ),
    ),
    default: standIns(child).map(([{ code, schema, trees }, , output]) =>
      kind(`${code}.default(${fc.stringify(output)})`, schema.default(output), trees),
    ),
    prefault: standIns(child).map(([{ code, schema, trees }, input]) =>
      kind(`${code}.prefault(${fc.stringify(input)})`, schema.prefault(input), trees),
    ),
    catch: standIns(child).map(([{ code, schema, trees }, , output]) =>
      kind(
        `${code}.catch(${fc.stringify(output)})`,
        schema.catch(output),
        fc.oneof({ weight: 3, arbitrary: trees }, anyTree(1)),
      ),
    ),
    nonoptional: child.map(({ code, schema, trees }) =>
      kind(`z.nonoptional(${code}.optional())`, z.nonoptional(schema.optional()), trees),
    ),
    exactOptional: child.map(({ code, schema, trees }) =>
      kind(`z.exactOptional(${code})`, z.exactOptional(schema), trees),
    ),
    codec: child.map(({ code, schema, trees }) =>
      kind(
        `z.codec(${code}, z.any(), [value])`,
        z.codec(schema, z.any(), { decode: (value) => [value], encode: ([value]) => value }),
        trees,
      ),
    ),
    same: child.chain(({ code, schema, trees }) =>
      fc.constantFrom(
        kind(`${code}.readonly()`, schema.readonly(), trees),
        kind(`${code}.brand()`, schema.brand<'Same'>(), trees),
        kind(`${code}.meta(…)`, schema.meta({ title: 'Same' }), trees),
        kind(
          `z.lazy(() => ${code})`,
          z.lazy(() => schema),
          trees,
        ),
        kind(
          `${code}.refine(…)`,
          schema.refine((value) => value !== same),
          trees,
        ),
      ),
    ),
    wrapped: child.map(({ code, schema, trees }) =>
      kind(
        `${code}.transform((value) => ({ value }))`,
        schema.transform((value) => ({ value })),
        trees,
      ),
    ),
    piped: child.map(({ code, schema, trees }) =>
      kind(`${code}.pipe(z.unknown())`, schema.pipe(z.unknown()), trees),
    ),
  };
}

// A value that no document holds.
const same: unique symbol = Symbol('same');

/** The kind, which may be absent. */
export function optional({ code, schema, trees }: Kind): Kind {
  return kind(`${code}.optional()`, schema.optional(), trees);
}

/** Each kind with a document of its own, and what its schema makes of it. */
function standIns(child: fc.Arbitrary<Kind>): fc.Arbitrary<[of: Kind, input: unknown, output: unknown]> {
  return child.chain((of) =>
    of.trees
      .map(toJson)
      .filter((input) => accepts(of.schema, input) !== undefined)
      .map((input): [Kind, unknown, unknown] => [of, input, of.schema.safeParse(input).data]),
  );
}
