import { createPartial } from '@partialkit/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import type { JsonSchema } from './json-schema.ts';
import { jsonSchemaFor, responseFormat } from './response-format.ts';

const Soup = z.object({ title: z.string(), note: z.string().optional() });
const strict = {
  type: 'object',
  properties: { title: { type: 'string' }, note: { type: ['string', 'null'] } },
  required: ['title', 'note'],
  additionalProperties: false,
};
const loose = {
  ...strict,
  properties: { title: { type: 'string' }, note: { type: 'string' } },
  required: ['title'],
};

test('each provider gets the form that it wants', () => {
  expect(responseFormat(Soup)).toEqual({
    type: 'json_schema',
    json_schema: { name: 'answer', strict: true, schema: strict },
  });
  expect(
    responseFormat(Soup, { provider: 'openai-responses', name: 'soup', description: 'A soup.' }),
  ).toEqual({
    type: 'json_schema',
    name: 'soup',
    description: 'A soup.',
    strict: true,
    schema: strict,
  });
  expect(responseFormat(Soup, { provider: 'anthropic' })).toEqual({ type: 'json_schema', schema: loose });
  expect(responseFormat(Soup, { provider: 'gemini' })).toEqual({
    responseMimeType: 'application/json',
    responseJsonSchema: loose,
  });
});

test('without strictness OpenAI gets the schema as it is', () => {
  const Tags = z.object({ tags: z.record(z.string(), z.number()) });
  const { json_schema } = responseFormat(Tags, { strict: false });
  expect(json_schema.strict).toBe(false);
  expect(json_schema.schema).toMatchObject({
    properties: { tags: { additionalProperties: { type: 'number' } } },
  });
});

test('a JSON Schema may stand for a schema that cannot tell its own', () => {
  const Mini = mini.object({ title: mini.string(), note: mini.optional(mini.string()) });
  expect(jsonSchemaFor(mini.toJSONSchema(Mini, { io: 'input' }), 'openai')).toEqual(strict);
  expect(() => jsonSchemaFor(Mini, 'openai')).toThrow('z.toJSONSchema(schema, { io: "input" })');
});

const Node = z.object({
  name: z.string(),
  get next() {
    return Node.optional();
  },
  get kids() {
    return z.array(Node).max(2);
  },
});

const schemas: Record<string, z.ZodType> = {
  'optional keys': z.object({ a: z.string().optional(), b: z.number().default(1), c: z.boolean().nullish() }),
  'nested ones': z.object({ at: z.object({ lat: z.number(), name: z.string().optional() }).optional() }),
  'lists of them': z.object({ rows: z.array(z.object({ id: z.int().min(0), note: z.string().optional() })) }),
  'a tagged union': z.object({
    block: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string(), lang: z.string().optional() }),
      z.object({ kind: z.literal('list'), items: z.array(z.string()).optional() }),
    ]),
  }),
  recursion: Node,
  'enums and literals': z.object({ a: z.enum(['x', 'y']).optional(), b: z.literal([1, 2]), c: z.null() }),
  'a record of known keys': z.object({ stock: z.record(z.enum(['salt', 'miso']), z.number()) }),
  'an intersection': z.intersection(z.object({ a: z.string() }), z.object({ b: z.string().optional() })),
  'a transform': z.object({
    n: z.string().transform((text) => text.length),
    t: z.string().trim().optional(),
  }),
};

test.for(Object.entries(schemas))('what OpenAI can write for %s is taken by the schema', ([, schema]) => {
  const written = jsonSchemaFor(schema, 'openai');
  fc.assert(
    fc.property(documentOf(written, written, 4), (value) => {
      const document = createPartial(schema, { nullForOptional: 'absent' });
      document.push(JSON.stringify(value));
      expect(() => document.end()).not.toThrow();
    }),
    { numRuns: 50 },
  );
});

/** Any document that a strict schema allows, with every key there; references are followed `depth` times. */
function documentOf(root: JsonSchema, schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const { $ref, anyOf, type, enum: values, const: only, properties = {}, items, minimum, maxItems } = schema;
  const inside = (part: unknown, less = 0) => documentOf(root, part as JsonSchema, depth - less);
  if (typeof $ref === 'string') {
    const name = $ref.split('/')[2];
    return inside(name ? (root.$defs as JsonSchema)[name] : root, 1);
  }
  if (Array.isArray(anyOf)) {
    const isEnough = depth <= 0 && anyOf.some((option) => option.type === 'null');
    return isEnough ? fc.constant(null) : fc.oneof(...anyOf.map((option) => inside(option)));
  }
  if (only !== undefined || Array.isArray(values))
    return fc.constantFrom(...((values ?? [only]) as unknown[]));
  if (Array.isArray(type)) return fc.oneof(...type.map((name) => inside({ ...schema, type: name })));
  switch (type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(properties as object).map(([key, part]) => [key, inside(part)])),
      );
    case 'array':
      return fc.array(depth > 0 ? inside(items) : fc.constant(null), {
        maxLength: depth > 0 ? Number(maxItems ?? 3) : 0,
      });
    case 'integer':
      return fc.integer({ min: Number(minimum ?? -100) });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.string();
  }
}
