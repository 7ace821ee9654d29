// One URL for the runs of one schema: POST begins or joins, GET joins or resumes, DELETE stops.
import { createExtractor, type OutputOf, type PartialOptions, type Schema } from '@partialkit/core';
import { addHeaders, type HeaderFields } from './add-headers.ts';
import { batchMessages, type FlushOptions } from './batch-messages.ts';
import { parseCursor } from './cursor.ts';
import { observe, type RunHooks } from './observe.ts';
import { readInput } from './read-input.ts';
import { refuse } from './refuse.ts';
import type { Run } from './run.ts';
import { Runs, type RunsOptions } from './runs.ts';
import { readSource, type Source, type SourceOptions } from './source.ts';
import { type StreamResponseOptions, streamResponse } from './stream-response.ts';

/** What `produce` is given beside the input. */
export interface ProduceContext {
  /** Aborts when the run is stopped: hand it to the model's client, so that nobody pays for what nobody reads. */
  readonly signal: AbortSignal;
  /** The request that began the run; its body has been read. */
  readonly request: Request;
  /** The run's id. */
  readonly run: string;
}

/** Options of {@link partialHandler}. */
export interface PartialHandlerOptions<S extends Schema, I extends Schema>
  extends SourceOptions,
    FlushOptions,
    RunsOptions,
    RunHooks<S, OutputOf<I>>,
    Omit<PartialOptions, 'onInvalid'>,
    Pick<StreamResponseOptions, 'heartbeatMs'> {
  /** Added to every answer, refusals too, such as those of CORS; or in place of the protocol's own. */
  readonly headers?: HeaderFields;
  /** What the document is. */
  readonly schema: S;
  /** What the body of a POST must be; anything by default. */
  readonly input?: I | undefined;
  /** Calls the model. What goes wrong in here reaches the reader as an `end` with an error, without its text. */
  produce(input: OutputOf<I>, context: ProduceContext): Source;
  /** Bytes that the body of a POST may have; 1 Mi by default. */
  readonly inputBytes?: number | undefined;
}

/**
 * Makes a handler for anything that speaks `Request` and `Response`: Hono, Next.js, SvelteKit, Remix, Workers,
 * Bun, Deno; `nodeHandler` takes it to Express, Fastify, Nuxt and bare Node.
 *
 * ```ts
 * import { partialHandler } from '@partialkit/server';
 * import * as z from 'zod';
 *
 * const handler = partialHandler({
 *   schema: z.object({ title: z.string() }),
 *   input: z.object({ dish: z.string() }),
 *   async *produce({ dish }) {
 *     yield `{"title": "${dish}`;
 *     yield ' soup"}';
 *   },
 * });
 * const headers = { 'content-type': 'application/json' };
 * const body = JSON.stringify({ dish: 'Miso' });
 * const response = await handler(new Request('http://localhost/recipe', { method: 'POST', headers, body }));
 * console.log(response.status, (await response.text()).includes('Miso soup')); // 200 true
 * ```
 *
 * The client chooses a run's id, by the header `Idempotency-Key`, so that a POST that is sent again joins what the first
 * one has begun. Whoever knows the id can join, resume (`GET ?run=`, with `Last-Event-ID` or `?after=`) and stop
 * (`DELETE ?run=`) the run; who may use the URL at all is for what stands before the handler.
 *
 * By default a run stops when its last reader leaves, and runs are known to this process only.
 */
export function partialHandler<S extends Schema, I extends Schema = Schema>(
  options: PartialHandlerOptions<S, I>,
): (request: Request) => Promise<Response> {
  const { schema, input: inputSchema, inputBytes = 1 << 20 } = options;
  const runs = new Runs(options);
  const extractor = options.extract === 'none' ? undefined : () => createExtractor(schema, options);

  async function post(request: Request): Promise<Response> {
    const id = request.headers.get('idempotency-key') || crypto.randomUUID();
    if (id.length > 256)
      return refuse(400, 'bad-request', 'The Idempotency-Key is longer than 256 characters.');
    const asked = await readInput(request, inputSchema, inputBytes);
    if (asked instanceof Response) return asked;
    const known = runs.find(id);
    if (known && known.question !== asked.question) {
      return refuse(409, 'conflict', 'This Idempotency-Key was used with another body.');
    }
    // Without a schema of its own the input is unknown, and so is what it is made of.
    const input = asked.input as OutputOf<I>;
    // A client that has seen a run which is gone must not take this one for its continuation.
    const epoch = (cursorOf(request)?.epoch ?? 0) + 1;
    const { run } =
      known ?? runs.begin(id, asked.question, (signal, at) => produce(input, request, id, signal, at), epoch);
    return answer(request, run);
  }

  function produce(input: OutputOf<I>, request: Request, run: string, signal: AbortSignal, epoch: number) {
    const context = { run, input, request };
    const messages = readSource(() => options.produce(input, { signal, request, run }), options, signal);
    return batchMessages(observe(messages, schema, options, options, context), options, epoch, extractor);
  }

  function answer(request: Request, run: Run): Response {
    const batches = run.read(cursorOf(request));
    // Some platforms tell only so that the reader has left.
    if (request.signal.aborted) batches.leave();
    request.signal.addEventListener('abort', batches.leave, { once: true });
    const accept = request.headers.get('accept') ?? '';
    const format = /ndjson/.test(accept) && !/event-stream/.test(accept) ? 'ndjson' : 'sse';
    const response = streamResponse(batches, { heartbeatMs: options.heartbeatMs, format });
    // There is a log to come back to.
    response.headers.set('partial-stream', 'v1');
    return response;
  }

  async function respond(request: Request): Promise<Response> {
    if (request.method === 'POST') return post(request);
    if (request.method !== 'GET' && request.method !== 'DELETE') {
      const headers = { allow: 'POST, GET, DELETE' };
      return refuse(405, 'bad-request', `${request.method} is not allowed here.`, { headers });
    }
    const id = new URL(request.url).searchParams.get('run');
    if (!id) return refuse(400, 'bad-request', 'Which run? Expected ?run=<id>.');
    const known = runs.find(id);
    if (!known) return refuse(404, 'expired', 'There is no such run, or not any more.');
    if (request.method === 'GET') return answer(request, known.run);
    known.run.stop();
    return new Response(null, { status: 204 });
  }

  return async (request) => {
    const response = await respond(request);
    addHeaders(response.headers, options.headers);
    return response;
  };
}

/** The last message that the reader has. The header is the newer one where a browser reconnects to the same URL. */
function cursorOf(request: Request) {
  return parseCursor(request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after'));
}
