import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { type MockMessage, mockEventStream, mockFrame } from './index.ts';

const delta = (text: string): MockMessage => ({ type: 'delta', text });

async function chunksOfBody(response: Response): Promise<string[]> {
  const chunks: string[] = [];
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  for (;;) {
    const result = await reader?.read();
    if (!result || result.done) return chunks;
    chunks.push(decoder.decode(result.value));
  }
}

describe('what a reader gets', () => {
  test('what was sent before anybody asked is kept for the first connection only', async () => {
    const stream = mockEventStream();
    stream.send('a', 'b');
    stream.close();
    expect(await chunksOfBody(await stream.fetch('/x'))).toEqual(['a', 'b']);
    const second = await stream.fetch('/x');
    stream.send('c');
    stream.close();
    expect(await chunksOfBody(second)).toEqual(['c']);
  });

  test('messages are framed by the content type of the answer', async () => {
    const stream = mockEventStream();
    const sse = await stream.fetch('/x');
    stream.respond({ headers: { 'content-type': 'application/x-ndjson' } });
    const lines = await stream.fetch('/x');
    stream.send(delta('{'), { id: '1-2', type: 'end', reason: 'stop' });
    stream.close();
    expect(await sse.text()).toBe('data: "{"\n\nid: 1-2\nevent: end\ndata: {"reason":"stop"}\n\n');
    expect(await lines.text()).toBe(
      '{"type":"delta","data":"{"}\n{"id":"1-2","type":"end","data":{"reason":"stop"}}\n',
    );
  });

  test('every type of message comes out of eventsource-parser as the protocol spells it', () => {
    const messages: MockMessage[] = [
      delta('two\nlines 😀'),
      { id: '2-1', type: 'snapshot', text: '{"a":1' },
      { type: 'snapshot', value: [1] },
      { type: 'merge', value: { a: null } },
      { type: 'patch', ops: [{ op: 'append', path: '/a', value: 'b' }] },
      { type: 'meta', value: 7 },
      { type: 'end', reason: 'error', length: 3, error: { code: 'cut' } },
    ];
    const events: unknown[] = [];
    const parser = createParser({
      onEvent: ({ id, event, data }) => events.push([id, event, JSON.parse(data) as unknown]),
    });
    for (const message of messages) parser.feed(mockFrame(message));
    expect(events).toEqual([
      [undefined, undefined, 'two\nlines 😀'],
      ['2-1', 'snapshot', { text: '{"a":1' }],
      [undefined, 'snapshot', { value: [1] }],
      [undefined, 'merge', { a: null }],
      [undefined, 'patch', [{ op: 'append', path: '/a', value: 'b' }]],
      [undefined, 'meta', 7],
      [undefined, 'end', { reason: 'error', length: 3, error: { code: 'cut' } }],
    ]);
  });

  test('a failure comes after all that was sent before it', async () => {
    const stream = mockEventStream();
    const reader = (await stream.fetch('/x')).body?.getReader();
    stream.send('a');
    stream.fail();
    stream.send('never');
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('a');
    await expect(reader?.read()).rejects.toThrow(TypeError);
    expect(stream.connections[0]?.state).toBe('failed');
  });

  test('bytes are sent as they are, and a later change of them is not seen', async () => {
    const stream = mockEventStream();
    const bytes = Uint8Array.of(0xf0, 0x9f);
    const response = await stream.fetch('/x');
    stream.send(bytes, Uint8Array.of(0x98, 0x80));
    bytes.fill(0);
    stream.close();
    expect(await response.text()).toBe('😀');
  });
});

describe('answers', () => {
  test('queued replies come in order, then the default', async () => {
    const stream = mockEventStream();
    stream.respond({ status: 503, headers: { 'retry-after': '1' }, body: 'busy' });
    stream.respond(new TypeError('fetch failed'));
    const busy = await stream.fetch('/x');
    expect([busy.status, busy.headers.get('retry-after'), await busy.text()]).toEqual([503, '1', 'busy']);
    await expect(stream.fetch('/x')).rejects.toThrow('fetch failed');
    expect((await stream.fetch('/x')).headers.get('content-type')).toMatch('text/event-stream');
    expect([stream.requests.length, stream.connections.length, stream.open.length]).toEqual([3, 2, 1]);
  });

  test('a whole body may come in chunks, and takes nothing that was kept for an open answer', async () => {
    const stream = mockEventStream();
    stream.send('kept');
    stream.respond({ body: ['a', 'b'] });
    expect(await chunksOfBody(await stream.fetch('/x'))).toEqual(['a', 'b']);
    const open = await stream.fetch('/x');
    stream.close();
    expect(await open.text()).toBe('kept');
  });

  test('a status that has no body needs none', async () => {
    const stream = mockEventStream();
    for (const status of [204, 205, 304]) {
      stream.respond({ status });
      const { status: told, body } = await stream.fetch('/x');
      expect([told, body]).toEqual([status, null]);
    }
    expect(stream.connections).toEqual([]);
  });

  test('a DELETE is answered 204 and leaves queued replies for the others', async () => {
    const stream = mockEventStream();
    stream.respond({ status: 429, body: '' });
    expect((await stream.fetch('/x', { method: 'delete' })).status).toBe(204);
    expect((await stream.fetch('/x')).status).toBe(429);
    expect(stream.requests.map(({ method }) => method)).toEqual(['DELETE', 'GET']);
  });

  test('an answer may depend on the request', async () => {
    const stream = mockEventStream({
      answer: ({ url }) => (url === '/gone' ? { status: 410, body: null } : undefined),
    });
    expect((await stream.fetch('/gone')).status).toBe(410);
    expect((await stream.fetch('/x')).status).toBe(200);
  });

  test('a reply may come later, and the request waits for it', async () => {
    const stream = mockEventStream();
    let reply = (_: { status: number; body: string }): void => {};
    stream.respond(new Promise((resolve) => (reply = resolve)));
    const response = stream.fetch('/x');
    await Promise.resolve();
    expect([stream.requests.length, stream.connections.length]).toEqual([1, 0]);
    reply({ status: 401, body: 'who?' });
    expect((await response).status).toBe(401);
  });
});

describe('what the server sees', () => {
  test('a request is recorded as it was sent, relative URLs and Request objects too', async () => {
    const stream = mockEventStream();
    await stream.fetch('/a?b=1', {
      method: 'post',
      headers: { A: '1' },
      body: new URLSearchParams({ q: '1' }),
    });
    await stream.fetch(
      new Request('http://localhost/r', { method: 'POST', headers: { B: '2' }, body: 'hi' }),
    );
    await stream.fetch(new URL('http://localhost/u'), { credentials: 'include' });
    const seen = stream.requests.map(({ url, method, headers, body, credentials }) => ({
      url,
      method,
      own: headers.get('a') ?? headers.get('b'),
      body,
      credentials,
    }));
    expect(seen).toEqual([
      { url: '/a?b=1', method: 'POST', own: '1', body: 'q=1', credentials: undefined },
      { url: 'http://localhost/r', method: 'POST', own: '2', body: 'hi', credentials: 'same-origin' },
      { url: 'http://localhost/u', method: 'GET', own: null, body: null, credentials: 'include' },
    ]);
  });

  test('connected waits for a connection, by number or for the newest that is open', async () => {
    const stream = mockEventStream();
    const first = stream.connected();
    const second = stream.connected(2);
    await stream.fetch('/1');
    expect((await first).request.url).toBe('/1');
    stream.close();
    const next = stream.connected();
    await stream.fetch('/2');
    expect((await second).request.url).toBe('/2');
    expect((await next).request.url).toBe('/2');
    expect((await stream.connected(1)).state).toBe('closed');
  });
});

describe('readers that leave', () => {
  test('an abort breaks the body at once, unread chunks included', async () => {
    const stream = mockEventStream();
    const abort = new AbortController();
    const response = await stream.fetch('/x', { signal: abort.signal });
    stream.send('unread');
    abort.abort();
    const connection = stream.connections[0];
    await connection?.readerLeft;
    expect(connection?.state).toBe('left');
    await expect(response.text()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  test('cancelling the body is leaving', async () => {
    const stream = mockEventStream();
    const response = await stream.fetch('/x');
    await response.body?.cancel();
    await stream.connections[0]?.readerLeft;
    expect(stream.open).toEqual([]);
  });

  test('an abort before the answer rejects the request and opens nothing', async () => {
    const stream = mockEventStream();
    const abort = new AbortController();
    stream.respond(new Promise(() => {}));
    const response = stream.fetch('/x', { signal: abort.signal });
    abort.abort(new Error('changed my mind'));
    await expect(response).rejects.toThrow('changed my mind');
    await expect(stream.fetch('/x', { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(stream.connections).toEqual([]);
  });

  test('an abort after the end changes nothing', async () => {
    const stream = mockEventStream();
    const abort = new AbortController();
    const response = await stream.fetch('/x', { signal: abort.signal });
    stream.send('all');
    stream.close();
    abort.abort();
    expect(await response.text()).toBe('all');
    expect(stream.connections[0]?.state).toBe('closed');
  });
});
