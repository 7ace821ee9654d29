import { PartialError } from '@partialkit/core';
import { schemaAndDocument } from '@partialkit/testing/arbitrary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { type Provider, RULES } from './provider-rules.ts';
import { strictSchema } from './strict-schema.ts';

const written = (schema: z.ZodType | JsonSchema, provider: Provider): JsonSchema =>
  strictSchema(jsonSchemaOf(schema), RULES[provider]);

const COMMON = 'type properties required additionalProperties items anyOf enum $ref $defs title description';
/** All that each provider documents. */
const KEYWORDS: Record<Provider, string> = {
  openai: `${COMMON} const pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems`,
  anthropic: `${COMMON} const format minItems`,
  gemini: `${COMMON} format minimum maximum prefixItems minItems maxItems`,
};

/** Each schema within a schema. */
function* nodes(schema: JsonSchema): Generator<JsonSchema> {
  yield schema;
  const { properties, $defs, items, anyOf, prefixItems, additionalProperties } = schema;
  const below = [Object.values(Object(properties)), Object.values(Object($defs)), anyOf, prefixItems].flat();
  for (const child of [...below, items, additionalProperties]) {
    if (typeof child === 'object' && child) yield* nodes(child as JsonSchema);
  }
}

const providers: Provider[] = ['openai', 'anthropic', 'gemini'];

test.for(providers)('%s gets nothing but what it documents, or a reason', (provider) => {
  const words = new Set(KEYWORDS[provider].split(' '));
  let made = 0;
  fc.assert(
    fc.property(schemaAndDocument({ root: 'object' }), ({ schema }) => {
      let whole: JsonSchema;
      try {
        whole = written(schema, provider);
      } catch (error) {
        expect(error).toBeInstanceOf(PartialError);
        return;
      }
      made++;
      for (const node of nodes(whole)) {
        expect(Object.keys(node).filter((key) => !words.has(key))).toEqual([]);
        if (node.type !== 'object') continue;
        if (provider !== 'gemini') expect(node.additionalProperties).toBe(false);
        if (provider === 'openai') expect(node.required).toEqual(Object.keys(node.properties as object));
      }
    }),
  );
  expect(made).toBeGreaterThan(10);
});

test('OpenAI requires all, and lets what is optional be null', () => {
  const Schema = z.object({
    plain: z.string().optional(),
    either: z.union([z.string(), z.number()]).optional(),
    of: z.enum(['a', 'b']).default('a'),
    list: z.array(z.string()).optional(),
    already: z.string().nullish(),
    sure: z.string(),
  });
  const { properties, required } = written(Schema, 'openai');
  expect(required).toEqual(['plain', 'either', 'of', 'list', 'already', 'sure']);
  expect(properties).toEqual({
    plain: { type: ['string', 'null'] },
    either: { type: ['string', 'number', 'null'] },
    of: { anyOf: [{ type: 'string', enum: ['a', 'b'], description: '(default: "a")' }, { type: 'null' }] },
    list: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
    already: { type: ['string', 'null'] },
    sure: { type: 'string' },
  });
});

test('what cannot be a rule becomes a part of the description', () => {
  const Schema = z.object({
    name: z.string().min(2).max(80).describe('Of the soup.'),
    url: z.url(),
    n: z.int().min(1),
  });
  const constraints = (provider: Provider) =>
    Object.values({ ...(written(Schema, provider).properties as object) });
  expect(constraints('openai')).toEqual([
    { type: 'string', description: 'Of the soup. (minLength: 2, maxLength: 80)' },
    { type: 'string', description: '(format: "uri")' },
    { type: 'integer', minimum: 1 },
  ]);
  expect(constraints('anthropic')).toEqual([
    { type: 'string', description: 'Of the soup. (minLength: 2, maxLength: 80)' },
    { type: 'string', format: 'uri' },
    { type: 'integer', description: '(minimum: 1)' },
  ]);
});

test('what a value must not be is said in words', () => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'string', not: { enum: ['x'] } } },
    required: ['a'],
  };
  expect(written(schema, 'anthropic').properties).toEqual({
    a: { type: 'string', description: '(not: {"enum":["x"]})' },
  });
});

test('a pattern stays where a grammar can hold the model to it', () => {
  const pattern = (regex: RegExp) =>
    (written(z.object({ a: z.string().regex(regex) }), 'openai').properties as { a: object }).a;
  expect(pattern(/^[a-z]+$/)).toEqual({ type: 'string', pattern: '^[a-z]+$' });
  expect(pattern(/^(?=a)/)).toEqual({ type: 'string', description: '(pattern: "^(?=a)")' });
});

const Node = z.object({
  name: z.string(),
  get kids() {
    return z.array(Node);
  },
});

test('a schema that refers to itself keeps doing so; for Gemini only below what is optional', () => {
  expect(written(Node, 'openai')).toEqual({
    type: 'object',
    properties: { name: { type: 'string' }, kids: { type: 'array', items: { $ref: '#' } } },
    required: ['name', 'kids'],
    additionalProperties: false,
  });
  expect(written(Node, 'gemini').required).toEqual(['name']);
  const Tree = z.object({ root: Node, other: Node });
  const { required, $defs } = written(Tree, 'gemini');
  expect(required).toEqual(['root', 'other']);
  expect(Object.values($defs as object)[0]).toMatchObject({ required: ['name'] });
});

test('a named schema at the root is written out', () => {
  const Named = z.object({ a: z.string() }).meta({ id: 'Named' });
  const List = z.object({ first: Named, second: Named });
  expect(written(List, 'openai')).toMatchObject({
    properties: { first: { $ref: '#/$defs/Named' } },
    $defs: { Named: { type: 'object', required: ['a'] } },
  });
  const properties = { next: { $ref: '#/definitions/A' }, id: { type: 'string' } };
  const A = { type: 'object', properties, required: ['id'] };
  const one = {
    type: 'object',
    properties: { next: { anyOf: [{ $ref: '#/$defs/A' }, { type: 'null' }] }, id: { type: 'string' } },
    required: ['next', 'id'],
    additionalProperties: false,
  };
  const given = { $ref: '#/definitions/A', definitions: { A, unused: { type: 'array' } } };
  expect(written(given, 'openai')).toEqual({ ...one, $defs: { A: one } });
});

test('objects that must all match are one', () => {
  const schema = {
    allOf: [
      { $ref: '#/$defs/A' },
      { type: 'object', properties: { b: { type: 'number' } }, required: ['b'] },
    ],
    $defs: {
      A: { type: 'object', properties: { a: { type: 'string' }, b: { minimum: 1 } }, required: ['a'] },
    },
  };
  expect(written(schema, 'openai')).toMatchObject({
    properties: { a: { type: 'string' }, b: { type: 'number', minimum: 1 } },
    required: ['a', 'b'],
  });
});

test('a tuple is told item by item to Gemini, and as an array to others', () => {
  const Pair = z.object({ pair: z.tuple([z.string(), z.number()]) });
  const pair = (provider: Provider) => (written(Pair, provider).properties as { pair: object }).pair;
  expect(pair('gemini')).toMatchObject({
    prefixItems: [{ type: 'string' }, { type: 'number' }],
    minItems: 2,
  });
  expect(pair('openai')).toEqual({
    type: 'array',
    items: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    minItems: 2,
    maxItems: 2,
  });
});

test('a record whose keys are known is an object', () => {
  const Stock = z.object({ stock: z.record(z.enum(['salt', 'miso']), z.number()) });
  expect(written(Stock, 'openai').properties).toMatchObject({
    stock: { properties: { salt: { type: 'number' }, miso: { type: 'number' } }, required: ['salt', 'miso'] },
  });
});

test('Gemini gets literals as lists, and in words where it has no lists', () => {
  const Schema = z.object({ a: z.literal('x'), b: z.literal(true), c: z.literal(['x', null]) });
  expect(written(Schema, 'gemini').properties).toEqual({
    a: { type: 'string', enum: ['x'] },
    b: { type: 'boolean', description: '(const: true)' },
    c: { type: ['string', 'null'], description: '(enum: ["x",null])' },
  });
});

test('Anthropic is not asked for a schema that refers to itself, by whatever way', () => {
  const Tree = z.object({ root: Node });
  const A = { type: 'object', properties: { b: { $ref: '#/definitions/B' } } };
  const B = { type: 'object', properties: { a: { anyOf: [{ $ref: '#/definitions/A' }, { type: 'null' }] } } };
  const Old = { type: 'object', properties: { a: { $ref: '#/definitions/A' } }, definitions: { A, B } };
  const Named = { $ref: '#/definitions/A', definitions: { A, B } };
  for (const schema of [Node, Tree, Old, Named]) {
    expect(() => written(schema, 'anthropic')).toThrow(PartialError);
    expect(() => written(schema, 'anthropic')).toThrow('refers to itself');
    expect(() => written(schema, 'openai')).not.toThrow();
  }
  const Part = z.object({ a: z.string() }).meta({ id: 'Part' });
  expect(() => written(z.object({ one: Part, two: Part }), 'anthropic')).not.toThrow();
});

const open: readonly (readonly [string, z.ZodType | JsonSchema, unknown])[] = [
  ['a record of anything', z.record(z.string(), z.unknown()), true],
  ['a record of any', z.record(z.string(), z.any()), true],
  ['a record of numbers', z.record(z.string(), z.number()), { type: 'number' }],
  ['a loose object', z.looseObject({}), true],
  ['an object of which nothing is said', { type: 'object' }, true],
  ['a record by pattern', z.looseRecord(z.string().regex(/^a/), z.number()), { type: 'number' }],
];

test.for(open)('%s stays open for Gemini, and is refused for the others', ([, schema, rest]) => {
  const at = {
    type: 'object',
    properties: { x: schema instanceof z.ZodType ? jsonSchemaOf(schema) : schema },
    required: ['x'],
  };
  const { $schema: _, ...whole } = jsonSchemaOf(schema);
  expect(written(whole, 'gemini')).toMatchObject({ type: 'object', additionalProperties: rest });
  expect((written(at, 'gemini').properties as JsonSchema).x).toMatchObject({ additionalProperties: rest });
  for (const provider of ['openai', 'anthropic'] as const) {
    expect(() => written(at, provider)).toThrow("'x' may have any keys");
    expect(() => written(at, provider)).toThrow(PartialError);
  }
});

test('a loose object that lists keys has those, and more only for Gemini', () => {
  const Loose = z.looseObject({ a: z.string() });
  const closed = { properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
  expect(written(Loose, 'openai')).toMatchObject(closed);
  expect(written(Loose, 'gemini')).toMatchObject({ ...closed, additionalProperties: true });
});

test('an object that has no other keys stays closed, also where it must match an open one', () => {
  const Both = z.intersection(z.strictObject({ a: z.string() }), z.looseObject({}));
  for (const schema of [z.object({}), z.strictObject({}), z.object({}).catchall(z.never()), Both]) {
    for (const provider of providers) expect(written(schema, provider).additionalProperties).toBe(false);
  }
});

test.for([
  ['a regex', z.string().regex(/^[A-Z]{3}$/), '(pattern: "^[A-Z]{3}$")'],
  ['two of them', z.string().regex(/^a/).regex(/b$/), '(pattern: "^a", pattern: "b$")'],
  ['a template', z.templateLiteral(['a', z.enum(['1', '2'])]), '(pattern: "^a(1|2)$")'],
] as const)('%s is told in words to those who know no patterns', ([, schema, description]) => {
  for (const provider of ['anthropic', 'gemini'] as const) {
    expect(written(z.object({ a: schema }), provider).properties).toEqual({
      a: { type: 'string', description },
    });
  }
});

test('what the keys of a record must look like is told in words', () => {
  const By = z.record(z.string().regex(/^a/), z.number());
  const description = '(propertyNames: {"type":"string","pattern":"^a"})';
  expect(written(By, 'gemini')).toMatchObject({ description, additionalProperties: { type: 'number' } });
  expect(written(z.record(z.string(), z.number()), 'gemini')).not.toHaveProperty('description');
});

test.for([
  ['The root must be an object', z.array(z.string())],
  ['The root must be an object', z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])],
  ["'tags' may have any keys", z.object({ tags: z.record(z.string(), z.number()) })],
  ["'extra' may be anything", z.object({ extra: z.any() })],
  [
    "'deep.list' may hold anything",
    { type: 'object', properties: { deep: { type: 'object', properties: { list: { type: 'array' } } } } },
  ],
  ["'never' can have no value", z.object({ never: z.never() })],
  [
    'must match several schemas',
    z.object({ a: z.intersection(z.string(), z.union([z.literal('a'), z.literal('b')])) }),
  ],
  ['has nothing at #/$defs/X', { allOf: [{ $ref: '#/$defs/X' }] }],
  ['no JSON Schema', z.object({ at: z.date() })],
] as const)('OpenAI is not asked for what it cannot do: %s', ([reason, schema]) => {
  expect(() => written(schema as z.ZodType, 'openai')).toThrow(reason);
  expect(() => written(schema as z.ZodType, 'openai')).toThrow(PartialError);
});
