// Schemas with documents for property tests: every kind that JSON can hold, in every spelling.
import fc from 'fast-check';
import type * as z from 'zod';
import { branches } from './arbitrary/branches.ts';
import { containers } from './arbitrary/containers.ts';
import { accepts, type Kind, toJson } from './arbitrary/kind.ts';
import { type Place, placesOf, replaceAt } from './arbitrary/places.ts';
import { scalars } from './arbitrary/scalars.ts';
import { anyTree, spell, type Tree } from './arbitrary/tree.ts';
import { wrappers } from './arbitrary/wrappers.ts';

export { accepts };

/** A JSON text and what `JSON.parse` makes of it. */
export interface JsonText {
  readonly text: string;
  readonly value: unknown;
}

/** A schema, and a document that it accepts or refuses. */
export interface SchemaAndDocument extends JsonText {
  readonly schema: z.ZodType;
  /** The schema, nearly as code: what a counterexample shows. */
  readonly code: string;
}

/** A document with one wrong place. */
export interface InvalidDocument extends SchemaAndDocument {
  /** Where the document was changed. The schema may find fault elsewhere, as a union does. */
  readonly path: Place;
}

/** Options of {@link schemaAndDocument} and {@link invalidDocument}. */
export interface SchemaOptions {
  /** How many schemas may be nested, at least 1; 3 unless told. */
  readonly depth?: number;
  /** The kind of the root schema, one of {@link kindNames}; any unless told. */
  readonly root?: string;
}

/**
 * Schemas of every kind, and a document that the schema accepts: with random white space, escapes, spellings of
 * numbers and order of keys. No check is asynchronous.
 *
 * ```ts
 * import { schemaAndDocument } from '@partialkit/testing/arbitrary';
 * import fc from 'fast-check';
 *
 * fc.assert(
 *   fc.property(schemaAndDocument(), ({ schema, text }) => schema.safeParse(JSON.parse(text)).success),
 * );
 * ```
 */
export function schemaAndDocument(options: SchemaOptions = {}): fc.Arbitrary<SchemaAndDocument> {
  return samples(options).map(({ kind, tree, seed }) => document(kind, tree, seed));
}

/**
 * Like {@link schemaAndDocument}, but one value is replaced, missing or too many, so that the schema refuses
 * the document.
 *
 * ```ts
 * import { invalidDocument } from '@partialkit/testing/arbitrary';
 * import fc from 'fast-check';
 *
 * fc.assert(fc.property(invalidDocument(), ({ schema, value }) => !schema.safeParse(value).success));
 * ```
 */
export function invalidDocument(options: SchemaOptions = {}): fc.Arbitrary<InvalidDocument> {
  const wrong = fc.oneof({ weight: 4, arbitrary: anyTree(1) }, fc.constant(undefined));
  return fc
    .tuple(samples(options), fc.nat(), wrong)
    .map(([{ kind, tree, seed }, nth, value]): InvalidDocument => {
      const places = placesOf(tree);
      const path = places[nth % places.length] ?? [];
      return { ...document(kind, replaceAt(tree, path, value), seed), path };
    })
    .filter(({ schema, value }) => accepts(schema, value) === false);
}

/**
 * Any JSON text, with keys such as `__proto__`, lone surrogates, and numbers in all spellings.
 *
 * ```ts
 * import { jsonText } from '@partialkit/testing/arbitrary';
 * import fc from 'fast-check';
 *
 * fc.assert(fc.property(jsonText(), ({ text, value }) => JSON.stringify(JSON.parse(text)) === JSON.stringify(value)));
 * ```
 */
export function jsonText(depth = 4): fc.Arbitrary<JsonText> {
  return fc.tuple(anyTree(depth), fc.nat()).map(([tree, seed]) => spelled(tree, seed));
}

/** The names that `root` knows. */
export const kindNames: readonly string[] = Object.keys({ ...scalars, ...nesting(anyScalar()) });

interface Sample {
  readonly kind: Kind;
  readonly tree: Tree;
  readonly seed: number;
}

function samples({ depth = 3, root }: SchemaOptions): fc.Arbitrary<Sample> {
  let child = anyScalar();
  for (let level = 2; level < depth; level++) child = fc.oneof(child, ...Object.values(nesting(child)));
  const kinds: Readonly<Record<string, fc.Arbitrary<Kind>>> =
    depth < 2 ? scalars : { ...scalars, ...nesting(child) };
  const chosen = Object.entries(kinds).flatMap(([name, each]) => ((root ?? name) === name ? [each] : []));
  if (chosen.length === 0) {
    throw new RangeError(`Expected a root of ${Object.keys(kinds).join(', ')}, got ${root}.`);
  }
  return fc
    .oneof(...chosen)
    .chain((kind) => fc.record({ kind: fc.constant(kind), tree: kind.trees, seed: fc.nat() }))
    .filter(({ kind, tree }) => accepts(kind.schema, toJson(tree)) === true);
}

function anyScalar(): fc.Arbitrary<Kind> {
  return fc.oneof(...Object.values(scalars));
}

function nesting(child: fc.Arbitrary<Kind>): Readonly<Record<string, fc.Arbitrary<Kind>>> {
  return { ...containers(child), ...branches(child), ...wrappers(child) };
}

function spelled(tree: Tree, seed: number): JsonText {
  const text = spell(tree, seed);
  return { text, value: JSON.parse(text) };
}

/** A schema prints as pages of its insides, so a counterexample prints its code. */
function document({ code, schema }: Kind, tree: Tree, seed: number): SchemaAndDocument {
  const found: SchemaAndDocument = { code, schema, ...spelled(tree, seed) };
  return Object.defineProperty(found, fc.toStringMethod, {
    value: () => `${code} of ${JSON.stringify(found.text)}`,
  });
}
