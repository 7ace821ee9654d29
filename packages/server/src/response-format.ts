// Hands a model the schema of its answer, in the form that its provider wants.
import type { Schema } from '@partialkit/core';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { type Provider, RULES } from './provider-rules.ts';
import { strictSchema } from './strict-schema.ts';

/** What {@link responseFormat} makes, and where it goes. */
export interface ResponseFormats {
  /** `response_format` of chat completions, also of those who speak the same: Groq, OpenRouter, Mistral and others. */
  openai: {
    type: 'json_schema';
    json_schema: { name: string; description?: string; strict: boolean; schema: JsonSchema };
  };
  /** `text.format` of OpenAI Responses. */
  'openai-responses': {
    type: 'json_schema';
    name: string;
    description?: string;
    strict: boolean;
    schema: JsonSchema;
  };
  /** `output_config.format` of Anthropic Messages. */
  anthropic: { type: 'json_schema'; schema: JsonSchema };
  /** A part of `config` in `@google/genai`, or of `generationConfig`. */
  gemini: { responseMimeType: 'application/json'; responseJsonSchema: JsonSchema };
}

/** Options of {@link responseFormat}. */
export interface ResponseFormatOptions<P extends keyof ResponseFormats> {
  /** `openai` by default. */
  readonly provider?: P | undefined;
  /** What the answer is called; up to 64 letters, digits, `_` and `-`. For OpenAI alone. */
  readonly name?: string | undefined;
  /** What it is for. For OpenAI alone. */
  readonly description?: string | undefined;
  /** False hands the schema over as it is, without holding the model to it. For OpenAI alone. */
  readonly strict?: boolean | undefined;
}

/**
 * Makes the part of a request that holds a model to `schema`: a zod schema, any other that can tell its JSON Schema
 * (Standard JSON Schema), or a JSON Schema, such as `z.toJSONSchema` makes for zod/mini.
 *
 * ```ts
 * import { responseFormat } from '@partialkit/server';
 * import * as z from 'zod';
 *
 * const Recipe = z.object({ title: z.string().max(80), note: z.string().optional() });
 * const { json_schema } = responseFormat(Recipe, { name: 'recipe' });
 * console.log(json_schema.schema.required); // [ 'title', 'note' ]
 * console.log(responseFormat(Recipe, { provider: 'anthropic' }).schema.required); // [ 'title' ]
 * ```
 *
 * OpenAI requires every key, so that an optional one may be null: read the answer with `nullForOptional: 'absent'`.
 * Constraints that a provider does not know are told in descriptions; the schema itself judges them at the end.
 *
 * @throws PartialError `invalid` where the provider cannot express the schema: a record for OpenAI, one that refers to itself for
 * Anthropic
 */
export function responseFormat<P extends keyof ResponseFormats = 'openai'>(
  schema: Schema | JsonSchema,
  options: ResponseFormatOptions<P> = {},
): ResponseFormats[P] {
  const { name = 'answer', description, strict = true } = options;
  const provider: keyof ResponseFormats = options.provider ?? 'openai';
  const written = (): JsonSchema =>
    jsonSchemaFor(schema, provider === 'openai-responses' ? 'openai' : provider);
  const named = (): ResponseFormats['openai']['json_schema'] => ({
    name,
    ...(description !== undefined && { description }),
    strict,
    schema: strict ? written() : jsonSchemaOf(schema),
  });
  const formats: { [K in keyof ResponseFormats]: () => ResponseFormats[K] } = {
    openai: () => ({ type: 'json_schema', json_schema: named() }),
    'openai-responses': () => ({ type: 'json_schema', ...named() }),
    anthropic: () => ({ type: 'json_schema', schema: written() }),
    gemini: () => ({ responseMimeType: 'application/json', responseJsonSchema: written() }),
  };
  // Without a provider P is its default.
  return formats[provider as P]();
}

/**
 * The JSON Schema alone, by a provider's rules: for the arguments of a tool, whose strictness is told beside it.
 *
 * ```ts
 * import { jsonSchemaFor } from '@partialkit/server';
 * import * as z from 'zod';
 *
 * const input_schema = jsonSchemaFor(z.object({ city: z.string().min(2) }), 'anthropic');
 * console.log(input_schema.properties); // { city: { type: 'string', description: '(minLength: 2)' } }
 * ```
 *
 * @throws PartialError `invalid` where the provider cannot express the schema
 */
export function jsonSchemaFor(schema: Schema | JsonSchema, provider: Provider): JsonSchema {
  return strictSchema(jsonSchemaOf(schema), RULES[provider]);
}
