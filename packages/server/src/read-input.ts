// Reads what a request asks: JSON of a bounded size that the input's schema takes.
import type { Issue, Schema } from '@partialkit/core';
import { isJsonType } from './json-type.ts';
import { refuse } from './refuse.ts';

/** What was asked. */
export interface Asked {
  /** Undefined where the body is empty and no schema has made more of it. */
  readonly input: unknown;
  /** The same for the same body. */
  readonly question: string;
}

/** Reads the body of `request`; answers the response to give where it is not what it must be. */
export async function readInput(
  request: Request,
  schema: Schema | undefined,
  limit: number,
): Promise<Asked | Response> {
  const text = await readText(request, limit);
  if (text === undefined) return refuse(413, 'limit', `The body may have ${limit} bytes.`);
  const { headers } = request;
  const type = headers.get('content-type');
  // Also keeps out what a page of another origin can send without asking: its forms, plain text, and nothing at all.
  const isForeign = headers.has('origin') && !headers.has('idempotency-key');
  if ((text || isForeign) && !isJsonType(type)) {
    return refuse(415, 'bad-request', `Expected content-type application/json, found ${type ?? 'none'}.`);
  }
  let input: unknown;
  try {
    if (text) input = JSON.parse(text);
  } catch (error) {
    return refuse(400, 'invalid-json', (error as SyntaxError).message);
  }
  if (schema) {
    const result = await judge(schema, input);
    if (!result) return refuse(413, 'limit', 'The body is nested too deep.');
    if (result.issues) {
      const issues = result.issues.map(asIssue);
      return refuse(422, 'invalid', 'The schema refuses the input.', { issues });
    }
    input = result.value;
  }
  return { input, question: await digest(text) };
}

/**
 * Undefined where the input is too deep for its schema: one that refers to itself follows the input down, and a body
 * of a few bytes a level has more levels than any stack. What else it throws is a fault of the application.
 */
async function judge(schema: Schema, input: unknown) {
  try {
    return await schema['~standard'].validate(input);
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message)) return undefined;
    throw error;
  }
}

/** Undefined where there are more bytes than `limit`. */
async function readText({ body }: Request, limit: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > limit) {
      // To cancel would close the connection that the answer needs.
      reader?.releaseLock();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

type StandardIssue = { readonly message: string; readonly path?: readonly unknown[] | undefined };

/** Nothing but the fields of an issue: a schema may have put the input beside them. */
function asIssue({ message, path = [], ...rest }: StandardIssue): Issue {
  const { code = 'custom' }: { readonly code?: unknown } = rest;
  const keys = path.map((part) =>
    typeof part === 'object' && part !== null ? (part as { readonly key?: unknown }).key : part,
  );
  return { code: `${code}`, message, path: keys.map((key) => (typeof key === 'number' ? key : String(key))) };
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return String.fromCharCode(...new Uint8Array(hash));
}
