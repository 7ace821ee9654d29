// The schema of each recorded stream, by its name, and the output of it that is followed. Runs in browsers too.
import type * as z from 'zod';
import * as schema from './schemas.ts';

/** How a recorded stream is read. */
export interface RecordedSchema {
  readonly schema: z.ZodType;
  /** The tool call to follow, where the first document that begins is not the one. */
  readonly tool?: string;
}

export const recordedSchemas: Readonly<Record<string, RecordedSchema>> = {
  'openai-chat-json-schema-n3': { schema: schema.Weather },
  'openai-chat-length-truncated': { schema: schema.Weather },
  'openai-chat-refusal': { schema: schema.Weather },
  'openai-chat-parallel-tools': { schema: schema.WeatherQuestion },
  'openai-chat-json-object-leading-newlines': { schema: schema.Forecast },
  'openai-chat-gpt-4o-json-schema': { schema: schema.Book },
  'groq-chat-error-mid-stream': { schema: schema.Named },
  'openrouter-chat-error-and-keepalive': { schema: schema.Answer },
  'zai-chat-reasoning-then-tool': { schema: schema.Book },
  'openai-responses-json-schema': { schema: schema.Book },
  'openai-responses-parallel-tools': { schema: schema.Operands },
  'openai-responses-failed': { schema: schema.Answer },
  'anthropic-messages-json-schema': { schema: schema.Dog },
  'anthropic-messages-tool-max-tokens': { schema: schema.TextFile },
  'anthropic-messages-thinking-empty-tool-args': { schema: schema.Nothing },
  'anthropic-messages-parallel-tools': { schema: schema.Operands },
  'anthropic-messages-code-execution-large': { schema: schema.FileEdit, tool: 'text_editor_code_execution' },
  'anthropic-messages-refusal-after-tool': { schema: schema.Search, tool: 'web_search' },
  'gemini-generate-json-schema': { schema: schema.Book },
  'gemini-generate-partial-args-nested': { schema: schema.Lasagna },
  'gemini-generate-error-mid-stream': { schema: schema.Answer },
  'gemini-generate-thinking-function-call': { schema: schema.Nothing },
  'ag-ui-state-snapshot': { schema: schema.Kitchen },
  'ag-ui-parallel-tools': { schema: schema.CityWeather },
  'vercel-ui-message-tools': { schema: schema.CityWeather },
  'synthetic-openai-responses-refusal': { schema: schema.Dish },
  'synthetic-openai-responses-incomplete': { schema: schema.Dish },
  'synthetic-anthropic-messages-overloaded': { schema: schema.FlightSearch },
  'synthetic-openai-chat-unicode-escapes': { schema: schema.Anything },
  'synthetic-gemini-generate-max-tokens': { schema: schema.People },
  'synthetic-ag-ui-state-deltas': { schema: schema.Soup },
  'synthetic-vercel-ui-message-errors': { schema: schema.CityWeather },
};
