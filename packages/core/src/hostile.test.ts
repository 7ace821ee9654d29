// Documents that mean harm: names that objects have by birth, depth, breadth, and code of the user’s that throws.
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf, everyWay, outcomeOf } from './growth.test.kit.ts';
import { createPartial, type Message, type Operation, type Schema } from './index.ts';

const before = Object.getOwnPropertyNames(Object.prototype).sort().join();
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(before);
  expect(({} as Record<string, unknown>).polluted).toBe(undefined);
  expect(([] as unknown as Record<string, unknown>).polluted).toBe(undefined);
});

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];
const poison = '{"polluted":"yes","toString":null}';

/** The places in a value that are not plain data. */
function oddities(value: unknown, path = '$'): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const prototype: unknown = Object.getPrototypeOf(value);
  const isOdd = prototype !== (Array.isArray(value) ? Array.prototype : Object.prototype);
  return [
    ...(isOdd ? [path] : []),
    ...Object.entries(value).flatMap(([key, part]) => oddities(part, `${path}.${key}`)),
  ];
}

describe('a key that objects have by birth', () => {
  test.for(names)('%s is data, or is not there', (name) => {
    const text = `{"a":1,"${name}":${poison},"b":{"${name}":${poison}}}`;
    const schemas: Record<string, z.ZodType> = {
      any: z.any(),
      json: z.json(),
      record: z.record(z.string(), z.any()),
      nested: z.object({ a: z.number(), b: z.record(z.string(), z.any()) }),
      strip: z.object({ a: z.number() }),
      strict: z.strictObject({ a: z.number(), b: z.any() }),
      loose: z.looseObject({ a: z.number() }),
      catchall: z.object({ a: z.number() }).catchall(z.any()),
      partial: z.partialRecord(z.enum(['a', 'b']), z.any()),
      union: z.union([z.looseObject({ a: z.string() }), z.looseObject({ a: z.number() })]),
      both: z.object({ a: z.number() }).and(z.looseObject({ b: z.any() })),
      transform: z.looseObject({}).transform((value) => Object.keys(value)),
      named: z.object({ a: z.number(), ...(name !== '__proto__' && { [name]: z.any() }) }),
    };
    for (const [kind, schema] of Object.entries(schemas)) {
      const { partial, output, error } = endOf(schema, text);
      expect([kind, oddities(partial), oddities(output)]).toEqual([kind, [], []]);
      const result = schema.safeParse(JSON.parse(text));
      // What zod drops, any and unknown keep: they take JSON as it is.
      if (result.success && name !== '__proto__') expect([kind, output]).toEqual([kind, result.data]);
      else if (!result.success) expect([kind, error]).toMatchObject([kind, { code: 'invalid' }]);
    }
    expect(JSON.stringify(endOf(z.any(), text).output)).toBe(JSON.stringify(JSON.parse(text)));
  });

  test.for(names)('%s is no tag, no state and no element that was not in the text', (name) => {
    const Tagged = z.discriminatedUnion('t', [z.object({ t: z.literal('a'), s: z.string() })]);
    expect(endOf(Tagged, `{"t":"${name}","s":"x"}`).error).toMatchObject({ code: 'invalid' });
    expect(endOf(z.enum(['a']), `"${name}"`).issues).toEqual([': invalid_value']);
    expect(endOf(z.record(z.enum(['a']), z.any()), `{"a":1,"${name}":1}`).issues).toEqual([
      `${name}: unrecognized_keys`,
    ]);
    const document = createPartial(z.looseObject({ list: z.array(z.string()) }));
    document.push('{"list":["x"');
    expect(document.state([name])).toBe('pending');
    expect(document.state(['list', name])).toBe('pending');
    const told: unknown[] = [];
    document.elements([name], (element) => told.push(element));
    document.push(']}');
    document.end();
    expect(told).toEqual([]);
  });

  test.for(names)('%s in a message touches own properties only', (name) => {
    const messages: Message[] = [
      { type: 'snapshot', value: JSON.parse(`{"a":{},"${name}":${poison}}`) },
      { type: 'merge', value: JSON.parse(`{"a":{"${name}":${poison}},"${name}":${poison}}`) },
      ...[`/${name}`, `/${name}/polluted`, `/a/${name}/polluted`, `/a/${name}`].map(
        (path): Message => ({ type: 'patch', ops: [{ op: 'add', path, value: 'yes' }] }),
      ),
    ];
    for (const schema of [z.any(), z.looseObject({ a: z.any() }), z.record(z.string(), z.any())]) {
      for (const message of messages) {
        const document = createPartial(schema);
        document.apply({ type: 'snapshot', value: { a: {} } });
        document.apply(message);
        expect(oddities(document.partial)).toEqual([]);
        document.apply({ type: 'end', reason: 'stop' });
        expect(oddities(document.partial)).toEqual([]);
      }
    }
  });
});

describe('depth', () => {
  interface Tree {
    [key: string]: Tree;
  }
  const Lazy: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), Lazy));
  const Recursive = z.object({
    get a() {
      return Recursive.optional();
    },
  });
  const List: z.ZodType = z.lazy(() => z.array(List));
  const schemas: readonly [name: string, open: string, schema: Schema][] = [
    ['any', '[', z.any()],
    ['json', '[', z.json()],
    ['an array of itself', '[', List],
    ['a record of itself', '{"a":', Lazy],
    ['an object in itself', '{"a":', Recursive],
    ['a key that is stripped', '{"x":', z.object({})],
    ['a value that is refused', '[', z.object({})],
    ['a transform', '[', z.any().transform((value) => value)],
    ['mini', '[', mini.any()],
  ];

  test.for(schemas)(
    '100,000 open brackets are a limit error, not a stack overflow (%s)',
    ([, open, schema]) => {
      for (const size of [100_000 * open.length, 4096, 7]) {
        const document = createPartial(schema);
        const text = open.repeat(100_000);
        for (let at = 0; at < text.length && !document.error; at += size)
          document.push(text.slice(at, at + size));
        expect(document.error?.code).toBe('limit');
        void document.partial;
        expect(outcomeOf(() => document.end())).toMatchObject({ error: { code: 'limit' } });
      }
    },
  );

  test('of 500 levels is read and shown, whatever the schema makes of it', () => {
    for (const [name, open, schema] of schemas.filter(([kind]) => !/refused|transform/.test(kind))) {
      const last = open === '[' ? '[]' : '{}';
      const text = open.repeat(500) + last + (open === '[' ? ']' : '}').repeat(500);
      const document = createPartial(schema);
      for (const unit of text.split('')) {
        document.push(unit);
        if (document.openPath === null) break;
      }
      expect([name, outcomeOf(() => document.end())]).toMatchObject([name, { output: expect.anything() }]);
    }
  });
});

describe('a recursive union', () => {
  const Expr: z.ZodType = z.lazy(() =>
    z.union([
      z.number(),
      z.object({ l: Expr, r: Expr, op: z.literal('add') }),
      z.object({ l: Expr, r: Expr, op: z.literal('mul') }),
    ]),
  );
  const nest = (depth: number, wrap: (inner: string) => string): string => {
    let text = '1';
    for (let i = 0; i < depth; i++) text = wrap(text);
    return text;
  };

  test.for([
    nest(60, (inner) => `{"l":${inner},"r":2,"op":"add"}`),
    nest(60, (inner) => `{"op":"mul","l":${inner},"r":2}`),
    nest(60, (inner) => `{"r":0,"l":${inner},"op":"mul"}`),
  ])('costs no more than its text is long (%#)', (text) => {
    const document = createPartial(Expr);
    for (const unit of text.split('')) document.push(unit);
    expect(document.end()).toEqual(JSON.parse(text));
    const cut = createPartial(Expr);
    cut.push(text.slice(0, -30));
    expect(cut.error).toBe(undefined);
    void cut.partial;
  });

  test('of options that all fit costs no more either', () => {
    const Node: z.ZodType = z.lazy(() =>
      z.union([z.object({ a: Node.optional() }), z.object({ a: Node.optional(), b: z.string().optional() })]),
    );
    const text = `${'{"a":'.repeat(60)}{}${'}'.repeat(60)}`;
    const document = createPartial(Node);
    document.push(text);
    expect(document.end()).toEqual(JSON.parse(text));
  });
});

describe('size', () => {
  test('of one string, of one number and of the whole text is limited', () => {
    for (const text of ['["aaaaaa"]', '[111111]', '{"aaaaaa":1}']) {
      const document = createPartial(z.any(), { limits: { string: 5 } });
      for (const unit of text.split('')) document.push(unit);
      expect(document.error?.code).toBe('limit');
    }
    for (const chunks of everyWay('[1,2,3]')) {
      const document = createPartial(z.array(z.number()), { limits: { size: 4 } });
      for (const chunk of chunks) document.push(chunk);
      expect(document.error).toMatchObject({ code: 'limit' });
    }
  });

  test('of a key that is stripped or a value that is refused counts too', () => {
    for (const schema of [z.object({}), z.object({ a: z.number() })]) {
      const document = createPartial(schema, { limits: { string: 5, depth: 3 } });
      document.push('{"a":"xxxxxxx"');
      expect(document.error?.code).toBe('limit');
      const deep = createPartial(schema, { limits: { depth: 3 } });
      deep.push('{"a":[[[[');
      expect(deep.error?.code).toBe('limit');
    }
  });

  test('of a patch is limited in operations', () => {
    const document = createPartial(z.any());
    document.apply({ type: 'snapshot', value: [] });
    const ops = Array.from({ length: 100_000 }, (): Operation => ({ op: 'add', path: '/-', value: 0 }));
    document.apply({ type: 'patch', ops });
    expect(['limit', 'invalid-patch']).toContain(document.error?.code);
    expect(document.partial).toEqual([]);
  });
});

describe('code that throws', () => {
  const boom = (): never => {
    throw new RangeError('boom');
  };
  const schemas: readonly [name: string, schema: z.ZodType, text: string][] = [
    ['a refinement', z.object({ v: z.string().refine(boom) }), '{"v":"x"}'],
    ['a refinement of the whole', z.object({ v: z.string() }).refine(boom), '{"v":"x"}'],
    ['a transform', z.object({ v: z.string().transform(boom) }), '{"v":"x"}'],
    ['a preprocess', z.object({ v: z.preprocess(boom, z.string()) }), '{"v":"x"}'],
    ['a custom check', z.object({ v: z.custom(boom) }), '{"v":"x"}'],
    ['an overwrite', z.object({ v: z.string().overwrite(boom) }), '{"v":"x"}'],
    [
      'a codec',
      z.object({ v: z.codec(z.string(), z.number(), { decode: boom, encode: boom }) }),
      '{"v":"x"}',
    ],
    ['a default', z.object({ v: z.string().default(boom) }), '{}'],
    ['a catch', z.object({ v: z.number().catch(boom) }), '{"v":"x"}'],
    ['a key of a record', z.object({ v: z.record(z.string().refine(boom), z.any()) }), '{"v":{"a":1}}'],
    [
      'an option of a union',
      z.object({ v: z.union([z.object({ a: z.string().refine(boom) }), z.object({ a: z.string() })]) }),
      '{"v":{"a":""}}',
    ],
    ['a getter', z.lazy(boom) as z.ZodType, '{}'],
  ];

  test.for(schemas)('never leaves push or apply, and is the cause at the end (%s)', ([, schema, text]) => {
    const document = createPartial(z.object({ first: z.string(), second: schema, third: z.string() }));
    const all = `{"first":"1","second":${text},"third":"3"}`;
    for (const unit of all.split('')) {
      document.push(unit);
      void document.partial;
      void document.issues;
      document.state('second');
    }
    expect(document.partial).toMatchObject({ first: '1' });
    expect(() => document.end()).toThrow(
      expect.objectContaining({ code: 'invalid', cause: expect.objectContaining({ message: 'boom' }) }),
    );
    const applied = createPartial(z.object({ second: schema }));
    applied.apply({ type: 'snapshot', value: { second: JSON.parse(text) } });
    applied.apply({ type: 'end', reason: 'stop' });
    expect(applied.error).toMatchObject({ code: 'invalid' });
  });
});

test('a refusal stands where the error map that should word it throws', () => {
  const boom = (): never => {
    throw new RangeError('boom');
  };
  for (const schema of [
    z.object({ v: z.number({ error: boom }) }),
    z.object({ v: z.string().max(1, { error: boom }) }),
  ]) {
    expect(endOf(schema, '{"v":"xx"}')).toMatchObject({
      issues: [expect.stringMatching(/^v: /)],
      error: { code: 'invalid' },
    });
  }
});

// With work that grows with what has been read, the first of these would not come to its end.
test.for<[name: string, text: string, schema: z.ZodType]>([
  ['one string', JSON.stringify('word '.repeat(200_000)), z.string()],
  ['a string in lower case', JSON.stringify('word '.repeat(100_000)), z.string().lowercase()],
  [
    'a string behind thousands',
    JSON.stringify([...Array<number>(5_000).fill(0), 'word '.repeat(100_000)]),
    z.array(z.union([z.number(), z.string()])),
  ],
  ['a string with a beginning', JSON.stringify('word '.repeat(100_000)), z.string().startsWith('word')],
  ['emoji under a bound', JSON.stringify('😀'.repeat(150_000)), z.string().max(200_000)],
  [
    'a string or another',
    JSON.stringify('word '.repeat(100_000)),
    z.union([z.string().uppercase(), z.string().lowercase().max(600_000)]),
  ],
  [
    'a string in lower case, in two options',
    JSON.stringify({ a: 'word '.repeat(60_000) }),
    z.union([z.object({ a: z.string().lowercase() }), z.object({ a: z.string(), b: z.number() })]),
  ],
  [
    'a string in two options',
    JSON.stringify({ a: 'word '.repeat(100_000) }),
    z.union([z.object({ a: z.string() }), z.object({ a: z.string(), b: z.number() })]),
  ],
  [
    'records',
    JSON.stringify(
      Array.from({ length: 4_000 }, (_, id) => ({ id, name: `name ${id}`, tags: ['a', 'b'], ok: true })),
    ),
    z.array(z.object({ id: z.number(), name: z.string(), tags: z.array(z.string()), ok: z.boolean() })),
  ],
  [
    'a wide object of numbers',
    JSON.stringify(Object.fromEntries(Array.from({ length: 30_000 }, (_, id) => [`key ${id}`, id]))),
    z.record(z.string(), z.number()),
  ],
  ['a flat array', JSON.stringify(Array.from({ length: 100_000 }, (_, id) => id)), z.array(z.number())],
  [
    'records in two options',
    JSON.stringify({
      rows: Array.from({ length: 8_000 }, (_, id) => ({ id, name: `name ${id}` })),
      kind: 'b',
    }),
    z.union([
      z.object({ rows: z.array(z.object({ id: z.number(), name: z.string() })), kind: z.literal('a') }),
      z.object({ rows: z.array(z.object({ id: z.number(), name: z.string() })), kind: z.literal('b') }),
    ]),
  ],
  [
    'records of anything',
    JSON.stringify(Array.from({ length: 5_000 }, (_, id) => ({ id, name: `name ${id}` }))),
    z.any(),
  ],
])(
  'a long text in pieces of four characters, read every sixteenth time, is read to its end (%s)',
  ([, text, schema]) => {
    const document = createPartial(schema);
    for (let at = 0; at < text.length; at += 4) {
      document.push(text.slice(at, at + 4));
      if (at % 64 === 0) void document.partial;
    }
    expect(JSON.stringify(document.end()) === text).toBe(true);
  },
);

test('thousands of rows whose checks wait, or that are refused, cost no more than others do', async () => {
  const rows = Array.from({ length: 30_000 }, (_, id) => ({ name: `name ${id}` }));
  const waits = createPartial(
    z.array(z.object({ name: z.string().refine(async () => true), age: z.number().optional() })),
  );
  const refuses = createPartial(z.array(z.object({ name: z.email(), age: z.number().optional() })), {
    limits: { issues: rows.length },
  });
  for (const row of rows) {
    const text = `${row === rows[0] ? '[' : ','}${JSON.stringify(row)}`;
    waits.push(text);
    refuses.push(text);
  }
  const places = rows.map((_, index) => [index, 'name']);
  expect(new Set(places.map((place) => waits.state(place)))).toEqual(new Set(['streaming']));
  expect(new Set(places.map((place) => refuses.state(place)))).toEqual(new Set(['invalid']));
  waits.push(']');
  expect(await waits.endAsync()).toEqual(rows);
});
