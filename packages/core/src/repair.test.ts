// What is mended, only where it was asked for by name, and never in silence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { endOf, everyWay, growthOf, outcomeOf } from './growth.test.kit.ts';
import { createJsonParser, type Repair, type Warning } from './index.ts';

const NAMES: readonly Repair[] = [
  'control-character',
  'trailing-comma',
  'comment',
  'single-quote',
  'literal',
];

interface Mended {
  readonly output?: unknown;
  readonly error?: unknown;
  readonly warnings: readonly Warning[];
}

/** What a text comes to, however it is cut. */
function mend(text: string, repair: boolean | readonly Repair[]): Mended {
  const [first, ...others] = everyWay(text).map((chunks) => {
    const parser = createJsonParser({ repair });
    const outcome = outcomeOf(() => {
      for (const chunk of chunks) parser.push(chunk);
      return parser.end();
    });
    return { ...outcome, warnings: parser.warnings };
  });
  for (const other of others) expect(other).toEqual(first);
  return first as Mended;
}

/** A fault, the text without it, and the offsets that are told. */
const FAULTS: readonly [name: Repair, text: string, sound: string, offsets: readonly number[]][] = [
  ['control-character', '["a\nb\tc\u0000"]', '["a\\nb\\tc\\u0000"]', [3, 5, 7]],
  ['control-character', '{"a\rb": 1}', '{"a\\rb": 1}', [3]],
  ['control-character', '["\n\\n"]', '["\\n\\n"]', [2]],
  ['trailing-comma', '[1, 2, ]', '[1, 2]', [7]],
  ['trailing-comma', '{"a": [{},],}', '{"a": [{}]}', [10, 12]],
  ['comment', '// one\n[1, // two\n2]', '[1, 2]', [0, 11]],
  ['comment', '/**/[1/* 2 **/,/*/ 3 */4]/***/', '[1,4]', [0, 6, 15, 25]],
  ['comment', '{/*a*/"a"/*b*/:/*c*/1/*d*/}//', '{"a":1}', [1, 9, 15, 21, 27]],
  ['comment', '["// no"] // yes', '["// no"]', [10]],
  ['comment', '[/*\n/* // */"a"]', '["a"]', [1]],
  ['single-quote', "['a', 'it\\'s \"b\"']", '["a", "it\'s \\"b\\""]', [1, 6]],
  ['single-quote', "{'a': \"it's\"}", '{"a": "it\'s"}', [1]],
  ['single-quote', "['', '\\u0041\\n']", '["", "A\\n"]', [1, 5]],
  ['literal', '[True, False, None, NaN]', '[true, false, null, null]', [4, 11, 17, 22]],
  ['literal', '{"a": None}', '{"a": null}', [9]],
];

describe('a fault', () => {
  test.for(FAULTS)('%s: %j is read as %j, and told of', ([name, text, sound, offsets]) => {
    const { output, warnings } = mend(text, [name]);
    expect(output).toEqual(JSON.parse(sound));
    expect(warnings.map(({ code, offset }) => ({ code, offset }))).toEqual(
      offsets.map((offset) => ({ code: name, offset })),
    );
    expect(mend(text, true)).toEqual({ output, warnings });
  });

  test.for(FAULTS)('%s: %j is invalid JSON where it is not named', ([name, text]) => {
    const others = NAMES.filter((other) => other !== name);
    for (const repair of [false, [], others]) {
      const { error, warnings } = mend(text, repair);
      expect(error).toMatchObject({ code: 'invalid-json' });
      expect(warnings).toEqual([]);
    }
  });

  test('is told of with its place', () => {
    expect(mend('{"a": [1,\n  2,\n], "b": True}', true).warnings).toEqual([
      { code: 'trailing-comma', offset: 15, line: 3, column: 1, path: ['a', 2] },
      { code: 'literal', offset: 26, line: 3, column: 12, path: ['b'] },
    ]);
  });

  test('that is a line break in a string counts as a line', () => {
    for (const text of ['["a\nb", ?]', '// c\n["b", ?]', '/*\n*/["b", ?]']) {
      expect(mend(text, true).error).toMatchObject({ line: 2, code: 'invalid-json' });
    }
    expect(mend('["a\nb", ?]', true).error).toMatchObject({ offset: 8, line: 2, column: 5 });
  });
});

describe('what no repair is named for', () => {
  test.for([
    '[,]',
    '{,}',
    '[1,,]',
    '[,1]',
    '{"a":1,,}',
    '[1 2]',
    '{a: 1}',
    '[undefined]',
    '[Infinity]',
    '[nan]',
    '[TRUE]',
    '[trUe]',
    '[Nul]',
    '[+1]',
    '[01]',
    '[.5]',
    '["\\\'"]',
    '[/]',
    '[1]/x',
    '{"a": 1]',
    '["\\a"]',
    '[1],',
    '# no\n[1]',
  ])('%j stays invalid JSON', (text) => {
    expect(mend(text, true).error).toMatchObject({ code: 'invalid-json' });
  });

  test.for(['[1, 2', '[1] /* open', '[1,', "['a", '[\'a"]', '["a', '[Tru', '/'])(
    '%j stays incomplete',
    (text) => {
      expect(mend(text, true).error).toMatchObject({ code: 'incomplete', offset: text.length });
    },
  );
});

test('sound JSON is read as it is, with nothing to tell', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), (text) => {
      const parser = createJsonParser({ repair: true });
      for (const unit of text.split('')) parser.push(unit);
      expect(parser.end()).toEqual(JSON.parse(text));
      expect(parser.warnings.filter(({ code }) => code !== 'repeated-key')).toEqual([]);
    }),
  );
});

test('a damaged text is mended only with a warning: what strict JSON refuses is never read in silence', () => {
  const damage = fc.constantFrom(
    "'",
    ',',
    '/',
    '//',
    '/**/',
    'True',
    'None',
    'NaN',
    '\n',
    '\t',
    '"',
    '',
    '}',
    ']',
  );
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat({ max: 2 }), damage, (text, at, width, by) => {
      const place = at % text.length;
      const damaged = text.slice(0, place) + by + text.slice(place + width);
      const parser = createJsonParser({ repair: true });
      const outcome = outcomeOf(() => {
        parser.push(damaged);
        return parser.end();
      });
      if ('error' in outcome) return;
      let value: unknown;
      try {
        value = JSON.parse(damaged);
      } catch {
        expect(parser.warnings.length).toBeGreaterThan(0);
        return;
      }
      expect(outcome.output).toEqual(value);
    }),
    { numRuns: 2000 },
  );
});

test('a string in single quotes grows like any other', () => {
  expect(growthOf(z.array(z.string()), "['a\\'b']", { repair: ['single-quote'] })).toEqual([
    [],
    [''],
    ['a'],
    ["a'"],
    ["a'b"],
  ]);
});

test('under a schema, mended values are judged as what they are read as', () => {
  const Reading = z.object({ ok: z.boolean(), value: z.number(), note: z.string().nullable() });
  const { partial, issues, warnings } = endOf(Reading, "{'ok': True, 'value': NaN, 'note': None,}", {
    repair: true,
  });
  expect(partial).toEqual({ ok: true, note: null });
  expect(issues).toEqual(['value: invalid_type']);
  expect(warnings).toEqual([
    ': single-quote',
    'ok: literal',
    ': single-quote',
    'value: literal',
    ': single-quote',
    'note: literal',
    ': trailing-comma',
  ]);
});
