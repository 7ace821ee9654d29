// The HTTP transport: POST starts a run, GET joins it, DELETE ends it; any other stream is read too, once.
import type { Message } from '@partialkit/core';
import { readAnswer } from './read-answer.ts';
import type { Source } from './source.ts';

/** How requests are made. */
export interface HttpInit {
  /**
   * Sent with every request. A function is asked each time, and once more after a 401 or 403, then with `refused`.
   */
  readonly headers?:
    | HeadersInit
    | ((context: { readonly refused: boolean }) => HeadersInit | PromiseLike<HeadersInit>);
  /** Used in place of the global one. */
  readonly fetch?: typeof globalThis.fetch;
  readonly credentials?: RequestCredentials;
  /** Starts a run; POST by default. */
  readonly method?: string;
  /** Makes the body out of the input of `submit`: what `fetch` takes as one, or a value to be sent as JSON. */
  body?(input: unknown): unknown;
}

const STOP_TRIES = 3;

/**
 * A source that speaks to `url` as the protocol says, and reads whatever else answers there: snapshots, the stream of
 * a model's provider, NDJSON, growing JSON. A store with a `url` makes one by itself.
 *
 * ```ts
 * import { createPartialStore, http } from '@partialkit/client';
 * import * as z from 'zod';
 *
 * const source = http('/api/profile', { headers: async () => ({ authorization: `Bearer ${await token()}` }) });
 * const store = createPartialStore({ schema: z.object({ name: z.string() }), source });
 *
 * declare function token(): Promise<string>;
 * ```
 */
export function http(url: string | URL, init: HttpInit = {}): Source {
  const { headers, fetch = globalThis.fetch, credentials, method = 'POST' } = init;

  async function request(
    query: string,
    rest: RequestInit,
    more: Record<string, string> = {},
  ): Promise<Response> {
    for (let refused = false; ; refused = true) {
      const all = new Headers(more);
      const own = new Headers(typeof headers === 'function' ? await headers({ refused }) : headers);
      own.forEach((value, name) => {
        all.set(name, value);
      });
      const target = query ? `${url}${`${url}`.includes('?') ? '&' : '?'}${query}` : url;
      const response = await fetch(target, { ...rest, headers: all, ...(credentials && { credentials }) });
      if (refused || typeof headers !== 'function' || !/^40[13]$/.test(`${response.status}`)) return response;
      void response.body?.cancel().catch(() => {});
    }
  }

  return {
    async *connect(ask) {
      const { input, run, after, signal, isJoin } = ask;
      const start = Date.now();
      let response: Response;
      if (isJoin) {
        const query = `run=${encodeURIComponent(run)}${after ? `&after=${after}` : ''}`;
        response = await request(query, { signal, cache: 'no-store' });
      } else {
        const { body, type } = bodyOf(init, input);
        const more = { 'idempotency-key': run, ...(type && { 'content-type': type }) };
        response = await request('', { method, body, signal }, more);
      }
      for await (const message of readAnswer(response, ask, start)) yield isJoin ? message : begun(message);
    },

    async stop(run, isSure) {
      for (let tries = 0; tries < STOP_TRIES; tries++) {
        if (tries) await new Promise((resolve) => setTimeout(resolve, 500 * tries));
        try {
          const { ok, status } = await request(`run=${encodeURIComponent(run)}`, {
            method: 'DELETE',
            keepalive: true,
          });
          // A run that is on its way to the server is not known there yet.
          if (ok || (isSure && status === 404)) return;
        } catch {
          // The network has failed: once more.
        }
      }
    },
  };
}

/** Nothing can have expired that has not begun. */
function begun(message: Message): Message {
  if (message.type !== 'end' || message.error?.code !== 'expired') return message;
  return { ...message, error: { ...message.error, code: 'bad-request' } };
}

function bodyOf(init: HttpInit, input: unknown): { readonly body: BodyInit | null; readonly type?: string } {
  const value = init.body ? init.body(input) : input;
  if (value === undefined || init.method === 'GET') return { body: null };
  const type = 'application/json';
  if (typeof value === 'string' && init.body) return { body: value, type };
  const isData =
    typeof value === 'object' &&
    !/^\[object (Object|Array|Null)\]$/.test(Object.prototype.toString.call(value));
  // What JSON has no form for is what `fetch` has one for.
  return isData ? { body: value as BodyInit } : { body: JSON.stringify(value), type };
}
