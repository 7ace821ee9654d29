// Takes a handler to Node's own requests and responses, bare or within Express or Fastify.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { isJsonType } from './json-type.ts';

/** What Fastify hands to a route, as far as it is used here. */
export interface FastifyRequest {
  /** Node's own request. */
  readonly raw: IncomingMessage | Http2ServerRequest;
  /** What a parser has made of the body. */
  readonly body?: unknown;
}

/** What Fastify has a route answer with, as far as it is used here. */
export interface FastifyReply {
  /** Node's own response. */
  readonly raw: ServerResponse | Http2ServerResponse;
  /** Leaves the response to the route. */
  hijack(): unknown;
  /** What plugins have set so far. */
  getHeaders(): Record<string, unknown>;
}

/** What Express makes of a request. */
type ExpressRequest = IncomingMessage & { readonly body?: unknown; readonly originalUrl?: string };

/**
 * Makes a handler of `Request` and `Response` one of Node's: for `createServer` of `node:http` and `node:http2`, for a
 * route of Express, also behind its body parsers, and for one of Fastify.
 *
 * ```ts
 * import { createServer } from 'node:http';
 * import { toResponse } from '@partialkit/server';
 * import { nodeHandler } from '@partialkit/server/node';
 *
 * const server = createServer(nodeHandler(() => toResponse(['{"name": "Ada"}'])));
 * // app.all('/profile', nodeHandler(handler)) in Express; app.route({ …, handler: nodeHandler(handler) }) in Fastify
 * console.log(server.listening); // false
 * ```
 *
 * The response is written as it comes and no faster than it is read; a connection that closes cancels it.
 */
export function nodeHandler(
  handler: (request: Request) => Response | Promise<Response>,
): (
  request: IncomingMessage | Http2ServerRequest | FastifyRequest,
  response: ServerResponse | Http2ServerResponse | FastifyReply,
  next?: (error: unknown) => void,
) => Promise<void> {
  return async (request, response, next) => {
    // What is used here is the same in HTTP/2.
    const outer = ('raw' in response ? response.raw : response) as ServerResponse;
    if ('raw' in response) {
      // From here on Fastify leaves the response alone, also the headers that its plugins have set.
      for (const [name, value] of Object.entries(response.getHeaders())) {
        outer.setHeader(name, value as string | string[]);
      }
      response.hijack();
    }
    const left = new AbortController();
    outer.once('close', () => left.abort());
    let asked: Request | undefined;
    try {
      asked = toRequest(request, left.signal);
      await send(await handler(asked), outer);
    } catch (error) {
      if (next && !outer.headersSent) next(error);
      else if (outer.headersSent) outer.destroy();
      else outer.writeHead(500).end();
    } finally {
      // What is left of a body stands before the next request of the connection.
      void asked?.body?.cancel().catch(() => {});
    }
  };
}

function toRequest(
  given: IncomingMessage | Http2ServerRequest | FastifyRequest,
  signal: AbortSignal,
): Request {
  // As above.
  const message = ('raw' in given ? given.raw : given) as ExpressRequest;
  const { body } = given as ExpressRequest | FastifyRequest;
  const { method = 'GET', headers, socket } = message;
  const isSecure = (socket as Partial<TLSSocket>).encrypted === true;
  const origin = `http${isSecure ? 's' : ''}://${headers.host ?? headers[':authority']}`;
  // A router of Express takes the part that led to it out of `url`. The host may be anything that somebody has sent.
  const path = message.originalUrl ?? message.url ?? '/';
  const url = new URL(path, URL.canParse(path, origin) ? origin : 'http://localhost');
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, {
    method,
    headers: toHeaders(message),
    signal,
    ...(hasBody && { body: toBody(message, body), duplex: 'half' }),
  });
}

function toHeaders({ headers }: IncomingMessage): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    // The body may be written anew; names with a colon are HTTP/2's own.
    if (name.startsWith(':') || /^(content-length|transfer-encoding)$/.test(name)) continue;
    for (const each of [value ?? []].flat()) all.append(name, each);
  }
  return all;
}

/** The body itself or, where a parser has read it, what the parser has made of it, written again. */
function toBody(message: IncomingMessage, parsed: unknown): BodyInit | null {
  if (!message.readableDidRead) return streamOf(message);
  if (parsed === undefined) return null;
  const isBody = parsed instanceof Uint8Array || (typeof parsed === 'string' && !isValue(message, parsed));
  return isBody ? (parsed as BodyInit) : JSON.stringify(parsed);
}

/** The body as it is asked for; to cancel it is to read past the rest, where Node's own adapter closes the connection. */
function streamOf(message: IncomingMessage): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks: AsyncIterator<Uint8Array<ArrayBuffer>> = message.iterator({ destroyOnReturn: false });
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return?.();
        message.resume();
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * Whether a parser of JSON has made the string: of `"soup"` it makes `soup`, where a parser of text leaves the body as
 * it was. The length of what was sent tells the two apart, as a value has lost its quotes. Where that is not known, or
 * is the length of something packed, what is JSON itself counts as the body.
 */
function isValue({ headers }: IncomingMessage, text: string): boolean {
  if (!isJsonType(headers['content-type'])) return false;
  const sent = headers['content-encoding'] ? undefined : headers['content-length'];
  if (sent !== undefined) return Buffer.byteLength(text) < Number(sent);
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

/** Writes the answer as fast as the other side reads it. */
async function send(answer: Response, response: ServerResponse): Promise<void> {
  response.statusCode = answer.status;
  answer.headers.forEach((value, name) => {
    if (name !== 'set-cookie') response.setHeader(name, value);
  });
  for (const cookie of answer.headers.getSetCookie()) response.appendHeader('set-cookie', cookie);
  response.flushHeaders();
  const reader = answer.body?.getReader();
  let leave = (): void => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const onClose = (): void => {
    leave();
    // Closes what makes the body; where that has failed already, there is nothing more to say.
    void reader?.cancel().catch(() => {});
  };
  response.once('close', onClose);
  if (response.destroyed) onClose();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || response.destroyed) break;
    if (!response.write(value)) {
      await Promise.race([left, new Promise<void>((resolve) => response.once('drain', resolve))]);
    }
  }
  response.end();
}
