// A kind: one schema, how it reads as code, and the JSON data that it accepts.
import fc from 'fast-check';
import type * as z from 'zod';
import { spell, type Tree } from './tree.ts';

/** A schema with the documents that it accepts. */
export interface Kind {
  /** The schema as code, for people who read a counterexample. */
  readonly code: string;
  readonly schema: z.ZodType;
  readonly trees: fc.Arbitrary<Tree>;
}

/** Makes a kind. */
export function kind(code: string, schema: z.ZodType, trees: fc.Arbitrary<Tree>): Kind {
  return { code, schema, trees };
}

/** A kind that needs no choices. */
export function fixed(code: string, schema: z.ZodType, trees: fc.Arbitrary<Tree>): fc.Arbitrary<Kind> {
  return fc.constant(kind(code, schema, trees));
}

/** Whether an object may leave out a key of this kind; zod's own judgement. */
export function mayBeAbsent({ schema }: Kind): boolean {
  return schema._zod.optin !== undefined;
}

/**
 * The verdict of a schema; undefined where it throws, as `String` does on `{ "toString": null }`.
 *
 * ```ts
 * import { accepts } from '@partialkit/testing/arbitrary';
 * import * as z from 'zod';
 *
 * console.log(accepts(z.preprocess(String, z.string()), { toString: null })); // undefined
 * ```
 */
export function accepts(schema: z.ZodType, value: unknown): boolean | undefined {
  try {
    return schema.safeParse(value).success;
  } catch {
    return undefined;
  }
}

/** What `JSON.parse` makes of a tree. */
export function toJson(tree: Tree): unknown {
  return JSON.parse(spell(tree, 0));
}
