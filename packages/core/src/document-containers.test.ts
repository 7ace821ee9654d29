// How objects, records, arrays and tuples are shown while they are open, and what their keys and lengths decide.
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { endOf, everyWay, growthOf, outcomeOf, shownAfter } from './growth.test.kit.ts';
import { createPartial, type Schema } from './index.ts';

/** That a document of valid JSON comes to what its schema makes of it, however it is cut. */
function expectAsZod(schema: z.ZodType, text: string): void {
  const { output, error } = endOf(schema, text);
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) expect({ output }).toEqual({ output: result.data });
  else expect(error).toMatchObject({ code: 'invalid' });
}

/** How much of `text` is read when the first issue is raised. */
function firstIssueOf(schema: Schema, text: string): string | undefined {
  const document = createPartial(schema);
  for (let end = 1; end <= text.length; end++) {
    document.push(text.slice(end - 1, end));
    if (document.issues.length) return text.slice(0, end);
  }
  return undefined;
}

describe('an object', () => {
  const User = z.object({ name: z.string(), tags: z.array(z.string()), age: z.number() });

  test.for<[name: string, schema: Schema]>([
    ['classic', User],
    ['mini', mini.object({ name: mini.string(), tags: mini.array(mini.string()), age: mini.number() })],
  ])('appears at its bracket, a key with its first showable value (%s)', ([, schema]) => {
    expect(growthOf(schema, '{"name":"Al","tags":["x"],"age":36}')).toEqual([
      {},
      { name: '' },
      { name: 'A' },
      { name: 'Al' },
      { name: 'Al', tags: [] },
      { name: 'Al', tags: [''] },
      { name: 'Al', tags: ['x'] },
      { name: 'Al', tags: ['x'], age: 36 },
    ]);
  });

  test('keeps the order in which its keys came', () => {
    expect(Object.keys(shownAfter(User, '{"age":1,"tags":[],"name":"') as object)).toEqual([
      'age',
      'tags',
      'name',
    ]);
  });

  test('shows nothing of a key before its closing quote', () => {
    for (const prefix of ['{"', '{"na', '{"name', '{"name"', '{"name":', '{"age":3']) {
      expect(shownAfter(User, prefix)).toEqual({});
    }
  });

  test('without a key that it needs has the issue at its close, one for each', () => {
    expect(firstIssueOf(User, '{"age": 1}')).toBe('{"age": 1}');
    expect(endOf(User, '{"age": 1}').issues).toEqual(['name: invalid_type', 'tags: invalid_type']);
    expect(endOf(z.array(User), '[{}, {"name": "x", "tags": [], "age": 1}]').issues).toHaveLength(3);
  });
});

describe('an unknown key', () => {
  const text = '{"a":1,"x":{"y":[1,"two",{"z":null}]},"b":"c"}';
  const shape = { a: z.number(), b: z.string() };

  test('is skipped where the schema strips it, with all that is in it', () => {
    const document = createPartial(z.object(shape));
    const seen: unknown[] = [];
    for (const unit of text.split('')) {
      document.push(unit);
      seen.push(document.partial);
      expect(document.partial).not.toHaveProperty('x');
    }
    expect(document.end()).toEqual({ a: 1, b: 'c' });
    expect(new Set(seen).size).toBe(4);
    expect(document.state(['x'])).toBe('done');
  });

  test('is an issue at its closing quote where the schema is strict', () => {
    for (const schema of [z.strictObject(shape), z.object(shape).strict(), mini.strictObject(shape)]) {
      expect(firstIssueOf(schema, text)).toBe('{"a":1,"x"');
      const { partial, issues } = endOf(schema, text);
      expect(issues).toEqual(['x: unrecognized_keys']);
      expect(partial).toEqual({ a: 1, b: 'c' });
    }
  });

  test('grows where the schema is loose', () => {
    for (const schema of [
      z.looseObject(shape),
      z.object(shape).loose(),
      z.object(shape).catchall(z.unknown()),
    ]) {
      expect(shownAfter(schema, '{"a":1,"x":{"y":[1,"tw')).toEqual({ a: 1, x: { y: [1, 'tw'] } });
      expect(endOf(schema, text).output).toEqual(JSON.parse(text));
    }
  });

  test('is judged by a catchall', () => {
    const schema = z.object(shape).catchall(z.array(z.string()));
    expect(shownAfter(schema, '{"x":["a","b')).toEqual({ x: ['a', 'b'] });
    expect(endOf(schema, '{"a":1,"b":"","x":[1],"y":["c"]}')).toMatchObject({
      partial: { a: 1, b: '', y: ['c'] },
      issues: ['x.0: invalid_type'],
    });
  });
});

describe('an array', () => {
  test('grows: an element appears as soon as it has something to show', () => {
    expect(growthOf(z.array(z.object({ a: z.number() })), '[{"a":1},{"a":22}]')).toEqual([
      [],
      [{}],
      [{ a: 1 }],
      [{ a: 1 }, {}],
      [{ a: 1 }, { a: 22 }],
    ]);
    expect(growthOf(z.array(z.number()), '[10,20]')).toEqual([[], [10], [10, 20]]);
    expect(growthOf(z.array(z.array(z.string())), '[[],["a"]]')).toEqual([
      [],
      [[]],
      [[], []],
      [[], ['']],
      [[], ['a']],
    ]);
  });

  test('over its length is refused at the first item that is too many, and takes no more', () => {
    for (const schema of [
      z.array(z.number()).max(2),
      z.array(z.number()).length(2),
      mini.array(mini.number()).check(mini.maxLength(2)),
    ]) {
      expect(firstIssueOf(schema, '[1,2,3,4]')).toBe('[1,2,3');
      expect(endOf(schema, '[1,2,3,4]')).toMatchObject({ partial: [1, 2], issues: [': too_big'] });
    }
  });

  test('is told what the check itself has to say of its length', () => {
    for (const [schema, text] of [
      [z.array(z.number()).max(2, 'Two at most.'), '[1,2,3]'],
      [z.array(z.number()).max(2), '[1,2,3]'],
      [z.array(z.number()).length(2), '[1,2,3]'],
      [z.array(z.number()).length(2), '[1]'],
      [z.array(z.number()).min(2, 'Two at least.'), '[1]'],
      [z.tuple([z.number()]), '[1,2]'],
      [z.tuple([z.number(), z.number()]), '[1]'],
    ] as const) {
      const document = createPartial(schema);
      document.push(text);
      const [expected] = schema.safeParse(JSON.parse(text)).error?.issues ?? [];
      expect(document.issues).toMatchObject([{ code: expected?.code, message: expected?.message }]);
    }
  });

  test('under its length is refused at its close', () => {
    expect(firstIssueOf(z.array(z.number()).min(2), '[1]')).toBe('[1]');
    expect(endOf(z.array(z.number()).nonempty(), '[]')).toMatchObject({
      partial: [],
      issues: [': too_small'],
    });
    expect(endOf(z.array(z.number()).min(2), '[1]').partial).toEqual([1]);
  });
});

describe('a tuple', () => {
  const Pair = z.tuple([z.string(), z.object({ n: z.number() })]);

  test('grows as a shorter tuple', () => {
    expect(growthOf(Pair, '["a",{"n":1}]')).toEqual([[], [''], ['a'], ['a', {}], ['a', { n: 1 }]]);
  });

  test('takes a rest, item by item', () => {
    const schema = z.tuple([z.string()], z.number());
    expect(growthOf(schema, '["a",1,20]')).toEqual([[], [''], ['a'], ['a', 1], ['a', 1, 20]]);
    expect(endOf(schema, '["a",1,"b",3]').issues).toEqual(['2: invalid_type']);
    expect(endOf(schema, '["a"]').output).toEqual(['a']);
  });

  test('without a rest is refused at the first item that is too many', () => {
    expect(firstIssueOf(Pair, '["a",{"n":1},2,3]')).toBe('["a",{"n":1},2');
    expect(endOf(Pair, '["a",{"n":1},2,3]')).toMatchObject({
      partial: ['a', { n: 1 }],
      issues: [': too_big'],
    });
  });

  test('that is too short is refused at its close', () => {
    expect(firstIssueOf(Pair, '["a"]')).toBe('["a"]');
    expect(endOf(Pair, '["a"]').issues).toEqual([': too_small']);
  });

  test.for(['["a"]', '["a",1]', '["a",1,true]', '[]', '["a",null]', '["a",1,null]'])(
    'with optional items and defaults comes to what zod makes of it: %s',
    (text) => {
      expectAsZod(z.tuple([z.string(), z.number().optional(), z.boolean().optional()]), text);
      expectAsZod(z.tuple([z.string(), z.number().default(7)]), text);
      expectAsZod(z.tuple([z.string(), z.number().optional(), z.boolean().default(true)]), text);
    },
  );
});

describe('a record', () => {
  test('grows, key by key', () => {
    expect(growthOf(z.record(z.string(), z.object({ n: z.number() })), '{"a":{"n":1},"b":{}}')).toEqual([
      {},
      { a: {} },
      { a: { n: 1 } },
      { a: { n: 1 }, b: {} },
    ]);
  });

  test('judges a key at its closing quote', () => {
    const schema = z.record(z.string().regex(/^[a-z]$/), z.number());
    expect(firstIssueOf(schema, '{"a":1,"B":2,"c":3}')).toBe('{"a":1,"B"');
    expect(endOf(schema, '{"a":1,"B":2,"c":3}')).toMatchObject({
      partial: { a: 1, c: 3 },
      issues: ['B: invalid_key'],
    });
  });

  test('over an enum takes its keys only, and needs them all at its close', () => {
    const schema = z.record(z.enum(['a', 'b']), z.number());
    expect(firstIssueOf(schema, '{"a":1,"c":2,"b":3}')).toBe('{"a":1,"c"');
    expect(endOf(schema, '{"a":1,"c":2,"b":3}').issues).toEqual(['c: unrecognized_keys']);
    expect(firstIssueOf(schema, '{"a":1}')).toBe('{"a":1}');
    expect(endOf(schema, '{"a":1}').issues).toEqual(['b: invalid_type']);
    expect(endOf(schema, '{"b":1,"a":2}').output).toEqual({ a: 2, b: 1 });
  });

  test.for([
    '{}',
    '{"a":1}',
    '{"c":1}',
    '{"a":1,"b":2}',
    '{"a":"x"}',
    '{"1":1}',
    '{"1.5":2}',
    '{"-1":2}',
    '{"x1":1,"y":"z"}',
  ])('partial, loose, or over numbers and literals comes to what zod makes of it: %s', (text) => {
    expectAsZod(z.partialRecord(z.enum(['a', 'b']), z.number()), text);
    expectAsZod(z.looseRecord(z.string().regex(/^x/), z.number()), text);
    expectAsZod(z.record(z.number(), z.number()), text);
    expectAsZod(z.record(z.int(), z.number()), text);
    expectAsZod(z.record(z.literal(['a', 1]), z.number()), text);
    expectAsZod(z.record(z.union([z.literal('a'), z.literal('b')]), z.number()), text);
    expectAsZod(z.record(z.string().toUpperCase(), z.number()), text);
    expectAsZod(
      z.record(
        z.string().transform((key) => `${key}!`),
        z.any(),
      ),
      text,
    );
  });

  test('has no key __proto__, which is refused only where it names all that it has', () => {
    const text = '{"__proto__":{}}';
    for (const keys of [z.number(), z.string().max(2), z.enum(['a', '__proto__']), z.enum(['a'])]) {
      expectAsZod(z.record(keys, z.any()), text);
      expectAsZod(z.partialRecord(keys, z.any()), text);
      expectAsZod(z.looseRecord(keys, z.any()), text);
    }
  });

  test('shows its values under the keys that the schema makes', () => {
    expect(shownAfter(z.record(z.string().toUpperCase(), z.string()), '{"ab":"c')).toEqual({ AB: 'c' });
    expect(shownAfter(z.looseRecord(z.string().regex(/^x/), z.number()), '{"x":1,"y":["z')).toEqual({
      x: 1,
      y: ['z'],
    });
  });
});

describe('a recursive schema', () => {
  interface Tree {
    label: string;
    children: Tree[];
  }
  const Getter = z.object({
    label: z.string(),
    get children() {
      return z.array(Getter);
    },
  });
  const Lazy: z.ZodType<Tree> = z.lazy(() => z.object({ label: z.string(), children: z.array(Lazy) }));
  const Mini = mini.object({
    label: mini.string(),
    get children() {
      return mini.array(Mini);
    },
  });

  test.for<[name: string, schema: Schema]>([
    ['a getter', Getter],
    ['lazy', Lazy],
    ['mini', Mini],
  ])('grows at any depth (%s)', ([, schema]) => {
    expect(shownAfter(schema, '{"label":"a","children":[{"label":"b","children":[{"label":"c')).toEqual({
      label: 'a',
      children: [{ label: 'b', children: [{ label: 'c' }] }],
    });
    const text = '{"label":"a","children":[{"children":[],"label":"b"},{"label":1,"children":[]}]}';
    expect(endOf(schema, text)).toMatchObject({ issues: ['children.1.label: invalid_type'] });
  });

  test('may contain itself through optional, nullable, records and unions', () => {
    const Json: z.ZodType = z.lazy(() =>
      z.union([z.string(), z.number(), z.null(), z.array(Json), z.record(z.string(), Json)]),
    );
    const text = '{"a":[1,"b",{"c":null}]}';
    expect(shownAfter(Json, '{"a":[1,"b",{"c":nul')).toEqual({ a: [1, 'b', {}] });
    expect(endOf(Json, text).output).toEqual(JSON.parse(text));
    const Node = z.object({
      n: z.number(),
      get next() {
        return Node.nullable().optional();
      },
    });
    expect(shownAfter(Node, '{"n":1,"next":{"n":2,"next":{"n":3,')).toEqual({
      n: 1,
      next: { n: 2, next: { n: 3 } },
    });
    expectAsZod(Node, '{"n":1,"next":{"n":2,"next":null}}');
  });

  test('that leads straight to itself is judged as a whole, and does not hang', () => {
    const Loop: z.ZodType = z.lazy(() => z.union([Loop, z.string()]));
    const document = createPartial(z.array(z.string().or(z.lazy(() => z.number()))));
    document.push('["a", 1]');
    expect(document.end()).toEqual(['a', 1]);
    expect(() => createPartial(Loop)).not.toThrow();
  });

  test('is read as deep as the limit goes', () => {
    const text = '{"label":"","children":['.repeat(250) + ']}'.repeat(250);
    const document = createPartial(Getter);
    for (const unit of text.split('')) document.push(unit);
    expect(document.end()).toEqual(JSON.parse(text));
  });
});

describe('a repeated key', () => {
  const schema = z.object({ a: z.string(), b: z.array(z.object({ c: z.number() })).optional() });

  test('replaces its first value in one step, when the second has closed', () => {
    expect(growthOf(schema, '{"a":"x","a":"yz"}')).toEqual([{}, { a: '' }, { a: 'x' }, { a: 'yz' }]);
    const text = '{"a":"x","b":[{"c":1}],"a":"y","b":[{"c":2},{"c":3}]}';
    expect(endOf(schema, text)).toMatchObject({
      output: JSON.parse(text),
      issues: [],
      warnings: ['a: repeated-key', 'b: repeated-key'],
    });
    expect(shownAfter(schema, text.slice(0, -3))).toEqual({ a: 'y', b: [{ c: 1 }] });
  });

  test('counts in a record and in a loose object, and not where keys are stripped', () => {
    expect(endOf(z.record(z.string(), z.number()), '{"x":1,"x":2}')).toMatchObject({
      output: { x: 2 },
      warnings: ['x: repeated-key'],
    });
    expect(endOf(z.looseObject({}), '{"x":1,"x":[2]}')).toMatchObject({
      output: { x: [2] },
      warnings: ['x: repeated-key'],
    });
    expect(endOf(z.object({}), '{"x":1,"x":2}')).toMatchObject({ output: {} });
  });

  test('that is refused once stays refused, or comes to what zod makes of the last: never to anything else', () => {
    for (const text of [
      '{"a":1,"a":"x"}',
      '{"a":"x","a":1}',
      '{"a":"x","a":null,"a":"y"}',
      '{"a":"x","b":[{"c":"d"}],"b":[]}',
    ]) {
      for (const chunks of everyWay(text)) {
        const document = createPartial(schema);
        for (const chunk of chunks) document.push(chunk);
        const outcome = outcomeOf(() => document.end());
        if ('output' in outcome) expect(outcome.output).toEqual(schema.parse(JSON.parse(text)));
        else expect(outcome.error).toMatchObject({ code: 'invalid' });
      }
    }
  });
});
