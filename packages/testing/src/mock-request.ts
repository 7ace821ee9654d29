// A request as a server in memory sees it, whatever form it was handed to `fetch` in.

/** A request as the server saw it. */
export interface MockRequest {
  /** As given: a relative URL stays relative. */
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly credentials: RequestCredentials | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Reads what `fetch` was called with: at once, unless the body has to be read for it.
 * No `Request` is made of it, since that refuses relative URLs outside a page.
 */
export function readRequest(
  input: RequestInfo | URL,
  init: RequestInit = {},
): MockRequest | Promise<MockRequest> {
  const base = typeof input === 'object' && 'url' in input ? input : undefined;
  const body = init.body ?? base?.clone().body ?? null;
  const request = (text: string | null): MockRequest => ({
    url: base?.url ?? String(input),
    method: (init.method ?? base?.method ?? 'GET').toUpperCase(),
    headers: new Headers(init.headers ?? base?.headers),
    body: text,
    credentials: init.credentials ?? base?.credentials,
    signal: init.signal ?? base?.signal,
  });
  return body === null || typeof body === 'string' ? request(body) : new Response(body).text().then(request);
}
