// Whole values, over generated schemas: the promises that hold however a producer replaces, merges and patches.
import { everyPrefix } from '@partialkit/testing';
import {
  accepts,
  invalidDocument,
  type SchemaAndDocument,
  schemaAndDocument,
} from '@partialkit/testing/arbitrary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createJsonParser, createPartial, isValidPartial, type JsonValue, type Message } from './index.ts';

const documents = fc
  .oneof({ weight: 3, arbitrary: schemaAndDocument() }, { weight: 2, arbitrary: invalidDocument() })
  .filter(({ text }) => text.length <= 300)
  // A value without brackets is an item where the schema wants an array.
  .filter(({ schema, value }) => Array.isArray(value) || !accepts(schema, [value]))
  .filter(({ schema, value }) => accepts(schema, value) !== undefined);

/** How a producer tells a document: whole values as they grow, and now and then something else altogether. */
function tell(
  { text, value }: SchemaAndDocument,
  places: readonly number[],
  junk: readonly JsonValue[],
): Message[] {
  const parser = createJsonParser();
  const growth = everyPrefix(text).map((prefix) => {
    parser.push(prefix.slice(-1));
    return parser.snapshot.value;
  });
  const steps = places.map((place, index): Message => {
    const step = growth[place % growth.length] ?? null;
    const other = junk[index % junk.length];
    if (place % 5 === 0 && other !== undefined) return { type: 'snapshot', value: other };
    if (place % 5 === 1 && isObject(step)) return { type: 'merge', value: step };
    if (place % 5 === 2) return { type: 'patch', ops: [{ op: 'replace', path: '', value: step }] };
    if (place % 5 === 3) return { type: 'snapshot', text: text.slice(0, place % growth.length) };
    return { type: 'snapshot', value: step };
  });
  return [...steps, { type: 'snapshot', value: value as JsonValue }, { type: 'end', reason: 'stop' }];
}

const isObject = (value: unknown): value is Record<string, JsonValue> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const isContainer = (value: unknown): value is Record<string, unknown> =>
  isObject(value) || Array.isArray(value);

const told = fc
  .tuple(
    documents,
    fc.array(fc.nat({ max: 999 }), { maxLength: 8 }),
    fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 3 }),
  )
  .map(([sample, places, junk]) => ({ ...sample, messages: tell(sample, places, junk as JsonValue[]) }));

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)]))
    : value;
}

/** `Object.is`, and the same for what is in containers. What a transform makes is made anew for a new value. */
function isEqual(left: unknown, right: unknown): boolean {
  if (!isContainer(left) || !isContainer(right)) return Object.is(left, right);
  const keys = Object.keys(left);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]))
  );
}

test('V1 well-typed: whatever a message says, a partial of the schema is shown', () => {
  fc.assert(
    fc.property(told, ({ schema, messages }) => {
      const document = createPartial(schema);
      for (const message of messages) {
        document.apply(message);
        if (!isValidPartial(schema, document.partial)) {
          expect.fail(`${JSON.stringify(document.partial)} after ${JSON.stringify(message)}`);
        }
      }
    }),
  );
});

test('V3 done means validated: the end is the schema’s verdict on the last value', () => {
  fc.assert(
    fc.property(told, ({ schema, value, messages }) => {
      const document = createPartial(schema);
      for (const message of messages) document.apply(message);
      const result = schema.safeParse(value);
      if (result.success) expect(document.end()).toEqual(result.data);
      else expect(() => document.end()).toThrow(expect.objectContaining({ code: 'invalid' }));
      expect(document.state([])).toBe(result.success ? 'done' : 'invalid');
    }),
  );
});

test('M5 issues append: no message takes one back, and there is one for each path', () => {
  fc.assert(
    fc.property(told, ({ schema, messages }) => {
      const document = createPartial(schema);
      let before = document.issues;
      for (const message of messages) {
        document.apply(message);
        expect(document.issues.slice(0, before.length)).toEqual(before);
        before = document.issues;
        expect(new Set(before.map(({ path }) => JSON.stringify(path.map(String)))).size).toBe(before.length);
      }
    }),
  );
});

test('M7 structural sharing: what a message did not change is the same object, and a snapshot never changes', () => {
  const visit = (before: unknown, after: unknown): void => {
    if (!isContainer(before) || !isContainer(after)) return;
    if (isEqual(before, after)) expect(after).toBe(before);
    else
      for (const [key, part] of Object.entries(before))
        if (Object.hasOwn(after, key)) visit(part, after[key]);
  };
  fc.assert(
    fc.property(told, ({ schema, messages }) => {
      const document = createPartial(schema);
      const seen: [partial: unknown, copy: unknown][] = [];
      let before: unknown;
      for (const message of messages) {
        document.apply(message);
        const { partial } = document;
        expect(document.partial).toBe(partial);
        visit(before, partial);
        before = partial;
        seen.push([partial, copyOf(partial)]);
      }
      for (const [partial, copy] of seen) expect(isEqual(partial, copy)).toBe(true);
    }),
  );
});

test('M8 never blanked: a patch that does not apply leaves what was shown, until a snapshot comes', () => {
  fc.assert(
    fc.property(told, ({ schema, value, messages }) => {
      const document = createPartial(schema);
      for (const message of messages.slice(0, -2)) document.apply(message);
      const { partial } = document;
      document.apply({ type: 'patch', ops: [{ op: 'test', path: '/no/where', value: 1 }] });
      expect(document.partial).toBe(partial);
      expect(document.error).toBeDefined();
      document.apply({ type: 'snapshot', value: value as JsonValue });
      expect(document.error).toBe(undefined);
    }),
  );
});

test('a union that chooses another option shows nothing of the one before', () => {
  const Tagged = z.discriminatedUnion('t', [
    z.object({ t: z.literal('a'), o: z.object({ x: z.number() }), s: z.string() }),
    z.object({
      t: z.literal('b'),
      o: z.object({ x: z.string() }),
      s: z.string().transform((text) => text.length),
    }),
  ]);
  const Union = z.union([
    z.object({ a: z.string(), o: z.object({ x: z.number() }) }),
    z.object({ a: z.number(), o: z.object({ x: z.any(), y: z.any() }) }),
  ]);
  const tagged = createPartial(Tagged);
  tagged.apply({ type: 'snapshot', value: { t: 'a', o: { x: 1 }, s: 'abc' } });
  tagged.apply({ type: 'merge', value: { t: 'b' } });
  expect(tagged.partial).toEqual({ t: 'b', o: {}, s: 3 });
  const union = createPartial(Union);
  union.apply({ type: 'snapshot', value: { a: 's', o: { x: 1, y: 2 } } });
  expect(union.partial).toEqual({ a: 's', o: { x: 1 } });
  union.apply({ type: 'merge', value: { a: 5 } });
  expect(union.partial).toEqual({ a: 5, o: { x: 1, y: 2 } });
});

test('a tagged union stays as it was shown while its tag is missing, and shows no part under a wrong key', () => {
  const Tagged = z.discriminatedUnion('t', [
    z.object({ t: z.literal('a'), s: z.string() }),
    z.object({ t: z.literal('b') }),
  ]);
  const document = createPartial(z.object({ v: Tagged }));
  document.apply({ type: 'snapshot', value: { v: { s: 'x', t: 'a' } } });
  const before = document.partial;
  expect(before).toEqual({ v: { s: 'x', t: 'a' } });
  document.apply({ type: 'snapshot', value: { v: { '': false, s: 1, x: [] } } });
  expect(document.partial).toBe(before);
  document.apply({ type: 'merge', value: { v: { t: 'b' } } });
  expect(document.partial).toEqual({ v: { t: 'b' } });
  document.apply({ type: 'merge', value: { v: { t: 'a', s: 'y' } } });
  expect(document.partial).toEqual({ v: { s: 'y', t: 'a' } });
});

/** Documents of `schema` in which each transform has run for itself: its number tells how often. */
function counting() {
  let runs = 0;
  const count = (text: string): string => `${text}-${++runs}`;
  const Text = z.string().transform(count);
  const schema = z.object({
    id: Text,
    n: z.number(),
    date: z.coerce.date(),
    list: z.array(Text),
    all: z.array(z.string()).transform((texts) => count(texts.join())),
    size: z.array(z.string()).transform((texts) => ({ size: texts.length })),
    either: z.union([z.object({ a: Text, n: z.number() }), z.object({ a: z.number() })]),
    tagged: z.discriminatedUnion('t', [
      z.object({ t: z.literal('a'), s: Text }),
      z.object({ t: z.literal('b') }),
    ]),
    deep: z.object({ n: z.number(), of: z.object({ id: Text }).transform((of) => of.id) }),
    safe: Text.catch('C'),
  });
  return { schema, runs: () => runs };
}
const counted = {
  id: 'x',
  n: 1,
  date: '2024-01-01',
  list: ['p', 'q'],
  all: ['r', 's'],
  size: ['t'],
  either: { n: 1, a: 'u' },
  tagged: { s: 'v', t: 'a' },
  deep: { n: 1, of: { id: 'w' } },
  safe: 'y',
};

test('a transform runs once for a value, whatever changes around it, and not again at the end', () => {
  const places = ['/n', '/either/n', '/deep/n'];
  const step = fc.oneof(
    fc
      .tuple(fc.constantFrom(...places), fc.nat())
      .map(([path, value]): Message => ({ type: 'patch', ops: [{ op: 'replace', path, value }] })),
    fc.constant<Message>({ type: 'patch', ops: [{ op: 'add', path: '/list/-', value: 'z' }] }),
    fc.constant<Message>({ type: 'merge', value: {} }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { schema, runs } = counting();
      const document = createPartial(schema);
      document.apply({ type: 'snapshot', value: counted });
      const first = document.partial;
      const before = runs();
      document.apply({ type: 'snapshot', value: structuredClone(counted) });
      expect(document.partial).toBe(first);
      for (const message of steps) document.apply(message);
      const { partial } = document;
      const output = document.end();
      expect(output).toBe(partial);
      const added = output.list.length - 2;
      expect(runs() - before).toBe(added);
      expect({ ...output, n: 1, list: output.list.slice(0, 2), deep: { ...output.deep, n: 1 } }).toEqual({
        ...first,
        either: output.either,
      });
      expect(output.date).toBe(first?.date);
      expect(output.size).toBe(first?.size);
    }),
  );
});

test('a value that the schema refuses is not shown for another that it took', () => {
  const document = createPartial(
    z.object({ d: z.string().regex(/^\d+$/).transform(Number), e: z.enum(['a', 'b']), n: z.number() }),
  );
  document.apply({ type: 'snapshot', value: { d: '12', e: 'a', n: 1 } });
  document.apply({ type: 'merge', value: { d: 'x', e: 'c' } });
  document.apply({ type: 'merge', value: { n: 2 } });
  // What was shown stays, but is not what the end says.
  expect(document.partial).toEqual({ d: 12, e: 'a', n: 2 });
  document.apply({ type: 'end', reason: 'stop' });
  expect(document.error?.code).toBe('invalid');
  expect(document.issues.map(({ path }) => path.join()).sort()).toEqual(['d', 'e']);
});

test('what is refused stays so when the same value is told once more', () => {
  const document = createPartial(z.object({ o: z.object({ a: z.number() }), n: z.number() }));
  for (let i = 0; i < 3; i++) {
    document.apply({ type: 'snapshot', value: { o: { a: 'no' }, n: 1 } });
    expect(document.state('o.a')).toBe('invalid');
    expect(document.issues).toHaveLength(1);
  }
});

test('what a transform makes of a list or an object may be anything, and stays what it is', () => {
  const document = createPartial(
    z.object({
      size: z.array(z.string()).transform((list) => ({ size: list.length })),
      name: z.object({ name: z.string() }).transform(({ name }) => name),
      n: z.number(),
    }),
  );
  document.apply({ type: 'snapshot', value: { size: ['a'], name: { name: 'b' }, n: 1 } });
  document.apply({ type: 'merge', value: { n: 2 } });
  expect(document.partial).toEqual({ size: { size: 1 }, name: 'b', n: 2 });
  expect(document.issues).toEqual([]);
});

test('a key that is undefined is not there', () => {
  const document = createPartial(z.object({ a: z.string().optional(), n: z.number() }));
  // What JSON cannot hold, a producer in the same process may still say.
  document.apply({ type: 'snapshot', value: { a: undefined, n: 1 } as unknown as JsonValue });
  expect(document.issues).toEqual([]);
  expect(document.end()).toEqual({ n: 1 });
});

test('what is shown of a leaf is not taken for the parts that it was made of', () => {
  const Node = z
    .object({ value: z.unknown(), children: z.array(z.unknown()).optional() })
    .transform((value) => ({ value }));
  const document = createPartial(Node);
  document.apply({ type: 'merge', value: { value: [] } });
  document.apply({ type: 'snapshot', value: { value: [], children: [] } });
  document.apply({ type: 'end', reason: 'stop' });
  expect(document.end()).toEqual({ value: { value: [], children: [] } });
});

test('what a union within a union has shown goes when its own tag changes', () => {
  const inner = z.discriminatedUnion('m', [
    z.object({ k: z.literal('x'), m: z.literal(1), a: z.string().optional() }),
    z.object({ k: z.literal('x'), m: z.literal(2), b: z.string() }),
  ]);
  const schema = z.array(z.discriminatedUnion('k', [inner, z.object({ k: z.literal('y') })]));
  const document = createPartial(schema);
  document.apply({ type: 'snapshot', value: [{ m: 2, k: 'x', b: 'z' }] });
  document.apply({ type: 'patch', ops: [{ op: 'replace', path: '/0/m', value: 1 }] });
  expect(document.partial).toEqual([{ m: 1, k: 'x' }]);
});

test('what was shown of a union without its tag is not taken for what is in it', () => {
  const schema = z.discriminatedUnion(
    'k',
    [z.object({ k: z.literal('x'), a: z.string() }), z.object({ k: z.literal('y'), b: z.number() })],
    { unionFallback: true },
  );
  for (const [first, second] of [
    [{ a: 1 }, { a: {} }],
    [{}, { a: true }],
    [{ k: 'y', b: {} }, { b: {} }],
  ] as [JsonValue, JsonValue][]) {
    const document = createPartial(schema);
    document.apply({ type: 'snapshot', value: first });
    document.apply({ type: 'snapshot', value: second });
    expect(document.partial).toEqual({});
  }
});

test('what was refused in a text is shown once a message has mended it', () => {
  const schema = z.discriminatedUnion('k', [z.strictObject({ k: z.literal('x'), a: z.number().optional() })]);
  const document = createPartial(schema);
  document.push('{"k":"z"}');
  expect(document.partial).toBe(undefined);
  document.apply({ type: 'merge', value: { k: 'x', a: 1, b: 2 } });
  expect(document.partial).toEqual({ k: 'x', a: 1 });
  expect(isValidPartial(schema, document.partial)).toBe(true);
});
