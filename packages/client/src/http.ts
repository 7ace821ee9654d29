// The HTTP transport: POST starts a run, GET joins it, DELETE ends it; any other stream is read too, once.
import { PartialError } from '@partialkit/core';
import type { Optional } from './optional.ts';
import { readAnswer } from './read-answer.ts';
import type { ConnectRequest, Source } from './source.ts';

/** What `Headers` is made of, also where only Node's own types know it. */
type HeaderFields = ConstructorParameters<typeof Headers>[0];

/** How requests are made. */
export interface HttpInit extends Optional<BodyMaker> {
  /**
   * Sent with every request. A function is asked each time, and once more after a 401 or 403, then with `refused`.
   */
  readonly headers?:
    | HeaderFields
    | ((context: { readonly refused: boolean }) => HeaderFields | PromiseLike<HeaderFields>)
    | undefined;
  /** Used in place of the global one. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** As `fetch` takes it: `include` sends cookies to another origin. */
  readonly credentials?: 'omit' | 'same-origin' | 'include' | undefined;
  /** Starts a run; POST by default. */
  readonly method?: string | undefined;
}

interface BodyMaker {
  /** Makes the body out of the input of `submit`: what `fetch` takes as one, or a value to be sent as JSON. */
  body(input: unknown): unknown;
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

  async function request(query: string, rest: RequestInit, key?: string): Promise<Response> {
    for (let refused = false; ; refused = true) {
      const all = new Headers(typeof headers === 'function' ? await headers({ refused }) : headers);
      if (key) all.set('idempotency-key', key);
      if (typeof rest.body === 'string' && !all.has('content-type'))
        all.set('content-type', 'application/json');
      const target = `${url}`;
      const mark = target.includes('?') ? '&' : '?';
      const response = await fetch(query ? target + mark + query : target, {
        ...rest,
        headers: all,
        ...(credentials && { credentials }),
      });
      if (refused || typeof headers !== 'function' || !/40[13]/.test(`${response.status}`)) return response;
      response.body?.cancel().catch(() => {});
    }
  }

  /** The body of each run, by what is one object for as long as that lasts. */
  const bodies = new WeakMap<object, { readonly run: string; readonly body: BodyInit | null }>();

  /** Made once: a key that comes again with another body is refused. */
  function bodyFor({ run, input, reading }: ConnectRequest): BodyInit | null {
    let made = bodies.get(reading);
    if (made?.run !== run) {
      made = { run, body: bodyOf(init, input) };
      bodies.set(reading, made);
    }
    return made.body;
  }

  return {
    async *connect(ask) {
      const { run, after, signal, isJoin } = ask;
      const start = Date.now();
      const response = await (isJoin
        ? request(`${new URLSearchParams({ run, ...(after && { after }) })}`, { signal, cache: 'no-store' })
        : request('', { method, body: bodyFor(ask), signal }, run));
      yield* readAnswer(response, ask, start);
    },

    async stop(run, isSure) {
      for (let tries = 0; tries < STOP_TRIES; tries++) {
        if (tries) await new Promise((resolve) => setTimeout(resolve, 500 * tries));
        try {
          const { status } = await request(`${new URLSearchParams({ run })}`, {
            method: 'DELETE',
            keepalive: true,
          });
          // A run that is on its way to the server is not known there yet.
          if (status < 500 && (isSure || status !== 404)) return;
        } catch {
          // The network has failed: once more.
        }
      }
    },
  };
}

/** @throws PartialError `bad-request` where it cannot be made: to try that again would not help */
function bodyOf({ body, method }: HttpInit, input: unknown): BodyInit | null {
  try {
    const value = body ? body(input) : input;
    if (value === undefined || method === 'GET') return null;
    // What `fetch` takes as it is has a tag; arrays, objects and instances of most classes have none.
    const isData = typeof value === 'object' && value !== null && Symbol.toStringTag in value;
    return isData || (body && typeof value === 'string') ? (value as BodyInit) : JSON.stringify(value);
  } catch (cause) {
    throw new PartialError('bad-request', 'The body could not be made.', { cause });
  }
}
