// The document in what a model wrote around it: found at the same place however the text is cut, and no further.
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { endOf, everyWay, growthOf, outcomeOf, shownAfter } from './growth.test.kit.ts';
import { createJsonParser } from './index.ts';

const auto = { extract: 'auto' } as const;
const Answer = z.object({ a: z.array(z.number()), b: z.string().optional() });
const json = '{"a": [1, 2]}';
const value = { a: [1, 2] };

/** What a text comes to for the bare parser, however it is cut. */
function parse(text: string, extract: 'auto' | 'none' = 'auto'): object {
  const [first, ...others] = everyWay(text).map((chunks) => {
    const parser = createJsonParser({ extract });
    return outcomeOf(() => {
      for (const chunk of chunks) parser.push(chunk);
      return parser.end();
    });
  });
  for (const other of others) expect(other).toEqual(first);
  return first as object;
}

test.for(['', 'Here it is: ', '<think>{</think>', '``\u0060js\nf()\n``\u0060\n'])(
  'behind %j the fence of a JSON block is proof enough, with the repairs that its text needs',
  (before) => {
    const fenced = (text: string, lang = 'json'): string =>
      `${before}\`\`\`${lang}\n${text}\n\`\`\` That is it.`;
    const options = { ...auto, repair: true } as const;
    const text = '{\n  // the company\n  "owner": {"name": "Bob"},\n  "name": "Acme"\n}';
    const Company = z.object({ name: z.string() });
    for (const lang of ['json', '', 'JSON', 'jsonc', 'json5']) {
      expect(endOf(Company, fenced(text, lang), options).output).toEqual({ name: 'Acme' });
    }
    expect(endOf(Company, fenced(text), auto).error).toMatchObject({
      code: 'invalid-json',
      line: expect.any(Number),
    });
    expect(endOf(z.array(z.boolean()), fenced('[True, False]'), options).output).toEqual([true, false]);
    for (const chunks of everyWay(fenced(text))) {
      const parser = createJsonParser(options);
      for (const chunk of chunks) parser.push(chunk);
      expect(parser.end()).toEqual({ owner: { name: 'Bob' }, name: 'Acme' });
    }
  },
);

describe('text around the document', () => {
  test.for([
    json,
    `\n\n  ${json}\n`,
    `\ufeff${json}`,
    `\ufeff\n\ufeff ${json}`,
    `\`\`\`json\n${json}\n\`\`\``,
    `\`\`\`\n${json}\n\`\`\`\n`,
    `Here you are:\n\n${json}\n\nAnything else?`,
    `\`\`\`python\nprint({1}, [2])\n\`\`\`\n\`\`\`JSON\n${json}`,
    `Sure! \`\`\`json\n${json}\n\`\`\` It has {braces} and [1].`,
    `The {answer} of type {a: number[]}: ${json}`,
    `A set {1, 2}, a template {{name}} and {} }: ${json}`.replace('{} ', ''),
    `<think>Maybe {"a": [3]} or [4]?</think>${json}`,
    `<think>\n</think>\n\n${json}`,
    `  <thinking>{"a": []} < </thinking >  </thinking> The answer: ${json}`,
    `<think>one</think><think>{"two": 2}</think>${json}`,
    `\ufeff<think>{</think>\`\`\`json\n${json}\n\`\`\``,
    `<b>${json}</b>`,
    `<thin${json}`,
    `${json}${json}`,
    `${json}]}]`,
    `${json} {"a": "not this"`,
    `${json}\u0000`,
  ])('%j holds the one document', (text) => {
    expect(endOf(Answer, text, auto)).toEqual({
      partial: value,
      issues: [],
      warnings: [],
      openPath: null,
      output: value,
    });
  });

  test('is skipped for the bare parser too, when it is asked for', () => {
    expect(parse(`Here: ${json} and more`)).toEqual({ output: value });
    expect(parse('The list:\n["a", {"b": 1}] Done.')).toEqual({ output: ['a', { b: 1 }] });
    expect(parse('\ufeff[]')).toEqual({ output: [] });
    expect(parse('Nothing is in {}')).toEqual({ output: {} });
  });

  test.for(['[the list]', '[note: sorted]', '[-] and [fail', '[n', '[ tru-ish', '[nul]'])(
    'may have brackets that open no list: %j',
    (words) => {
      const list = '[true, null, -1]';
      const { output } = endOf(z.array(z.any()), `Here ${words} is:\n${list}`, auto);
      expect(output).toEqual(JSON.parse(list));
    },
  );

  test('shows nothing of itself', () => {
    expect(growthOf(Answer, `Look: {no} <think> \`\`\`json ${json}\`\`\` {"a": [3]}`, auto)).toEqual([
      {},
      { a: [] },
      { a: [1] },
      { a: [1, 2] },
    ]);
  });

  test('counts for the place of an error', () => {
    expect(endOf(Answer, 'Well:\n```json\n{"a": [1, ?]}', auto).error).toEqual({
      code: 'invalid-json',
      offset: 24,
      line: 3,
      column: 11,
      path: ['a', 1],
    });
    expect(endOf(Answer, '<think>\n\n</think>{"a": x', auto).error).toMatchObject({
      offset: 23,
      line: 3,
      column: 15,
    });
  });

  test('ends with the document: what follows is no error and changes nothing', () => {
    expect(growthOf(Answer, `${json}, {"a": [3]}`, auto).at(-1)).toEqual(value);
    expect(growthOf(Answer, `${json}, {"a": [3]}`, auto)).toHaveLength(4);
  });
});

describe('a text without a document', () => {
  test.for([
    '',
    '  \n',
    'I am sorry, I cannot help with that.',
    'There are {braces} only.',
    '<think>{"a": [1]} forever',
    '<think',
    '```json\n',
    '\ufeff',
    '{',
    'It begins: {"a": [1, 2',
  ])('%j is incomplete', (text) => {
    expect(endOf(Answer, text, auto).error).toMatchObject({ code: 'incomplete', offset: text.length });
    expect(parse(text)).toMatchObject({ error: { code: 'incomplete' } });
  });

  test('that names an array where the schema wants an object goes on to the object', () => {
    expect(endOf(Answer, `As said in [1] and ["x"]: ${json}`, auto).output).toEqual(value);
  });

  test('that opens with a bracket of the wrong kind is refused, not searched', () => {
    const { issues, error } = endOf(Answer, `["x"] ${json}`, auto);
    expect(issues).toEqual([': invalid_type']);
    expect(error).toMatchObject({ code: 'invalid' });
  });
});

describe('without extraction', () => {
  test.for<[text: string, offset: number]>([
    [`x ${json}`, 0],
    [`\ufeff${json}`, 0],
    [`\`\`\`json\n${json}\n\`\`\``, 0],
    [`<think></think>${json}`, 0],
    [`${json} x`, 14],
    [`${json}\n\`\`\``, 14],
    [`${json}${json}`, 13],
  ])('%j is invalid JSON', ([text, offset]) => {
    expect(endOf(Answer, text).error).toMatchObject({ code: 'invalid-json', offset });
    expect(endOf(Answer, text, { extract: 'none' }).error).toMatchObject({ code: 'invalid-json', offset });
    expect(parse(text, 'none')).toMatchObject({ error: { code: 'invalid-json', offset } });
  });
});

describe('a scalar at the root', () => {
  test.for([z.string(), z.number(), z.boolean(), z.enum(['a']), z.string().transform(Number), z.literal(1)])(
    'is read as without extraction (%#)',
    (schema) => {
      expect(endOf(schema, 'The answer is "a"', auto).error).toMatchObject({
        code: 'invalid-json',
        offset: 0,
      });
      expect(endOf(schema, '\ufeff"a"', auto).error).toMatchObject({ code: 'invalid-json', offset: 0 });
    },
  );

  test('may stand alone', () => {
    expect(endOf(z.string(), ' "a" ', auto).output).toBe('a');
    expect(endOf(z.number(), '12', auto).output).toBe(12);
  });
});

describe('a root that may be an object or a scalar', () => {
  const Item = z.object({ a: z.number() });

  test.for([
    Item.catch({ a: 0 }),
    z.preprocess((value) => value, Item),
    z.json(),
    z.union([Item, z.string(), z.number()]),
    z.custom(),
    z.unknown().transform((value) => value),
    z.any(),
  ])('has its object found in what stands around it (%#)', (schema) => {
    for (const text of [
      '```json\n{"a":1}\n```',
      'Note: {"a":1} and "more"',
      '- {"a":1}',
      '<think>1</think>{"a":1}',
    ])
      expect(endOf(schema, text, auto).output).toEqual({ a: 1 });
  });

  test.for([z.json(), z.custom(), z.any(), z.union([Item, z.string(), z.number(), z.boolean(), z.null()])])(
    'is a scalar where its text begins with one, and nothing stands behind it (%#)',
    (schema) => {
      for (const value of ['', 'abc {"a":1}', 12, -1.5, true, false, null])
        for (const text of [JSON.stringify(value), `\n<think>{}</think> ${JSON.stringify(value)}\n`])
          expect([text, endOf(schema, text, auto).output]).toEqual([text, value]);
      expect(endOf(schema, '12 of {"a":1}', auto).error).toMatchObject({ code: 'invalid-json', offset: 3 });
      expect(endOf(schema, 'nul', auto).error).toMatchObject({ code: 'incomplete', offset: 3 });
    },
  );

  test('is looked for behind a scalar that it cannot be', () => {
    expect(endOf(z.union([Item, z.number()]), '"This" is it: {"a":1}', auto).output).toEqual({ a: 1 });
    expect(endOf(Item.nullable(), '12 of {"a":1}', auto).output).toEqual({ a: 1 });
    expect(endOf(Item.nullable(), 'null', auto).output).toBe(null);
    expect(endOf(Item.nullable(), 'note: {"a":1}', auto).output).toEqual({ a: 1 });
  });
});

describe('values in a row', () => {
  const Rows = z.array(z.object({ a: z.number() }));
  const rows = [{ a: 1 }, { a: 2 }, { a: 3 }];

  test.for([
    '{"a":1}\n{"a":2}\n{"a":3}\n',
    '{"a":1}{"a":2} {"a":3}',
    '{"a":1}\r\n\r\n{"a":2}\r\n{"a":3}',
    '[{"a":1}, {"a":2}, {"a":3}]',
  ])('%j are the items of an array schema, however they are read', (text) => {
    const expected = { partial: rows, issues: [], warnings: [], output: rows };
    expect(endOf(Rows, text)).toMatchObject(expected);
    expect(endOf(Rows, text, auto)).toMatchObject(expected);
    expect(shownAfter(Rows, text)).toEqual(rows);
  });

  test('may have text between them with extraction, and not without', () => {
    const text = 'First {"a":1}\nthen {"a":2}\n```json\n{"a":3}\n```';
    expect(endOf(Rows, text, auto).output).toEqual(rows);
    expect(endOf(Rows, text).error).toMatchObject({ code: 'invalid-json', offset: 0 });
  });

  test('grow as an array does', () => {
    expect(growthOf(Rows, '{"a":1}\n{"a":2}')).toEqual([
      [{}],
      [{ a: 1 }],
      [{ a: 1 }, {}],
      [{ a: 1 }, { a: 2 }],
    ]);
  });

  test('may be scalars, of which a number needs what stands behind it', () => {
    expect(endOf(z.array(z.number()), '1\n22\n3').output).toEqual([1, 22, 3]);
    expect(endOf(z.array(z.string()), '"a" "b"\n"c"').output).toEqual(['a', 'b', 'c']);
    expect(endOf(z.array(z.union([z.boolean(), z.number()])), 'true\nfalse 1').output).toEqual([
      true,
      false,
      1,
    ]);
    expect(endOf(z.array(z.number()), '1-2').output).toEqual([1, -2]);
  });

  test('are refused one by one', () => {
    const { issues, partial } = endOf(Rows, '{"a":1}\n{"a":"x"}\n{"a":3}');
    expect(issues).toEqual(['1.a: invalid_type']);
    expect(partial).toEqual([{ a: 1 }, {}, { a: 3 }]);
  });

  test('are no document for a schema of one value: the first is the value', () => {
    expect(endOf(Answer, `${json}\n{"a": [3]}`, auto).output).toEqual(value);
    expect(endOf(Answer, `${json}\n{"a": [3]}`).error).toMatchObject({ code: 'invalid-json', offset: 14 });
  });

  test('are incomplete where the last one is', () => {
    expect(endOf(Rows, '{"a":1}\n{"a":').error).toMatchObject({ code: 'incomplete', openPath: [1] });
  });

  test('that are arrays are not taken for items of an array of arrays', () => {
    expect(endOf(z.array(z.array(z.number())), '[[1],[2]]').output).toEqual([[1], [2]]);
  });
});
