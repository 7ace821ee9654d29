// Values by path come to the text of the document that they make.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../json.ts';
import { ArgumentText } from './argument-text.ts';

type Piece = [path: string, value: unknown, more?: boolean];

/** The leaves of a document in order, its strings in pieces. */
function* leaves(value: JsonValue, path: string, size: number): Generator<Piece> {
  if (typeof value === 'string') {
    for (let at = 0; at < value.length; at += size) yield [path, value.slice(at, at + size), true];
    yield [path, ''];
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leaves(item, `${path}[${index}]`, size);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, field] of Object.entries(value)) yield* leaves(field, `${path}.${key}`, size);
  } else yield [path, value];
}

function write(pieces: Iterable<Piece>): string {
  const text = new ArgumentText();
  let all = '';
  for (const piece of pieces) all += text.add(...piece);
  return all + text.end();
}

// A container without a leaf has no path that could name it.
const { document } = fc.letrec<{ value: JsonValue; document: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { minLength: 1 }),
    tie('document'),
  ),
  document: fc.dictionary(fc.stringMatching(/^[a-z_]\w*$/), tie('value'), {
    minKeys: 1,
    noNullPrototype: true,
  }),
}));

test('the text is the document, whatever the size of the pieces', () => {
  fc.assert(
    fc.property(document, fc.integer({ min: 1, max: 4 }), (value, size) => {
      expect(JSON.parse(write(leaves(value, '$', size)))).toEqual(value);
    }),
  );
});

test('the text so far is always the beginning of one', () => {
  const text = new ArgumentText();
  expect(text.add('$.a.b[0]', 'x', true)).toBe('{"a":{"b":["x');
  expect(text.add('$.a.b[0]', 'y"', true)).toBe('y\\"');
  expect(text.add('$.a.b[0]', '')).toBe('"');
  expect(text.add('$.a.b[1].c', 1)).toBe(',{"c":1');
  expect(text.add('$.d', 'whole')).toBe('}]},"d":"whole"');
  expect(text.add("$['e.f'].g", null)).toBe(',"e.f":{"g":null');
  expect(text.end()).toBe('}}');
});

test('a string that nobody closed is closed by what follows', () => {
  expect(
    write([
      ['$.a', 'x', true],
      ['$.b', 'y', true],
    ]),
  ).toBe('{"a":"x","b":"y"}');
});

test('no values are no text', () => {
  expect(write([])).toBe('');
});

test.for([
  ['a key again', ['$.a', '$.b', '$.a']],
  ['the same key again', ['$.a', '$.a']],
  ['an object again', ['$.a.x', '$.b', '$.a.y']],
  ['a value as an object', ['$.a', '$.a.b']],
  ['an object as a value', ['$.a.b', '$.a']],
  ['an index too many', ['$.a[0]', '$.a[2]']],
  ['an index again', ['$.a[0]', '$.a[1]', '$.a[0]']],
  ['a later index first', ['$.a[1]']],
  ['a key in an array', ['$.a[0]', '$.a.b']],
  ['an index in an object', ['$.a.b', '$.a[0]']],
] as [string, string[]][])('%s cannot be written', ([, paths]) => {
  expect(() => write(paths.map((path) => [path, 1]))).toThrow('Arguments out of order');
});
