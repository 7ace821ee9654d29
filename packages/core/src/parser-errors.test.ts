// Where a text is wrong, to the unit; and the limits that end it.
import { describe, expect, test } from 'vitest';
import { everyWay, outcomeOf } from './growth.test.kit.ts';
import { createJsonParser, type JsonParser, type JsonPath, PartialError } from './index.ts';

function errorOf(push: () => void): PartialError {
  try {
    push();
  } catch (error) {
    if (error instanceof PartialError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

/** A parser that has been given a text, and the error at its end. */
function failed(chunks: readonly string[], options?: Parameters<typeof createJsonParser>[0]) {
  const parser = createJsonParser(options);
  const error = errorOf(() => {
    for (const chunk of chunks) parser.push(chunk);
  });
  return { parser, error };
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('invalid JSON', () => {
  test.for<[text: string, place: [offset: number, line: number, column: number], path: JsonPath]>([
    ['x', [0, 1, 1], []],
    ['{"a": tru!}', [9, 1, 10], ['a']],
    ['{"a": 1,}', [8, 1, 9], []],
    ['[{"a": 1, b: 2}]', [10, 1, 11], [0]],
    ['{"a": 1, "b\n": 2}', [11, 1, 12], []],
    ['[1, 2,]', [6, 1, 7], [2]],
    ['[1 2]', [3, 1, 4], [1]],
    ['[,1]', [1, 1, 2], [0]],
    ['{"a" 1}', [5, 1, 6], ['a']],
    ['{"a": 1 "b": 2}', [8, 1, 9], ['a']],
    ['{a: 1}', [1, 1, 2], []],
    ['{"a": {"b": [1, {"c": ?}]}}', [22, 1, 23], ['a', 'b', 1, 'c']],
    ['{"a": 1]', [7, 1, 8], ['a']],
    ['[1}', [2, 1, 3], [1]],
    ['[01]', [2, 1, 3], [0]],
    ['[1.]', [3, 1, 4], [0]],
    ['[-]', [2, 1, 3], [0]],
    ['[1e]', [3, 1, 4], [0]],
    ['[+1]', [1, 1, 2], [0]],
    ['[1x]', [2, 1, 3], [0]],
    ['["a\tb"]', [3, 1, 4], [0]],
    ['["\\x"]', [3, 1, 4], [0]],
    ['["\\u00g0"]', [6, 1, 7], [0]],
    ['[nul]', [4, 1, 5], [0]],
    ['[True]', [1, 1, 2], [0]],
    ['[NaN]', [1, 1, 2], [0]],
    ["['a']", [1, 1, 2], [0]],
    ['[1, // one\n2]', [4, 1, 5], [1]],
    ['1 2', [2, 1, 3], []],
    ['{} {}', [3, 1, 4], []],
    ['[]]', [2, 1, 3], []],
    ['\ufeff{}', [0, 1, 1], []],
    ['{\n  "a": 1,\n  "b": x\n}', [19, 3, 8], ['b']],
    ['[1,\r\n\r\n  ?]', [9, 3, 3], [1]],
    ['["😀", ?]', [7, 1, 8], [1]],
    ['["a\nb"]', [3, 1, 4], [0]],
    ['\n\n[1,\n\n', [7, 5, 1], [1]],
  ])('%j fails at its first bad unit, however it is cut', ([text, [offset, line, column], path]) => {
    for (const chunks of everyWay(`${text}!`)) {
      const { error } = failed(chunks);
      expect({ ...error }).toMatchObject({ code: 'invalid-json', offset, line, column, path });
    }
  });

  test('the message tells what was expected, where, and what came', () => {
    const { error } = failed(['{"a": [1,\n  2', ' 3]}']);
    expect(error.message).toBe('Expected "," or "]" at line 2, column 5, found "3".');
    expect(failed(['{"a": "b";']).error.message).toMatch(/^Expected "," or "}" .*, found ";"\.$/);
    expect(failed(['[1}']).error.message).toContain('line 1, column 3');
  });

  test('the snapshot stays, and the same error comes again', () => {
    const { parser, error } = failed(['{"a": [1, "two', '\u0000', '"]}']);
    const { snapshot } = parser;
    expect(snapshot).toEqual({ value: { a: [1, 'two'] }, openPath: ['a', 1] });
    expect(errorOf(() => parser.push('"]}'))).toBe(error);
    expect(errorOf(() => parser.push(''))).toBe(error);
    expect(errorOf(() => parser.end())).toBe(error);
    expect(parser.snapshot).toBe(snapshot);
  });

  test('what stands before the bad unit in the same chunk is shown', () => {
    for (const chunks of everyWay('{"a": "b", "c": [1, ?')) {
      expect(failed(chunks).parser.snapshot.value).toEqual({ a: 'b', c: [1] });
    }
  });
});

describe('limits', () => {
  const read = (text: string, limits?: object): JsonParser => {
    const parser = createJsonParser(limits ? { limits } : {});
    parser.push(text);
    return parser;
  };

  test('512 levels are read, one more is a limit error with its place', () => {
    expect(read(nested(512)).end()).toEqual(JSON.parse(nested(512)));
    for (const chunks of [[nested(513)], nested(513).split('')]) {
      const { error } = failed(chunks);
      expect(error).toMatchObject({ code: 'limit', offset: 512, line: 1, column: 513 });
      expect(error.path).toHaveLength(512);
    }
  });

  test('a limit that is undefined is the usual one', () => {
    expect(failed([nested(513)], { limits: { depth: undefined } }).error.code).toBe('limit');
  });

  test('100,000 open brackets end in a limit error, however they come', () => {
    for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000), '[{"a":'.repeat(50_000)]) {
      expect(failed([text]).error.code).toBe('limit');
      expect(failed(text.split('')).error.code).toBe('limit');
    }
  });

  test('nothing recurses: with the limit lifted, 100,000 levels are read', () => {
    const parser = read(nested(100_000), { depth: Number.POSITIVE_INFINITY });
    let depth = 0;
    for (let value: unknown = parser.end(); Array.isArray(value); value = value[0]) depth++;
    expect(depth).toBe(100_000);
    const open = read('['.repeat(100_000), { depth: Number.POSITIVE_INFINITY });
    // So deep, not every level is shown at once.
    expect(open.snapshot.openPath?.length).toBeGreaterThan(50_000);
  });

  test('the depth is the caller’s to choose', () => {
    expect(read('[[1]]', { depth: 2 }).end()).toEqual([[1]]);
    expect(errorOf(() => read('[[[1]]]', { depth: 2 }))).toMatchObject({
      code: 'limit',
      offset: 2,
      path: [0, 0],
    });
    expect(read('[[],[],{},[{}]]', { depth: 3 }).end()).toEqual([[], [], {}, [{}]]);
  });

  test.for(['"12345"', '12345', '{"12345": 1}', '["\\u0031\\u0032345"]', '["1234\\n"]', '[1.2e1]'])(
    '%s has five units too many by one for a limit of four',
    (text) => {
      expect(read(text, { string: 5 }).end()).toEqual(JSON.parse(text));
      for (const chunks of everyWay(`${text} `)) {
        const { error } = failed(chunks, { limits: { string: 4 } });
        expect(error.code).toBe('limit');
        expect(error.offset).toBeLessThanOrEqual(text.length);
      }
    },
  );

  test('a whole text may be as long as the limit, and no longer', () => {
    for (const chunks of everyWay('[1, 2]')) {
      expect(() => {
        const parser = createJsonParser({ limits: { size: 6 } });
        for (const chunk of chunks) parser.push(chunk);
        parser.end();
      }).not.toThrow();
      expect(failed(chunks, { limits: { size: 5 } }).error.code).toBe('limit');
    }
  });

  test.for<[text: string, options: Parameters<typeof createJsonParser>[0], offset: number, value: unknown]>([
    ['[1,2,3]', { limits: { size: 5 } }, 5, [1, 2]],
    ['["abcdef"]', { limits: { size: 5 } }, 5, ['abc']],
    ['So: [1,\n2,3]', { limits: { size: 10 }, extract: 'auto' }, 10, [1, 2]],
    ['Long before: [1]', { limits: { size: 9 }, extract: 'auto' }, 13, undefined],
    ['["abcdef"]', { limits: { string: 3 } }, 5, ['abc']],
    ['["abc\\ndef"]', { limits: { string: 3 } }, 6, ['abc']],
    ['["ab👍\\ud83d\\udc4d"]', { limits: { string: 4 } }, 16, ['ab👍']],
    ['["ab👍"]', { limits: { string: 3 } }, 5, ['ab']],
    ['[1, 23456]', { limits: { string: 3 } }, 7, [1]],
  ])(
    'of %j with %j stand at one place, behind one value, however it is cut',
    ([text, options, offset, value]) => {
      for (const chunks of everyWay(text)) {
        const { parser, error } = failed(chunks, options);
        expect([chunks, error.code, error.offset, parser.snapshot.value]).toEqual([
          chunks,
          'limit',
          offset,
          value,
        ]);
      }
    },
  );

  test('what follows a document that was found does not count', () => {
    for (const chunks of everyWay('[1,2] and more')) {
      const parser = createJsonParser({ limits: { size: 5 }, extract: 'auto' });
      for (const chunk of chunks) parser.push(chunk);
      expect(parser.end()).toEqual([1, 2]);
    }
  });

  test('what was read before a limit stays', () => {
    const { parser } = failed('{"a": 1, "b": [[[]]]}'.split(''), { limits: { depth: 3 } });
    expect(parser.snapshot.value).toEqual({ a: 1, b: [[]] });
    expect(outcomeOf(() => parser.end())).toMatchObject({ error: { code: 'limit' } });
  });

  test('of warnings only so many are kept', () => {
    const text = `[${'{"a":1,"a":2},'.repeat(20)}0]`;
    const parser = read(text, { issues: 5 });
    expect(parser.end()).toEqual(JSON.parse(text));
    expect(parser.warnings).toHaveLength(5);
  });
});

describe('names that objects have by birth', () => {
  const text =
    '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "toString": "x", "hasOwnProperty": 0}';

  test('are own keys like all others', () => {
    for (const chunks of everyWay(text)) {
      const parser = createJsonParser();
      for (const chunk of chunks) {
        parser.push(chunk);
        void parser.snapshot;
      }
      const value = parser.end() as Record<string, unknown>;
      expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
      expect(parser.warnings).toEqual([]);
    }
    expect(({} as Record<string, unknown>).polluted).toBe(undefined);
  });

  test('may be repeated like all others', () => {
    const parser = createJsonParser();
    parser.push('{"__proto__": 1, "__proto__": 2, "toString": 3, "toString": 4}');
    expect(JSON.stringify(parser.end())).toBe('{"__proto__":2,"toString":4}');
    expect(parser.warnings.map(({ path }) => path)).toEqual([['__proto__'], ['toString']]);
  });
});
