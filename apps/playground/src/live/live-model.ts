// Asks a live model for a document: any server that speaks OpenAI's chat completions.
import { jsonSchemaFor, responseFormat } from '@partialkit/server';
import type * as z from 'zod';

/** What is asked, and with which environment. */
export interface Question {
  readonly model: string;
  readonly prompt: string;
  readonly schema: z.ZodType;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** The answer's stream, or what is missing, told so that it can be mended. */
export type Answer = { readonly response: Response } | { readonly trouble: string };

const OPENAI = 'https://api.openai.com/v1';
const LOCAL = 'http://127.0.0.1:11434/v1';
const MISSING_KEY = `OPENAI_API_KEY is missing: ${OPENAI} wants a key. Set it and start again. For another server, set OPENAI_BASE_URL too, such as ${LOCAL}.`;

export async function askModel({ model, prompt, schema, env, signal }: Question): Promise<Answer> {
  const base = (env.OPENAI_BASE_URL || OPENAI).replace(/\/+$/, '');
  const key = env.OPENAI_API_KEY;
  if (!/^https?:/.test(base) || !URL.canParse(base)) {
    return { trouble: `OPENAI_BASE_URL is no URL: "${base}". Expected one such as ${LOCAL}.` };
  }
  // Others say so themselves where they want one.
  if (!key && base === OPENAI) return { trouble: MISSING_KEY };
  const headers = { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) };
  const ask = (format: object, system: string): Promise<Response> =>
    fetch(`${base}/chat/completions`, {
      method: 'POST',
      headers,
      signal,
      body: JSON.stringify({
        model,
        stream: true,
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: prompt },
        ],
        response_format: format,
      }),
    });
  try {
    let response = await ask(responseFormat(schema, { name: 'document' }), 'Answer with one JSON document.');
    // Not every compatible server knows schemas; those that do not can still be told.
    if (response.status === 400 || response.status === 422) {
      await response.body?.cancel();
      const system = `Answer with one JSON document, without a fence, of this JSON schema: ${JSON.stringify(jsonSchemaFor(schema, 'openai'))}`;
      response = await ask({ type: 'json_object' }, system);
    }
    return response.ok ? { response } : { trouble: await refused(response, base, model, key) };
  } catch (error) {
    return { trouble: signal.aborted ? 'Stopped.' : `Cannot reach ${base}: ${reason(error)}.` };
  }
}

async function refused(
  response: Response,
  base: string,
  model: string,
  key: string | undefined,
): Promise<string> {
  const said = messageOf(await response.text().catch(() => ''));
  const { status } = response;
  const what =
    status === 401 || status === 403
      ? key
        ? 'does not accept the key in OPENAI_API_KEY'
        : 'wants a key, and OPENAI_API_KEY is missing'
      : status === 404
        ? `knows no model "${model}", or no chat completions (does OPENAI_BASE_URL end in /v1?)`
        : status === 429
          ? 'asks to wait: too many requests, or no credit left'
          : 'did not answer the question';
  return `${base} ${what} (${status}${said && `: ${said}`}).`;
}

/** The words of an error body, whatever it looks like. */
function messageOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const { error, message } = Object(parsed);
    return String(Object(error).message ?? error ?? message ?? '').slice(0, 300);
  } catch {
    return body.trimStart().startsWith('<') ? '' : body.trim().slice(0, 300);
  }
}

function reason(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const { code, message } = Object(cause ?? error);
  return String(code ?? message ?? error);
}
