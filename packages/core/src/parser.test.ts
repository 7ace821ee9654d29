// The laws of the bare parser: JSON.parse's verdict and value, snapshots that grow, paths that are open, limits.
import { everyPrefix, everySplit, randomCuts } from '@partialkit/testing';
import { jsonTestSuite } from '@partialkit/testing/recordings';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyWay, outcomeOf } from './growth.test.kit.ts';
import { createJsonParser, type JsonPath, PartialError } from './index.ts';

function parse(chunks: readonly string[], options?: Parameters<typeof createJsonParser>[0]): unknown {
  const parser = createJsonParser(options);
  for (const chunk of chunks) parser.push(chunk);
  return parser.end();
}

function verdictOf(read: () => unknown): { value: unknown } | undefined {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof PartialError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What is shown, each change once, while a text comes one character at a time. */
function growthOf(text: string): unknown[] {
  const parser = createJsonParser();
  const all: unknown[] = [];
  for (const unit of text.split('')) {
    parser.push(unit);
    if (parser.snapshot.value !== all.at(-1)) all.push(parser.snapshot.value);
  }
  return all;
}

/** The open path after each prefix. */
function openPathsOf(text: string): [prefix: string, openPath: JsonPath | null][] {
  const parser = createJsonParser();
  return everyPrefix(text).map((prefix) => {
    parser.push(prefix.slice(-1));
    return [prefix, parser.snapshot.openPath];
  });
}

const documents = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value, null, 2)),
);

describe('the JSON test suite', () => {
  test.for(jsonTestSuite())('$name: JSON.parse’s verdict and value, however it is cut', ({ text }) => {
    const expected = verdictOf(() => JSON.parse(text));
    expect(verdictOf(() => parse([text]))).toEqual(expected);
    expect(verdictOf(() => parse(text.split('')))).toEqual(expected);
    // Behind 1,500 units the longest texts have passed the depth limit: what follows is not read.
    for (const chunks of everySplit(text).slice(0, 1500)) {
      expect(JSON.stringify(verdictOf(() => parse(chunks)))).toBe(JSON.stringify(expected));
    }
  });
});

describe('what is shown', () => {
  test('of any text equals JSON.parse at the end, however it is cut', () => {
    fc.assert(
      fc.property(documents, fc.nat(), (text, seed) => {
        const value: unknown = JSON.parse(text);
        expect(parse(randomCuts(text, seed))).toEqual(value);
        expect(parse(text.split(''))).toEqual(value);
      }),
    );
  });

  test('depends on the text so far, not on how it was cut', () => {
    // Halves of pairs, as they are and as escapes.
    const unit = fc.constantFrom('\ud83d', '\ude00', '\\ud83d', '\\ude00', '\\n', 'x');
    const halves = fc.string({ unit, maxLength: 6 }).map((text) => `"${text}"`);
    fc.assert(
      fc.property(fc.oneof(documents, halves), fc.nat(), (text, seed) => {
        const letters = createJsonParser();
        const cuts = createJsonParser();
        for (const chunk of randomCuts(text, seed)) {
          for (const unit of chunk.split('')) {
            letters.push(unit);
            void letters.snapshot;
          }
          cuts.push(chunk);
          expect(cuts.snapshot).toEqual(letters.snapshot);
        }
      }),
    );
  });

  test('is the same object until there is more, and never changes', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const parser = createJsonParser();
        let last = parser.snapshot;
        const seen: [value: unknown, copy: string | undefined][] = [];
        for (const unit of text.split('')) {
          parser.push(unit);
          const { snapshot } = parser;
          expect(parser.snapshot).toBe(snapshot);
          const copy = JSON.stringify(snapshot.value);
          if (copy === seen.at(-1)?.[1]) expect(snapshot.value).toBe(last.value);
          seen.push([snapshot.value, copy]);
          last = snapshot;
        }
        for (const [value, copy] of seen) expect(JSON.stringify(value)).toBe(copy);
        expect(parser.end()).toBe(parser.snapshot.value);
      }),
    );
  });

  test('keeps the identity of a closed subtree while its siblings grow', () => {
    const parser = createJsonParser();
    parser.push('{"a": [{"b": 1}, {"c": ');
    const before = parser.snapshot.value as { a: object[] };
    parser.push('2}], "d": "e');
    const after = parser.snapshot.value as { a: object[] };
    expect(after).toEqual({ a: [{ b: 1 }, { c: 2 }], d: 'e' });
    expect(after.a[0]).toBe(before.a[0]);
    expect(after.a[1]).not.toBe(before.a[1]);
    parser.push('"}');
    expect((parser.snapshot.value as { a: object[] }).a).toBe(after.a);
  });

  test.for<[text: string, growth: unknown[]]>([
    ['"abc"', ['', 'a', 'ab', 'abc']],
    ['[1200, true, null]', [[], [1200], [1200, true], [1200, true, null]]],
    ['{"a": {"b": []}}', [{}, { a: {} }, { a: { b: [] } }]],
    ['{"a": "b"}', [{}, { a: '' }, { a: 'b' }]],
    ['["\\n\\u0041"]', [[], [''], ['\n'], ['\nA']]],
    ['"\\ud83d\\ude00!"', ['', '😀', '😀!']],
    ['"😀"', ['', '😀']],
    ['"\\ud83dx"', ['', '\ud83dx']],
    ['"\\ud83d\\n"', ['', '\ud83d\n']],
    ['"\\ud83d\\ud83d\\ude00"', ['', '\ud83d', '\ud83d😀']],
    ['"\\ud83d"', ['', '\ud83d']],
    ['"\\ude00"', ['', '\ude00']],
    ['  false ', [false]],
    ['null', [null]],
    ['[-0.5e+1 ,0]', [[], [-5], [-5, 0]]],
  ])('%j grows in these steps', ([text, growth]) => {
    expect(growthOf(text)).toEqual(growth);
  });

  test('a top-level number is shown at the end of the text', () => {
    const parser = createJsonParser();
    parser.push('12');
    expect(parser.snapshot).toEqual({ value: undefined, openPath: [] });
    parser.push('00 ');
    expect(parser.snapshot.value).toBe(1200);
    expect(growthOf('1200')).toEqual([]);
    for (const chunks of everyWay('1200')) expect(parse(chunks)).toBe(1200);
  });

  test('`end` may be called again', () => {
    const parser = createJsonParser();
    parser.push('{"a": 1}');
    expect(parser.end()).toBe(parser.end());
    const number = createJsonParser();
    number.push('-7');
    expect([number.end(), number.end()]).toEqual([-7, -7]);
    expect(number.snapshot).toEqual({ value: -7, openPath: null });
  });
});

describe('the open path', () => {
  test('is the deepest place that is shown and still open', () => {
    expect(openPathsOf('{"a":[{"b":"c"},1]}')).toEqual([
      ['', []],
      ['{', []],
      ['{"', []],
      ['{"a', []],
      ['{"a"', []],
      ['{"a":', []],
      ['{"a":[', ['a']],
      ['{"a":[{', ['a', 0]],
      ['{"a":[{"', ['a', 0]],
      ['{"a":[{"b', ['a', 0]],
      ['{"a":[{"b"', ['a', 0]],
      ['{"a":[{"b":', ['a', 0]],
      ['{"a":[{"b":"', ['a', 0, 'b']],
      ['{"a":[{"b":"c', ['a', 0, 'b']],
      ['{"a":[{"b":"c"', ['a', 0]],
      ['{"a":[{"b":"c"}', ['a']],
      ['{"a":[{"b":"c"},', ['a']],
      ['{"a":[{"b":"c"},1', ['a']],
      ['{"a":[{"b":"c"},1]', []],
      ['{"a":[{"b":"c"},1]}', null],
    ]);
  });

  test('leads to something in the value, which is a string or a container', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const parser = createJsonParser();
        for (const unit of text.split('')) {
          parser.push(unit);
          const { value, openPath } = parser.snapshot;
          if (!openPath?.length) continue;
          const open = openPath.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], value);
          expect(typeof open === 'string' || (typeof open === 'object' && open !== null)).toBe(true);
        }
      }),
    );
  });
});

describe('a text that ends too early', () => {
  const text = '{"a": [1, {"b": "c\\n"}, true], "d": null}';

  test.for(everyPrefix(text).slice(0, -1))('%j is incomplete, with what is open', (prefix) => {
    for (const chunks of everyWay(prefix)) {
      const parser = createJsonParser();
      for (const chunk of chunks) parser.push(chunk);
      const { value, openPath } = parser.snapshot;
      const { error } = outcomeOf(() => parser.end()) as { error: object };
      expect(error).toMatchObject({ code: 'incomplete', offset: prefix.length, openPath });
      expect(parser.snapshot).toEqual({ value, openPath });
      expect(() => parser.end()).toThrow(expect.objectContaining({ code: 'incomplete' }));
    }
  });

  test('an empty text is incomplete', () => {
    expect(outcomeOf(() => parse([]))).toMatchObject({ error: { code: 'incomplete', openPath: [] } });
    expect(outcomeOf(() => parse([' \n']))).toMatchObject({
      error: { code: 'incomplete', line: 2, column: 1 },
    });
  });
});

describe('a repeated key', () => {
  const text = '{"a": {"x": 1}, "b": 2, "a": {"y": "longer"}, "c": 3}';

  test('keeps its first value until the second has closed', () => {
    expect(growthOf(text)).toEqual([
      {},
      { a: {} },
      { a: { x: 1 } },
      { a: { x: 1 }, b: 2 },
      { a: { y: 'longer' }, b: 2 },
      { a: { y: 'longer' }, b: 2, c: 3 },
    ]);
    for (const chunks of everyWay(text)) expect(parse(chunks)).toEqual(JSON.parse(text));
  });

  test('is told once, where the key closes again', () => {
    for (const chunks of everyWay(text)) {
      const parser = createJsonParser();
      for (const chunk of chunks) parser.push(chunk);
      const offset = text.lastIndexOf('a"') + 1;
      expect(parser.warnings).toEqual([
        { code: 'repeated-key', offset, line: 1, column: offset + 1, path: ['a'] },
      ]);
    }
  });

  test('is not open while its second value is', () => {
    expect(openPathsOf('{"a":"x","a":"y"}').slice(-8)).toEqual([
      ['{"a":"x","', []],
      ['{"a":"x","a', []],
      ['{"a":"x","a"', []],
      ['{"a":"x","a":', []],
      ['{"a":"x","a":"', []],
      ['{"a":"x","a":"y', []],
      ['{"a":"x","a":"y"', []],
      ['{"a":"x","a":"y"}', null],
    ]);
  });
});
