// The promises of a partial, each under its name: over generated schemas and documents, at every prefix.
import { randomCuts } from '@partialkit/testing';
import {
  accepts,
  invalidDocument,
  type SchemaAndDocument,
  schemaAndDocument,
} from '@partialkit/testing/arbitrary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { isContainer, isExtended, isForward, pathsOf } from './extended.test.kit.ts';
import {
  createPartial,
  type FieldState,
  isValidPartial,
  type JsonPath,
  type PartialDocument,
} from './index.ts';

type AnyDocument = PartialDocument<SchemaAndDocument['schema']>;

/** What can be seen of a document after one more character. */
interface View {
  readonly prefix: string;
  readonly partial: unknown;
  /** `partial` as it was when it was seen. */
  readonly copy: unknown;
  readonly issues: readonly string[];
  readonly openPath: JsonPath | null;
  readonly states: readonly FieldState[];
  readonly gaps: readonly JsonPath[];
}

const RUNS = 150;
/** Longer texts say nothing new, and every prefix of each is read. */
const LONGEST = 300;
const plain = fc
  .oneof({ weight: 3, arbitrary: schemaAndDocument() }, { weight: 2, arbitrary: invalidDocument() })
  .filter(({ text }) => text.length <= LONGEST)
  // A value without brackets is an item where the schema wants an array.
  .filter(({ schema, value }) => Array.isArray(value) || !accepts(schema, [value]));
/** Levels above a document, which make it dear to copy: what opens there waits until it is long enough. */
const LEVELS = 34;
const documents = fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: plain.map(deepened) });

function deepened({ schema, value, text }: SchemaAndDocument): SchemaAndDocument {
  let [around, inside]: [z.ZodType, unknown] = [schema as z.ZodType, value];
  for (let level = 0; level < LEVELS; level++) {
    around = z.object({ d: around });
    inside = { d: inside };
  }
  return { schema: around, value: inside, text: '{"d":'.repeat(LEVELS) + text + '}'.repeat(LEVELS) } as never;
}

function law(
  check: (sample: SchemaAndDocument, views: readonly View[], document: AnyDocument) => void,
): () => void {
  return () => {
    fc.assert(
      fc.property(documents, (sample) => {
        const document = createPartial(sample.schema);
        const paths = pathsOf(sample.value);
        const views: View[] = [];
        for (let end = 1; end <= sample.text.length; end++) {
          document.push(sample.text.slice(end - 1, end));
          views.push(look(document, sample.text.slice(0, end), paths));
        }
        check(sample, views, document);
      }),
      {
        numRuns: RUNS,
      },
    );
  };
}

function look(document: AnyDocument, prefix: string, paths: readonly JsonPath[]): View {
  const { partial, openPath } = document;
  return {
    prefix,
    partial,
    copy: copyOf(partial),
    openPath,
    issues: document.issues.map((issue) => JSON.stringify(issue.path)),
    states: paths.map((path) => document.state(path)),
    gaps: gapsOf(document, partial),
  };
}

/** Where an array holds nothing, although its schema has not judged that place yet. */
function gapsOf(document: AnyDocument, value: unknown, path: JsonPath = []): JsonPath[] {
  if (!isContainer(value)) return [];
  return Object.entries(Array.isArray(value) ? [...value] : value).flatMap(([key, part]) => {
    const at = [...path, key];
    if (part !== undefined || !Array.isArray(value)) return gapsOf(document, part, at);
    return document.state(at) === 'done' ? [] : [at];
  });
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isContainer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)]));
}

function equal(left: unknown, right: unknown): boolean {
  return isExtended(left, right) && isExtended(right, left);
}

/** The value at `path`, and whether there is one. */
function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (part, key) => (isContainer(part) && Object.hasOwn(part, key) ? part[String(key)] : undefined),
    value,
  );
}

const pairs = (views: readonly View[]): [before: View, after: View][] =>
  views.slice(1).map((after, index) => [views[index] as View, after]);

test(
  'V1 well-typed: every snapshot is a partial of the schema',
  law(({ schema }, views) => {
    for (const { partial, prefix } of views) {
      if (!isValidPartial(schema, partial)) expect.fail(`${JSON.stringify(partial)} after ${prefix}`);
    }
  }),
);

test(
  'V1 well-typed: no lone surrogate at the end of an open string, no hole, no undefined that zod has not made',
  law(({ value }, views) => {
    for (const { partial, openPath, gaps } of views) {
      expect(gaps).toEqual([]);
      const open = openPath && valueAt(partial, openPath);
      const whole = openPath && valueAt(value, openPath);
      // A lone surrogate that is settled is shown, as JSON.parse keeps it.
      if (typeof open === 'string' && typeof whole === 'string' && /[\ud800-\udbff]$/.test(open)) {
        expect(/^[\udc00-\udfff]/.test(whole.slice(open.length))).toBe(false);
      }
    }
  }),
);

test(
  'V2 not refutable: what a snapshot of a valid document shows, the document has',
  law(({ schema, value }, views) => {
    const result = schema.safeParse(value);
    if (!result.success) return;
    for (const { partial, issues, prefix } of views) {
      expect(issues).toEqual([]);
      if (!isExtended(partial, result.data)) expect.fail(`${JSON.stringify(partial)} after ${prefix}`);
    }
  }),
);

test(
  'V3 done means validated: the final verdict and value are the schema’s own',
  law(({ schema, value }, _, document) => {
    const result = schema.safeParse(value);
    if (result.success) {
      const output = document.end();
      expect(equal(output, result.data)).toBe(true);
      expect(output).toEqual(result.data);
      expect(pathsOf(value).every((path) => document.state(path) === 'done')).toBe(true);
    } else {
      expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
      expect(document.issues.length).toBeGreaterThan(0);
      expect(document.state([])).toBe('invalid');
    }
  }),
);

test(
  'M1 only grows: each snapshot is extended by the next',
  law((_, views) => {
    for (const [before, after] of pairs(views)) {
      if (!isExtended(before.partial, after.partial)) {
        expect.fail(
          `${JSON.stringify(before.partial)}, then ${JSON.stringify(after.partial)} after ${after.prefix}`,
        );
      }
    }
  }),
);

test(
  'M2 fixed type: the type at a path never changes',
  law((_, views) => {
    const types = new Map<string, string>();
    const visit = (value: unknown, path: string): void => {
      const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
      expect(types.get(path) ?? type).toBe(type);
      types.set(path, type);
      if (isContainer(value)) for (const [key, part] of Object.entries(value)) visit(part, `${path}/${key}`);
    };
    for (const { partial } of views) if (partial !== undefined) visit(partial, '');
  }),
);

test(
  'M3 fixed branch: a key that was shown stays',
  law((_, views) => {
    for (const [before, after] of pairs(views)) {
      for (const path of pathsOf(before.partial)) {
        if (valueAt(before.partial, path) !== undefined)
          expect(valueAt(after.partial, path)).not.toBe(undefined);
      }
    }
  }),
);

test(
  'M4 forward states: pending, then streaming, then done or invalid',
  law((_, views) => {
    for (const [before, after] of pairs(views)) {
      before.states.forEach((state, index) => {
        const next = after.states[index] as FieldState;
        if (!isForward(state, next)) expect.fail(`${state}, then ${next} after ${after.prefix}`);
      });
    }
  }),
);

test(
  'M5 issues append: an issue is never taken back, and there is one for each path',
  law((_, views) => {
    for (const [before, after] of pairs(views)) {
      expect(after.issues.slice(0, before.issues.length)).toEqual(before.issues);
      expect(new Set(after.issues).size).toBe(after.issues.length);
    }
  }),
);

test('M6 chunk-independent: a snapshot depends on the text so far, not on how it was cut', () => {
  fc.assert(
    fc.property(documents, fc.nat(), ({ schema, text, value }, seed) => {
      const paths = pathsOf(value);
      const letters = createPartial(schema);
      const views = text.split('').map((letter, index) => {
        letters.push(letter);
        return look(letters, text.slice(0, index + 1), paths);
      });
      for (const longest of [3, 16]) {
        const document = createPartial(schema);
        let length = 0;
        for (const chunk of randomCuts(text, seed, longest)) {
          document.push(chunk);
          length += chunk.length;
          const { copy, issues, states, openPath } = look(document, '', paths);
          const expected = views[length - 1] as View;
          expect({ issues, states, openPath }).toEqual({
            issues: expected.issues,
            states: expected.states,
            openPath: expected.openPath,
          });
          expect(equal(copy, expected.copy)).toBe(true);
        }
      }
      const whole = createPartial(schema);
      whole.push(text);
      expect(equal(whole.partial, views.at(-1)?.copy)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test(
  'M7 structural sharing: what did not change is the same object, and a snapshot never changes',
  law((_, views) => {
    const visit = (before: unknown, after: unknown): void => {
      if (!isContainer(before) || !isContainer(after)) return;
      if (equal(before, after)) expect(after).toBe(before);
      else for (const [key, part] of Object.entries(before)) visit(part, after[key]);
    };
    for (const [before, after] of pairs(views)) visit(before.partial, after.partial);
    for (const { partial, copy } of views) expect(equal(partial, copy)).toBe(true);
  }),
);

test('M8 never blanked: a bad byte leaves what was shown, beside an error that says where', () => {
  fc.assert(
    fc.property(documents, fc.nat(), ({ schema, text }, at) => {
      const end = at % text.length;
      const document = createPartial(schema);
      document.push(text.slice(0, end));
      const { partial } = document;
      document.push('\u0001');
      expect(document.partial).toBe(partial);
      expect(document.error).toMatchObject({ code: 'invalid-json', offset: end });
      expect(document.error?.line).toBeGreaterThan(0);
      document.push(text.slice(end));
      expect(document.partial).toBe(partial);
      expect(() => document.end()).toThrow(document.error);
    }),
    { numRuns: RUNS },
  );
});

test('a mutated text is never taken for another document: an error, an issue, or an equal result', () => {
  fc.assert(
    fc.property(
      documents,
      fc.nat(),
      fc.constantFrom('', '"', '}', ']', ',', '1', 'x', ' '),
      ({ schema, text }, at, by) => {
        const place = at % text.length;
        const mutated = text.slice(0, place) + by + text.slice(place + 1);
        let expected: unknown;
        try {
          expected = schema.safeParse(JSON.parse(mutated));
        } catch {
          expected = { success: false };
        }
        const document = createPartial(schema);
        for (const chunk of randomCuts(mutated, at)) document.push(chunk);
        let output: unknown;
        try {
          output = { success: true, data: document.end() };
        } catch {
          expect(document.error ?? document.issues[0]).toBeDefined();
          return;
        }
        // Values in a row are the items of an array.
        fc.pre(/^\s*\[/.test(mutated) || !Array.isArray(document.partial));
        expect(output).toEqual(expected);
      },
    ),
    { numRuns: RUNS * 2 },
  );
});
