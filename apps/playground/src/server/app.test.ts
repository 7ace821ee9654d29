import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createPartial, type Message, readMessages } from '@partialkit/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isTopic, type TopicName, topics } from '../documents/topics.ts';
import { modelServer, stream } from '../live/model-server.test.kit.ts';
import { recordedDocuments } from '../recorded/recorded-documents.ts';
import { writtenDocuments } from '../written/written-documents.ts';
import { createApp } from './app.ts';

const names = Object.keys(topics).filter(isTopic);
const fast = { speed: 1000 };

function post(path: string, body: object, app = createApp({ pages: '.', env: {} })) {
  const headers = { 'content-type': 'application/json' };
  return app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** What a page would come to. */
async function outcome(topic: TopicName, wish: object) {
  const document = createPartial(topics[topic].schema);
  let end: Message | undefined;
  for await (const message of readMessages(await post(`/api/${topic}`, { ...fast, ...wish }))) {
    document.apply(message);
    end = message;
  }
  return { document, end };
}

describe.for(names)('%s', (topic) => {
  test('comes as it was written', async () => {
    const { document, end } = await outcome(topic, {});
    expect(end).toMatchObject({ type: 'end', reason: 'stop' });
    expect(document.end()).toEqual(writtenDocuments[topic]);
  });

  test('with wrong values has issues, and goes on', async () => {
    const { document, end } = await outcome(topic, { behaviour: 'values' });
    expect(end).toMatchObject({ reason: 'stop' });
    expect(document.issues.length).toBeGreaterThan(0);
    expect(document.error?.code).toBe('invalid');
  });

  test('with broken JSON stops where it broke', async () => {
    const { document } = await outcome(topic, { behaviour: 'json' });
    expect(document.error?.code).toBe('invalid-json');
    expect(document.partial).toBeDefined();
  });

  test.for([
    ['length', 'length'],
    ['failure', 'error'],
    ['refusal', 'filter'],
  ])('can end by %s', async ([behaviour, reason]) => {
    expect((await outcome(topic, { behaviour })).end).toMatchObject({ type: 'end', reason });
  });
});

test('every recorded stream can be asked for', async () => {
  for (const { recording } of recordedDocuments) {
    const response = await post(`/api/recordings/${recording.name}`, fast);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('event:end');
  }
});

test('what is not there is told, and so is a wish that makes no sense', async () => {
  expect((await post('/api/weather', {})).status).toBe(404);
  expect((await post('/api/profile', { speed: -1 })).status).toBe(422);
  expect((await post('/api/runs/none', { fly: true })).status).toBe(422);
});

test.each([{ speed: 2 }, { cut: true }])(
  'to disturb a run that is over by %j does nothing, and is no fault',
  async (wish) => {
    const response = await post('/api/runs/none', wish);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ done: false });
  },
);

test('pages may run nothing but their own scripts', async () => {
  const response = await createApp({ pages: '.', env: {} }).request('/');
  expect(response.headers.get('location')).toBe('/react/');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain('unsafe');
});

test('a live model is offered where the environment names one', async () => {
  const offer = async (env: Record<string, string>): Promise<unknown> =>
    (await createApp({ pages: '.', env }).request('/api/offer')).json();
  expect(await offer({})).toMatchObject({ live: null });
  expect(await offer({ OPENAI_MODEL: 'some-model' })).toMatchObject({ live: 'some-model' });
});

test('a live model answers where a page wishes it', async () => {
  const { base, asked } = await modelServer((response) =>
    stream(response, JSON.stringify(writtenDocuments.profile)),
  );
  const env = { OPENAI_MODEL: 'some-model', OPENAI_BASE_URL: base };
  const response = await post('/api/profile', { live: true }, createApp({ pages: '.', env }));
  const document = createPartial(topics.profile.schema);
  for await (const message of readMessages(response)) document.apply(message);
  expect(document.end()).toEqual(writtenDocuments.profile);
  expect(asked.map(({ body }) => body.model)).toEqual(['some-model']);
});

test('a live model that cannot be asked says to the page what is missing', async () => {
  const env = { OPENAI_MODEL: 'm' };
  const response = await post('/api/profile', { live: true }, createApp({ pages: '.', env }));
  const messages: Message[] = [];
  for await (const message of readMessages(response)) messages.push(message);
  expect(messages.at(-1)).toMatchObject({
    reason: 'error',
    error: { code: 'live-model', message: expect.stringContaining('OPENAI_API_KEY is missing') },
  });
});

test('a browser asks anew for pages, and keeps what has its content in its name', async () => {
  const app = createApp({ pages: '.', env: {} });
  const cacheOf = async (path: string): Promise<string | null> =>
    (await app.request(path)).headers.get('cache-control');
  expect(await cacheOf('/react/')).toBe('no-cache');
  expect(await cacheOf('/api/offer')).toBe('no-cache');
  expect(await cacheOf('/assets/none.js')).toBe('no-cache');
  expect((await post('/api/profile', fast)).headers.get('cache-control')).toContain('no-store');
});

test('a live model that is not there ends the run with an error that tells no secrets', async () => {
  const env = { OPENAI_MODEL: 'm', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', OPENAI_API_KEY: 'secret' };
  const response = await post('/api/profile', { live: true }, createApp({ pages: '.', env }));
  const text = await response.text();
  expect(text).toContain('"reason":"error"');
  expect(text).not.toContain('secret');
});

describe('over a socket', () => {
  async function start(): Promise<string> {
    const app = createApp({ pages: '.', env: {} });
    const server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const ask = (base: string, run: string, speed: number): Promise<Response> =>
    fetch(`${base}/api/profile`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': run },
      body: JSON.stringify({ speed }),
    });
  const disturb = (base: string, run: string, what: object): Promise<Response> =>
    fetch(`${base}/api/runs/${run}`, { method: 'POST', body: JSON.stringify(what) });

  test('a run that is cut can be joined where it was', async () => {
    const base = await start();
    const messages: Message[] = [];
    const first = await ask(base, 'run-1', 4);
    let isCut = false;
    for await (const message of readMessages(first)) {
      if (message.id) messages.push(message);
      if (messages.length === 4 && !isCut) {
        isCut = true;
        expect((await disturb(base, 'run-1', { cut: true })).status).toBe(200);
      }
    }
    expect(messages.at(-1)?.type).not.toBe('end');
    await disturb(base, 'run-1', { speed: 1000 });
    const rest = await fetch(`${base}/api/profile?run=run-1&after=${messages.at(-1)?.id}`);
    for await (const message of readMessages(rest)) messages.push(message);
    const document = createPartial(topics.profile.schema);
    for (const message of messages) document.apply(message);
    expect(document.end()).toEqual(writtenDocuments.profile);
  });

  test('the speed of a run can be changed while it goes on', async () => {
    const base = await start();
    const response = await ask(base, 'run-2', 0.01);
    expect((await disturb(base, 'run-2', { speed: 1000 })).status).toBe(200);
    expect(await response.text()).toContain('event:end');
  });
});
