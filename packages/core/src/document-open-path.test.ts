// The one place that is still growing, as far as it is shown.
import { everyPrefix } from '@partialkit/testing';
import { schemaAndDocument } from '@partialkit/testing/arbitrary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createPartial, type JsonPath, type PartialOptions, type Schema, streaming } from './index.ts';

/** The open path after each character at which it changes, and that character’s prefix. */
function pathsOf(
  schema: Schema,
  text: string,
  options?: PartialOptions,
): [prefix: string, openPath: JsonPath | null][] {
  const document = createPartial(schema, options);
  const all: [string, JsonPath | null][] = [];
  for (const prefix of everyPrefix(text)) {
    document.push(prefix.slice(-1));
    const { openPath } = document;
    if (JSON.stringify(openPath) !== JSON.stringify(all.at(-1)?.[1])) all.push([prefix, openPath]);
  }
  return all;
}

describe('the open path', () => {
  test('is [] before the first byte, null when the document is whole, and the deepest open place between', () => {
    const schema = z.object({ a: z.string(), b: z.array(z.object({ c: z.string() })) });
    expect(pathsOf(schema, '{"a":"x","b":[{"c":"y"},{}]}')).toEqual([
      ['', []],
      ['{"a":"', ['a']],
      ['{"a":"x"', []],
      ['{"a":"x","b":[', ['b']],
      ['{"a":"x","b":[{', ['b', 0]],
      ['{"a":"x","b":[{"c":"', ['b', 0, 'c']],
      ['{"a":"x","b":[{"c":"y"', ['b', 0]],
      ['{"a":"x","b":[{"c":"y"}', ['b']],
      ['{"a":"x","b":[{"c":"y"},{', ['b', 1]],
      ['{"a":"x","b":[{"c":"y"},{}', ['b']],
      ['{"a":"x","b":[{"c":"y"},{}]', []],
      ['{"a":"x","b":[{"c":"y"},{}]}', null],
    ]);
  });

  test('does not lead into what is not shown: atomic, stripped, refused, or waiting for its tag or its gate', () => {
    const Gated = streaming.add(z.object({ id: z.number(), s: z.string() }), { gate: ['id'] });
    const schema = z.object({
      v: z
        .union([z.email(), z.enum(['x']), z.number(), z.object({ n: z.number() }).transform(({ n }) => n)])
        .optional(),
      t: z.discriminatedUnion('t', [z.object({ t: z.literal('a'), s: z.string() })]).optional(),
      g: Gated.optional(),
    });
    for (const text of [
      '{"v":"a@b.co"',
      '{"v":12',
      '{"v":{"n":1}',
      '{"x":{"y":["z"]}',
      '{"v":["a",{"b":"c"}]',
      '{"t":{"s":"x","t":"a',
      '{"g":{"s":"x","id":1',
    ]) {
      expect(pathsOf(schema, text)).toEqual([['', []]]);
    }
    expect(pathsOf(schema, '{"t":{"s":"x","t":"a"').at(-1)?.[1]).toEqual(['t']);
    expect(pathsOf(schema, '{"g":{"s":"x","id":1,').at(-1)?.[1]).toEqual(['g']);
  });

  test('leads on within a union as far as its options agree', () => {
    const schema = z.union([
      z.object({ a: z.object({ s: z.string(), d: z.email() }) }),
      z.object({ a: z.object({ s: z.string(), d: z.string() }), b: z.number() }),
    ]);
    expect(pathsOf(schema, '{"a":{"s":"x","d":"y').map(([, path]) => path)).toEqual([
      [],
      ['a'],
      ['a', 's'],
      ['a'],
    ]);
  });

  test('stays where it was when the text breaks off or goes wrong', () => {
    const schema = z.array(z.string());
    for (const end of ['', '\u0000']) {
      const document = createPartial(schema);
      document.push(`["a","b${end}`);
      expect(document.openPath).toEqual([1]);
      expect(() => document.end()).toThrow();
      expect(document.openPath).toEqual([1]);
    }
    const document = createPartial(schema);
    document.push('["a","b');
    expect(() => document.end()).toThrow(expect.objectContaining({ code: 'incomplete', openPath: [1] }));
  });

  test('always leads to a string or a container that is shown, and no deeper one is open', () => {
    fc.assert(
      fc.property(schemaAndDocument(), ({ schema, text }) => {
        const document = createPartial(schema);
        for (const unit of text.split('')) {
          document.push(unit);
          const { openPath, partial } = document;
          if (!openPath?.length) continue;
          const open = openPath.reduce<unknown>(
            (part, key) => (part as Record<string, unknown>)[key],
            partial,
          );
          expect(typeof open === 'string' || (typeof open === 'object' && open !== null)).toBe(true);
          expect(document.state(openPath)).toBe('streaming');
        }
        document.end();
        expect(document.openPath).toBe(null);
      }),
    );
  });
});
