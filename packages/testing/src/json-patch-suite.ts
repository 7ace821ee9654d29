// The public test suites for JSON Patch (RFC 6902). Node only.
import { readJsonFixture } from './fixture-files.ts';

/** One record: `patch` applied to `doc` gives `expected`, or fails, or just applies. */
export interface JsonPatchCase {
  readonly comment: string;
  readonly doc: unknown;
  /** Not always well-formed: some cases are about that. */
  readonly patch: readonly unknown[];
  /** The result; there is none where the case fails, or where it must only apply. */
  readonly expected?: unknown;
  /** Why the patch must fail; the wording is a hint. */
  readonly error?: string;
}

type RawCase = Partial<JsonPatchCase> & { readonly disabled?: boolean };

/**
 * All enabled cases of both suites: the examples of the RFC, and the community's.
 *
 * ```ts
 * import { jsonPatchSuite } from '@partialkit/testing/recordings';
 *
 * const adding = jsonPatchSuite().find(({ comment }) => comment === 'A.1.  Adding an Object Member');
 * console.log(adding?.patch, adding?.expected); // [ { op: 'add', path: '/baz', value: 'qux' } ] { baz: 'qux', foo: 'bar' }
 * ```
 */
export function jsonPatchSuite(): JsonPatchCase[] {
  return ['spec_tests', 'tests'].flatMap((name) => {
    // The files are kept as they came; the test of this module checks what is read here.
    const cases = readJsonFixture(`json-patch/${name}.json`) as readonly RawCase[];
    return cases.flatMap(({ disabled, patch, doc, comment, ...outcome }, index) =>
      disabled || patch === undefined
        ? []
        : [{ ...outcome, comment: comment ?? `${name} ${index}`, doc, patch }],
    );
  });
}
