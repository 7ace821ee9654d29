// What each provider lets a JSON Schema say where it holds the model to it.

/** Whose rules a schema is written by. */
export type Provider = 'openai' | 'anthropic' | 'gemini';

export interface Rules {
  /** For messages. */
  readonly name: string;
  /** The root is an object, by itself and not as one of several. */
  readonly objectRoot: boolean;
  /** Every property is required: an optional one is null instead. */
  readonly allRequired: boolean;
  /** Objects may have keys that are not listed, and a value may be anything. */
  readonly open: boolean;
  /** An array may tell its items apart. */
  readonly tuples: boolean;
  /** `const`, and `enum` of anything but strings and numbers. */
  readonly constants: boolean;
  /** Whether a schema may refer to itself: anywhere, only below an optional property, or not at all. */
  readonly cycles: 'any' | 'optional' | 'none';
  /** Whether a constraint may stay; else it becomes a part of the description, for the model to read. */
  keeps(keyword: string, value: unknown): boolean;
}

const FORMATS = /^(date-time|time|date|duration|email|hostname|ipv4|ipv6|uuid)$/;
const BOUNDS = /^(minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf|minItems|maxItems)$/;
/** What a grammar cannot express: a look ahead or behind, a reference back, a word boundary. */
const BEYOND_GRAMMAR = /\(\?[=!<]|\\[1-9bB]/;

const isText = (value: unknown): value is string => typeof value === 'string';

export const RULES: Readonly<Record<Provider, Rules>> = {
  openai: {
    name: "OpenAI's strict mode",
    objectRoot: true,
    allRequired: true,
    open: false,
    tuples: false,
    constants: true,
    cycles: 'any',
    keeps: (keyword, value) =>
      BOUNDS.test(keyword) ||
      (keyword === 'format' && isText(value) && FORMATS.test(value)) ||
      (keyword === 'pattern' && isText(value) && !BEYOND_GRAMMAR.test(value)),
  },
  anthropic: {
    name: "Anthropic's structured output",
    objectRoot: false,
    allRequired: false,
    open: false,
    tuples: false,
    constants: true,
    cycles: 'none',
    keeps: (keyword, value) =>
      (keyword === 'minItems' && (value === 0 || value === 1)) ||
      (keyword === 'format' && isText(value) && (FORMATS.test(value) || value === 'uri')),
  },
  gemini: {
    name: "Gemini's responseJsonSchema",
    objectRoot: false,
    allRequired: false,
    open: true,
    tuples: true,
    constants: false,
    cycles: 'optional',
    keeps: (keyword) => /^(format|minimum|maximum|minItems|maxItems)$/.test(keyword),
  },
};
