// Whole values, over generated schemas: the promises that hold however a producer replaces, merges and patches.
import { everyPrefix } from '@partialkit/testing';
import { invalidDocument, type SchemaAndDocument, schemaAndDocument } from '@partialkit/testing/arbitrary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createJsonParser, createPartial, isValidPartial, type JsonValue, type Message } from './index.ts';

const documents = fc
  .oneof({ weight: 3, arbitrary: schemaAndDocument() }, { weight: 2, arbitrary: invalidDocument() })
  .filter(({ text }) => text.length <= 300)
  // A value without brackets is an item where the schema wants an array.
  .filter(({ schema, value }) => Array.isArray(value) || !passes(schema, [value]))
  .filter(({ schema, value }) => passes(schema, value) !== undefined);

/** Undefined where the schema throws: a coercion does so on `[{ "toString": null }]`. */
function passes(schema: z.ZodType, value: unknown): boolean | undefined {
  try {
    return schema.safeParse(value).success;
  } catch {
    return undefined;
  }
}

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
