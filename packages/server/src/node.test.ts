import {
  Agent,
  createServer,
  get,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { Hono } from 'hono';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { nodeHandler } from './node.ts';
import { partialHandler } from './partial-handler.ts';
import { readInput } from './read-input.ts';

/** As much of Express as is used here; it comes without types. */
interface Express extends RequestListener {
  all(path: string, ...handlers: unknown[]): Express;
  use(...handlers: unknown[]): Express;
}
const express: {
  (): Express;
  Router(): Express;
  json(options?: object): unknown;
  text(options: object): unknown;
  urlencoded(options: object): unknown;
} = createRequire(import.meta.url)('express');

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A handler whose model writes a piece whenever the test says so. */
function typed() {
  const state = { aborted: false, next: (_: string): void => {}, calls: 0 };
  const handler = partialHandler({
    schema: z.object({ title: z.string() }),
    input: z.object({ dish: z.string() }),
    async *produce({ dish }, { signal }) {
      state.calls++;
      signal.addEventListener('abort', () => {
        state.aborted = true;
      });
      yield `{"title": "${dish}`;
      yield await new Promise<string>((resolve) => {
        state.next = resolve;
      });
    },
  });
  return { handler, state };
}

type Handler = (request: Request) => Promise<Response>;

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/soups`;
}

const homes: Record<string, (handler: Handler) => Promise<string>> = {
  'bare Node': (handler) => listen(nodeHandler(handler)),
  Express: (handler) => listen(express().all('/soups', nodeHandler(handler))),
  'Express behind a router and a body parser': (handler) =>
    listen(
      express()
        .use(express.json())
        .use('/soups', express.Router().all('/', nodeHandler(handler))),
    ),
  Fastify: (handler) => {
    const app = fastify({ forceCloseConnections: true }).addHook(
      'onRequest',
      async (_, reply) => void reply.header('x-mine', '1'),
    );
    app.route({ method: ['GET', 'POST', 'DELETE'], url: '/soups', handler: nodeHandler(handler) });
    closing.push(() => app.close());
    return app.listen({ port: 0, host: '127.0.0.1' }).then((base) => `${base}/soups`);
  },
  Hono: (handler) => {
    const app = new Hono().all('/soups', (context) => handler(context.req.raw));
    return listen(nodeHandler(async (request) => app.fetch(request)));
  },
};

const post = (url: string, body: unknown, init: RequestInit = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'r1' },
    body: JSON.stringify(body),
    ...init,
  });

describe.for(Object.entries(homes))('in %s', ([name, home]) => {
  test('a piece arrives before the next one is made', async () => {
    const { handler, state } = typed();
    const response = await post(await home(handler), { dish: 'Miso' });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-mine')).toBe(name === 'Fastify' ? '1' : null);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('Miso')) text += (await reader?.read())?.value;
    expect(text).not.toContain('soup');
    state.next(' soup"}');
    for (let step = await reader?.read(); step?.done === false; step = await reader?.read())
      text += step.value;
    expect(text).toMatch(/ soup.+\n\nid:1-4\nevent:end\ndata:\{"reason":"stop","length":22\}\n\n$/);
  });

  test('a connection that closes aborts the model call', async () => {
    const { handler, state } = typed();
    const controller = new AbortController();
    const response = await post(await home(handler), { dish: 'Miso' }, { signal: controller.signal });
    await response.body?.getReader().read();
    controller.abort();
    await vi.waitFor(() => expect(state.aborted).toBe(true));
  });

  test('a run can be stopped and read again', async () => {
    const { handler, state } = typed();
    const url = await home(handler);
    const text = post(url, { dish: 'Miso' }).then((response) => response.text());
    await vi.waitFor(() => expect(state.calls).toBe(1));
    expect((await fetch(`${url}?run=r1`, { method: 'DELETE' })).status).toBe(204);
    expect(await text).toContain('"reason":"abort"');
    const again = await fetch(`${url}?run=r1`, { headers: { 'last-event-id': '1-1' } });
    expect(await again.text()).toBe((await text).replace(/^id:1-1\n.+?\n\n/s, ''));
  });

  test('wrong input and a wrong method are told as they are', async () => {
    const { handler } = typed();
    const url = await home(handler);
    const response = await post(url, { dish: 1 });
    expect([response.status, await response.json()]).toMatchObject([422, { error: { code: 'invalid' } }]);
    expect((await fetch(`${url}?run=other`)).status).toBe(404);
  });
});

test('a body that is too big is refused while it is sent', async () => {
  const { handler } = typed();
  const response = await post(await listen(nodeHandler(handler)), { dish: 'x'.repeat(3e6) });
  expect(response.status).toBe(413);
});

/** Answers with the input that has arrived, or with the code of the refusal. */
const echo: Handler = async (request) => {
  const answer = await readInput(request, undefined, 1 << 20);
  return answer instanceof Response ? answer : Response.json({ input: answer.input });
};

const parsers: Record<string, () => Promise<string>> = {
  'Fastify, which parses JSON': () => homes.Fastify?.(echo) as Promise<string>,
  'express.json()': () =>
    listen(
      express()
        .use(express.json({ strict: false }))
        .all('/soups', nodeHandler(echo)),
    ),
  'express.text()': () =>
    listen(
      express()
        .use(express.text({ type: '*/*' }))
        .all('/soups', nodeHandler(echo)),
    ),
};

const inputs: readonly unknown[] = ['soup', '', 'süß', '42', '"', '{"a":1}', 42, null, [1], { dish: 'Miso' }];

/** A body of unknown length. */
const chunked = (text: string): RequestInit & { duplex: 'half' } => ({
  body: new Blob([text]).stream(),
  duplex: 'half',
});

describe.for(Object.entries(parsers))('behind %s', ([, begin]) => {
  test('an input arrives as what it was, also a string that could be JSON itself', async () => {
    const url = await begin();
    for (const input of inputs) {
      expect(await (await post(url, input)).json()).toEqual({ input });
    }
  });

  test('so it does when its length is not told, unless it is a string that is JSON itself', async () => {
    const url = await begin();
    for (const input of ['soup', 'süß', [1], { dish: 'Miso' }]) {
      expect(await (await post(url, input, chunked(JSON.stringify(input)))).json()).toEqual({ input });
    }
  });

  test('what is no JSON is refused', async () => {
    expect((await post(await begin(), undefined, { body: '{"dish":' })).status).toBe(400);
  });
});

test('a form that Express has parsed is no JSON', async () => {
  const { handler } = typed();
  const app = express().use(express.urlencoded({ extended: false }));
  const url = await listen(app.all('/soups', nodeHandler(handler)));
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ dish: 'Miso' }) });
  expect(response.status).toBe(415);
});

test('a reader that rests makes the handler rest', async () => {
  let made = 0;
  const source = (): ReadableStream<Uint8Array<ArrayBuffer>> =>
    new ReadableStream({
      pull(controller) {
        made++;
        controller.enqueue(new Uint8Array(1 << 16));
      },
    });
  const url = await listen(nodeHandler(() => new Response(source())));
  const response = await new Promise<IncomingMessage>((resolve) => get(url, resolve));
  let before = -1;
  while (before !== made) {
    before = made;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  // What the buffers of two sockets hold.
  expect(made).toBeLessThan(500);
  response.resume();
  await vi.waitFor(() => expect(made).toBeGreaterThan(before + 100));
  response.destroy();
});

test('a body is not read before somebody wants it, and not kept where nobody does', async () => {
  let asked: Request | undefined;
  const url = await listen(
    nodeHandler((request) => {
      asked = request;
      return new Promise<Response>(() => {});
    }),
  );
  const client = request(url, { method: 'POST' });
  client.on('error', () => {});
  const chunk = Buffer.alloc(1 << 20);
  let sent = 0;
  // Until the buffers of two sockets are full.
  for (; sent < 64; sent++) {
    if (client.write(chunk)) continue;
    const isTaken = await Promise.race([
      new Promise<boolean>((resolve) => client.once('drain', () => resolve(true))),
      new Promise<boolean>((resolve) => setTimeout(resolve, 500, false)),
    ]);
    if (!isTaken) break;
  }
  expect(sent).toBeLessThan(32);
  const reader = asked?.body?.getReader();
  const taken = await reader?.read();
  expect(taken?.value?.length).toBeGreaterThan(0);
  client.destroy();
});

test('after a body that was too big the connection serves the next request', async () => {
  const url = await listen(
    nodeHandler(partialHandler({ schema: z.any(), inputBytes: 100, produce: () => ['1'] })),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (body: string): Promise<[status: number | undefined, port: number | undefined]> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const client = request(url, { method: 'POST', agent, headers }, (response) => {
        const { localPort } = response.socket;
        response.resume().once('end', () => resolve([response.statusCode, localPort]));
      });
      client.on('error', reject);
      client.end(body);
    });
  const [refused, port] = await ask(JSON.stringify('x'.repeat(300_000)));
  expect(refused).toBe(413);
  expect(await ask('1')).toEqual([200, port]);
  agent.destroy();
});

test('a host that is none is no obstacle', async () => {
  const url = await listen(nodeHandler((asked) => new Response(new URL(asked.url).search)));
  const response = await new Promise<IncomingMessage>((resolve) =>
    get(`${url}?run=1`, { headers: { host: 'a b[' } }, resolve),
  );
  expect(response.statusCode).toBe(200);
  expect(await response.toArray()).toEqual([Buffer.from('?run=1')]);
});

test('cookies, the status and an empty body arrive', async () => {
  const headers = new Headers([
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ]);
  const url = await listen(nodeHandler(() => new Response(null, { status: 205, headers })));
  const response = await fetch(url);
  expect([response.status, response.headers.getSetCookie()]).toEqual([205, ['a=1', 'b=2']]);
});

test('a handler that fails is told to Express, and is a 500 elsewhere', async () => {
  const fail = nodeHandler(() => Promise.reject(new Error('No.')));
  expect((await fetch(await listen(fail))).status).toBe(500);
  const app = express().all('/soups', fail);
  app.use((_error: unknown, _request: unknown, response: ServerResponse, _next: unknown) => {
    response.writeHead(418).end();
  });
  expect((await fetch(await listen(app))).status).toBe(418);
});

test('HTTP/2 of Node is served too', async () => {
  const server = createHttp2Server(
    nodeHandler(async (asked) => new Response(`${asked.method} ${await asked.text()}`, { status: 201 })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = session.request({ ':method': 'POST', ':path': '/soups' });
  let status: unknown;
  stream.on('response', (headers) => {
    status = headers[':status'];
  });
  stream.end('Miso');
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  expect([status, text]).toEqual([201, 'POST Miso']);
  await new Promise<void>((resolve) => session.close(resolve));
  await new Promise((resolve) => server.close(resolve));
});
