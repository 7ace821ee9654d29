// The promises of a partial where it is dear to copy: not every token is shown there, and all promises hold.
import { randomCuts } from '@partialkit/testing';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { isExtended } from './extended.test.kit.ts';
import { createJsonParser, createPartial, type PartialDocument } from './index.ts';

/** Documents whose open path is dear to copy: there an open string grows in steps, and what opens waits. */
const heavy = {
  'a document of many levels': Array.from({ length: 60 }).reduce<unknown>(
    (child, _, level) => ({ title: `level ${level} 👩‍🚀 of many`, child }),
    'a leaf that is long enough to be shown in more than one step, with 👩‍🚀 on board',
  ),
  'an object of many keys': Object.fromEntries(
    Array.from({ length: 400 }, (_, key) => [`key ${key}`, `a value of some length, ${key}`]),
  ),
  'a record of numbers': Object.fromEntries(Array.from({ length: 1_200 }, (_, key) => [`key ${key}`, key])),
  'an array of numbers': [{}, ...Array.from({ length: 4_000 }, (_, item) => item), 'text', null, [1], true],
  'an array of thousands': [
    ...Array<number>(2700).fill(0),
    { id: 1, tags: ['short'], inner: { ok: true } },
    {
      id: 2,
      text: 'a string that is longer than the place is dear to copy 👩‍🚀 '.repeat(6),
      after: [1, { b: 2 }],
    },
    [[], [[]], {}],
    { id: 3 },
  ],
};

const LONG_TEXT = 'a string that is longer than the place is dear to copy 👩‍🚀 '.repeat(6);
const Row = z.union([
  z.number(),
  z.object({ kind: z.literal('a'), text: z.string() }),
  z.object({ text: z.string().max(1_000), kind: z.literal('b') }),
  z.object({ note: z.union([z.enum(['a thing']), z.string(), z.iso.date()]) }),
  z.string().lowercase(),
  z.string().startsWith('A'),
]);
const heavyUnion = [
  ...Array<number>(4_500).fill(0),
  { text: LONG_TEXT, kind: 'a' },
  { kind: 'a', text: LONG_TEXT },
  { text: LONG_TEXT, kind: 'b' },
  { note: LONG_TEXT },
  'short',
  LONG_TEXT,
  `A${LONG_TEXT}`,
];

const Item = z.object({ id: z.number(), name: z.string(), tags: z.array(z.string()) });
const Answer = z.union([
  z.object({ items: z.array(Item), summary: z.string(), kind: z.literal('a') }),
  z.object({ items: z.array(Item), summary: z.string().max(50), kind: z.literal('b') }),
  z.object({ items: z.array(Item), summary: z.string(), kind: z.literal('c') }),
]);
const undecided = {
  items: Array.from({ length: 24 }, (_, id) => ({ id, name: `name ${id} 👩‍🚀`, tags: ['short', LONG_TEXT] })),
  summary: LONG_TEXT,
  kind: 'c',
};

/** `schema` below `levels` objects, and a value there. */
const below = (levels: number, value: unknown, schema: z.ZodType): [unknown, z.ZodType] =>
  levels === 0
    ? [{ d: value }, z.object({ d: schema })]
    : below(levels - 1, { d: value }, z.object({ d: schema }));
const Said = ['ab', 'abc', 'b'].map((kind) =>
  z.object({ a: z.array(z.record(z.string(), z.number())), kind: z.literal(kind), text: z.string() }),
);

test.for([
  ...Object.entries(heavy).map(([name, value]) => [name, value, z.json()] as const),
  ['an array of thousands under a union', heavyUnion, z.array(Row)] as const,
  ...[20, 31, 34, 40].flatMap((levels) =>
    ['ab', 'abc'].map((kind) => {
      const value = { a: [{ x: 1, y: 2 }, {}], kind, text: 'some words' };
      return [
        `a union that a string decides, ${levels} levels deep, ${kind}`,
        ...below(levels, value, z.union(Said)),
      ] as const;
    }),
  ),
  ['much that stands in an undecided union', undecided, Answer] as const,
  [
    'a union of much in an array of thousands',
    [...Array<number>(4_500).fill(0), undecided],
    z.array(z.union([z.number(), Answer])),
  ] as const,
])('M1 and M6 hold in %s, where not every token is shown', ([, value, schema]) => {
  const text = JSON.stringify(value);
  // Numbers before the heavy part say nothing.
  const from = Math.max(0, text.indexOf('{', 1) - 10);
  const begin = (): PartialDocument<typeof schema> => {
    const document = createPartial(schema);
    document.push(text.slice(0, from));
    return document;
  };
  const parser = createJsonParser();
  parser.push(text.slice(0, from));
  const letters = begin();
  const shown = text
    .slice(from)
    .split('')
    .map((letter) => {
      letters.push(letter);
      parser.push(letter);
      return JSON.stringify([letters.partial, letters.openPath, parser.snapshot]);
    });
  for (const longest of [3, 8, 64, 500]) {
    const document = begin();
    const parser = createJsonParser();
    parser.push(text.slice(0, from));
    let length = 0;
    let before: unknown;
    for (const chunk of randomCuts(text.slice(from), longest, longest)) {
      document.push(chunk);
      parser.push(chunk);
      length += chunk.length;
      const { partial, openPath } = document;
      expect(JSON.stringify([partial, openPath, parser.snapshot]) === shown[length - 1]).toBe(true);
      expect(isExtended(before, partial)).toBe(true);
      const open = openPath?.reduce(
        (part, key) => (part as Record<string | number, unknown>)[key],
        partial as unknown,
      );
      expect(['object', 'string']).toContain(typeof (openPath ? open : partial));
      before = partial;
    }
    expect(document.end()).toEqual(value);
    expect(parser.end()).toEqual(value);
  }
});
