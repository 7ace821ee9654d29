import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyTree, spell, type Tree } from './arbitrary/tree.ts';
import {
  invalidDocument,
  jsonText,
  kindNames,
  type SchemaAndDocument,
  schemaAndDocument,
} from './arbitrary.ts';

const seed = 1;

describe('texts', () => {
  test('every spelling of a tree is read by JSON.parse as the same tree', () => {
    fc.assert(
      fc.property(anyTree(), fc.integer(), (tree, spelling) => {
        expect(asTree(JSON.parse(spell(tree, spelling)))).toEqual(asTree(JSON.parse(spell(tree, 0))));
      }),
      { seed, numRuns: 500 },
    );
  });

  test('seed 0 spells what JSON.stringify would', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        expect(spell(treeOf(JSON.parse(text)), 0)).toBe(text);
      }),
      { seed },
    );
  });

  test('texts survive the way through UTF-8', () => {
    fc.assert(
      fc.property(jsonText(), ({ text }) => {
        expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))).toBe(
          text,
        );
      }),
      { seed, numRuns: 300 },
    );
  });

  test('white space, escapes, spellings of numbers and nasty keys all occur', () => {
    const texts = fc.sample(jsonText(), { seed, numRuns: 500 }).map(({ text }) => text);
    for (const sign of [
      /^\s/,
      /\\u[0-9a-f]{4}/,
      /\\u[0-9A-F]*[A-F]/,
      /\\\//,
      /\d[eE][+-]?\d/,
      /\d\.0/,
      /-0/,
      /"__proto__"\s*:/,
      /\\ud83d/i,
    ]) {
      expect(
        texts.some((text) => sign.test(text)),
        String(sign),
      ).toBe(true);
    }
  });
});

describe('schemas', () => {
  test.for(kindNames)('a schema of the kind %s accepts its documents', (root) => {
    fc.assert(
      fc.property(schemaAndDocument({ root }), ({ schema, text, value }) => {
        expect(JSON.parse(text)).toEqual(value);
        expect(schema.safeParse(value).success).toBe(true);
      }),
      { seed, numRuns: 50 },
    );
  });

  test('every kind of schema that JSON can hold occurs', () => {
    const seen = new Set<string>();
    for (const { schema } of fc.sample(schemaAndDocument(), { seed, numRuns: 3000 })) collect(schema, seen);
    expect([...seen].sort()).toEqual([
      'any',
      'array',
      'bigint',
      'boolean',
      'catch',
      'date',
      'default',
      'enum',
      'intersection',
      'lazy',
      'literal',
      'never',
      'nonoptional',
      'null',
      'nullable',
      'number',
      'object',
      'optional',
      'pipe',
      'prefault',
      'readonly',
      'record',
      'string',
      'template_literal',
      'transform',
      'tuple',
      'union',
      'unknown',
    ]);
  });

  test('a counterexample prints its schema as code, not its insides', () => {
    const [sample] = fc.sample(schemaAndDocument({ root: 'array' }), { seed, numRuns: 1 });
    expect(fc.stringify(sample)).toMatch(/^z\.array\(/);
    expect(fc.stringify(sample)).toContain(JSON.stringify(sample?.text));
  });

  test('an unknown root is refused by name', () => {
    expect(() => schemaAndDocument({ root: 'tree' })).toThrow(/taggedUnion.*got tree/);
  });
});

describe('invalid documents', () => {
  test('the schema refuses every one, and its text is JSON all the same', () => {
    fc.assert(
      fc.property(invalidDocument(), ({ schema, text, value }) => {
        expect(JSON.parse(text)).toEqual(value);
        expect(schema.safeParse(value).success).toBe(false);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('values are wrong at the root and inside, missing, and too many', () => {
    const samples = fc.sample(invalidDocument(), { seed, numRuns: 500 });
    const depths = new Set(samples.map(({ path }) => Math.min(path.length, 2)));
    expect(depths).toEqual(new Set([0, 1, 2]));
    expect(samples.some((sample) => leadsNowhere(sample))).toBe(true);
    expect(samples.some(({ text }) => text.includes('one more'))).toBe(true);
  });
});

function leadsNowhere({
  value,
  path,
}: SchemaAndDocument & { readonly path: readonly (string | number)[] }): boolean {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return true;
    at = Reflect.get(at, key);
  }
  return false;
}

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return value.map(treeOf);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, child]) => [key, treeOf(child)]));
  }
  return value as Tree;
}

/** Order of keys left out of account. */
function asTree(value: unknown): Tree {
  const tree = treeOf(value);
  return tree instanceof Map ? new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1))) : tree;
}

interface AnyDef {
  readonly type: string;
  readonly [key: string]: unknown;
}

function collect(schema: unknown, seen: Set<string>, depth = 0): void {
  if (typeof schema !== 'object' || schema === null || depth > 8) return;
  if (Array.isArray(schema)) {
    for (const item of schema) collect(item, seen, depth);
    return;
  }
  const { _zod: internals } = schema as { _zod?: { def: AnyDef } };
  if (!internals) return;
  const { def } = internals;
  seen.add(def.type);
  for (const key of [
    'element',
    'items',
    'rest',
    'options',
    'innerType',
    'in',
    'out',
    'left',
    'right',
    'valueType',
    'catchall',
  ]) {
    collect(def[key], seen, depth + 1);
  }
  if (typeof def.getter === 'function') collect((def.getter as () => unknown)(), seen, depth + 1);
  if (typeof def.shape === 'object' && def.shape !== null) {
    for (const field of Object.values(def.shape)) collect(field, seen, depth + 1);
  }
}
