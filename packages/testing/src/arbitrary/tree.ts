// JSON data whose objects are maps, so that every key is data; and the many texts that one such tree can have.
import fc from 'fast-check';
import { seededRandom } from '../splits.ts';

/** JSON data. A map holds any key, `__proto__` too, in an order of its own. */
export type Tree = string | number | boolean | null | readonly Tree[] | ReadonlyMap<string, Tree>;

/** Keys that go wrong where keys are assigned, joined, sorted or printed. */
export const nastyKeys: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
  '',
  ' ',
  '0',
  '-1',
  '01',
  'a.b',
  'a[0]',
  'é',
  '😀',
  '\ud83d',
  '"',
  '\\',
  '/',
  '\n',
  '\u0000',
  '\u2028',
];

/** Strings with everything that needs an escape or a pair. Up to 12 pieces. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    { weight: 8, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\u0000', '\u001f', '\u007f'),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom('é', 'ß', '漢', '\u2028', '\ufeff', '😀', '👩‍🚀', '\ud83d', '\ude00'),
    },
  ),
  maxLength: 12,
});

/** Numbers that JSON can hold, whole ones, tiny ones, huge ones and -0 among them. */
export const anyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 0.1, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, 100, -1200),
);

/** Any JSON data up to `depth` containers deep. */
export function anyTree(depth = 3): fc.Arbitrary<Tree> {
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: depth, depthSize: 'small', withCrossShrink: true },
      fc.oneof(fc.constant(null), fc.boolean(), anyNumber, anyText),
      fc.array(tie('tree'), { maxLength: 4 }),
      entries(fc.oneof(fc.constantFrom(...nastyKeys), anyText), tie('tree')),
    ),
  }));
  return tree;
}

/** Maps of at most `maxKeys` entries. */
export function entries(
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<Tree>,
  maxKeys = 4,
): fc.Arbitrary<ReadonlyMap<string, Tree>> {
  return fc.array(fc.tuple(key, value), { maxLength: maxKeys }).map((pairs) => new Map(pairs));
}

/**
 * A JSON text of `tree`. Seed 0 gives the plain text that `JSON.stringify` would give; any other seed
 * decides on white space, escapes, spellings of numbers and the order of keys.
 */
export function spell(tree: Tree, seed: number): string {
  if (seed === 0) return write(tree, plain);
  const random = seededRandom(seed);
  return write(tree, {
    space: () => (random() < 0.7 ? '' : pick(spaces, random)),
    text: (value) => spellText(value, random),
    number: (value) => pick(spellingsOf(value), random),
    order: (pairs) =>
      pairs
        .map((pair) => ({ pair, rank: random() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ pair }) => pair),
  });
}

interface Hand {
  space(): string;
  text(value: string): string;
  number(value: number): string;
  order(pairs: [string, Tree][]): [string, Tree][];
}

const plain: Hand = {
  space: () => '',
  text: (value) => JSON.stringify(value),
  number: (value) => (Object.is(value, -0) ? '-0' : JSON.stringify(value)),
  order: (pairs) => pairs,
};
const spaces: readonly string[] = [' ', '\n', '\t', '\r\n', '  ', '\n    '];

// As deep as the tree, which `anyTree` and the schemas bound.
function write(tree: Tree, hand: Hand): string {
  const around = (text: string): string => hand.space() + text + hand.space();
  const list = (items: readonly string[]): string => (items.length === 0 ? hand.space() : items.join(','));
  if (tree instanceof Map) {
    const pairs = hand.order([...tree]);
    const members = pairs.map(([key, value]) => `${around(hand.text(key))}:${write(value, hand)}`);
    return around(`{${list(members)}}`);
  }
  if (Array.isArray(tree)) return around(`[${list(tree.map((item: Tree) => write(item, hand)))}]`);
  if (typeof tree === 'string') return around(hand.text(tree));
  return around(typeof tree === 'number' ? hand.number(tree) : String(tree));
}

/** What a JSON parser must read as `value`, and nothing else. */
function spellingsOf(value: number): string[] {
  const text = plain.number(value);
  const whole = Number.isInteger(value) && !text.includes('e');
  const candidates = [
    text,
    value.toExponential(),
    value.toExponential().replace('e', 'E'),
    `${text}e0`,
    `${text}E-00`,
    ...(whole ? [`${text}.0`, `${text}.000e+0`, `${text}0e-1`] : []),
    ...(whole && text.endsWith('00') ? [`${text.slice(0, -2)}e2`] : []),
  ];
  return candidates.filter(
    (each) => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(each) && Object.is(Number(each), value),
  );
}

const shortEscapes = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' }),
);

/** Iterates by code point, so that a pair is escaped as a whole: half of one is no text that bytes can carry. */
function spellText(value: string, random: () => number): string {
  const spelled = Array.from(value, (char) => {
    // JSON.stringify escapes what has to be escaped, and nothing else.
    const isOptional = JSON.stringify(char) === `"${char}"`;
    if (isOptional && random() < 0.9) return char;
    const short = shortEscapes.get(char);
    if (short !== undefined && random() < 0.7) return `\\${short}`;
    return char
      .split('')
      .map((unit) => {
        const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
        return `\\u${random() < 0.5 ? hex : hex.toUpperCase()}`;
      })
      .join('');
  });
  return `"${spelled.join('')}"`;
}

function pick<T>(choices: readonly [T, ...T[]] | readonly T[], random: () => number): T {
  // Never empty where it is called.
  return choices[Math.floor(random() * choices.length)] as T;
}
