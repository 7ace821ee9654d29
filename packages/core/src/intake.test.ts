// How what a source gives is framed, and what it comes to.
import { chunksOf, everyPrefix, everySplit } from '@partialkit/testing';
import { describe, expect, test, vi } from 'vitest';
import type { Message } from './message.ts';
import { type MessageOptions, type MessageSource, readMessages } from './read-messages.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function read(source: MessageSource, options?: MessageOptions): Promise<Message[]> {
  const all: Message[] = [];
  for await (const message of readMessages(source, options)) all.push(message);
  return all;
}

/** Adjacent pieces as one: their number is the network's affair. */
async function joined(source: MessageSource, options?: MessageOptions): Promise<Message[]> {
  const all: Message[] = [];
  for (const message of await read(source, options)) {
    const last = all.at(-1);
    if (message.type === 'delta' && last?.type === 'delta') {
      all.splice(-1, 1, { type: 'delta', text: last.text + message.text });
    } else all.push(message);
  }
  return all;
}

const stop: Message = { type: 'end', reason: 'stop' };
const cut: Message = { type: 'end', reason: 'error', error: { code: 'cut' } };
const delta = (text: string): Message => ({ type: 'delta', text });
const failed = (code: string, more: object = {}): unknown => ({
  type: 'end',
  reason: 'error',
  error: expect.objectContaining({ code, ...more }),
});

describe('text', () => {
  const text = '\n {"name": "Zoë 😀", "tags": ["data: x"]}';

  test('of no known format is the document, cut anywhere', async () => {
    for (const pieces of everySplit(encode(text))) expect(await joined(pieces)).toEqual([delta(text), stop]);
    expect(await joined(chunksOf(text, 1))).toEqual([delta(text), stop]);
    expect(await read([])).toEqual([stop]);
    expect(await read([encode('\ufeff')])).toEqual([stop]);
  });

  test('is handed on at once, but for what may still begin an event stream', async () => {
    expect(await read(['{', '"a"', ':1}'])).toEqual([delta('{'), delta('"a"'), delta(':1}'), stop]);
    expect(await read(['d', 'at', 'e'])).toEqual([delta('date'), stop]);
    expect(await read(['even'])).toEqual([delta('even'), stop]);
  });

  test('that begins like an event stream is one, whatever its content type says', async () => {
    const stream = '\n: hello\n\nevent: end\ndata: {"reason": "stop"}\n\n';
    for (const type of ['text/plain', 'application/json', 'text/html', 'text/event-stream']) {
      expect(await read(new Response(stream, { headers: { 'content-type': type } }))).toEqual([stop]);
    }
    for (const pieces of everySplit(encode(`\ufeff${stream}`))) expect(await read(pieces)).toEqual([stop]);
    for (const pieces of everySplit(`\ufeffdata: "a"\n\n`))
      expect(await joined(pieces)).toEqual([delta('a'), cut]);
  });

  test('that is a page for people is no stream', async () => {
    const page = new Response('<html>', { headers: { 'content-type': 'text/html' } });
    expect(await read(page)).toEqual([failed('protocol')]);
  });
});

describe('events', () => {
  test('of our own protocol end only with their end', async () => {
    const stream = 'id: 1-1\nevent: snapshot\ndata: {"text": "{"}\n\nid: 1-2\ndata: "}"\n\n';
    const messages = [
      { id: '1-1', type: 'snapshot', text: '{' },
      { id: '1-2', ...delta('}') },
    ];
    expect(await read([stream])).toEqual([...messages, cut]);
    expect(await read([stream, 'event: end\ndata: {"reason": "stop"}\n\ndata: "more"\n\n'])).toEqual([
      ...messages,
      stop,
    ]);
    // Half an event at the end is dropped.
    expect(await read([stream, 'event: end\ndata: {"reason": "stop"}'])).toEqual([...messages, cut]);
  });

  test('of our own protocol are read strictly, but for types to come', async () => {
    const stream = (event: string): string[] => ['data: "{"\n\n', event, '\n\ndata: "}"\n\n'];
    expect(await read(stream('data: {"a": 1}'))).toEqual([delta('{'), failed('protocol')]);
    expect(await read(stream('data: "a'))).toEqual([delta('{'), failed('protocol')]);
    expect(await read(stream('event: later\ndata: {}'))).toEqual([delta('{'), delta('}'), cut]);
    // Its id counts.
    expect(await read(stream('id: 1-3\nevent: later\ndata: {}'))).toEqual([
      delta('{'),
      { id: '1-3', ...delta('') },
      delta('}'),
      cut,
    ]);
  });

  test('without a name that hold JSON values are snapshots', async () => {
    const snapshots =
      'data: {"a": 1}\n\nevent: ping\ndata: now\n\nevent: message\ndata: {"a": 1, "b": [2]}\n\n';
    const messages = [
      { type: 'snapshot', value: { a: 1 } },
      { type: 'snapshot', value: { a: 1, b: [2] } },
    ];
    expect(await read([snapshots])).toEqual([...messages, stop]);
    expect(await read([snapshots, 'data: [DONE]\n\n', 'data: {}\n\n'])).toEqual([...messages, stop]);
    expect(await read([snapshots, 'data: {"a": 1, "b"'])).toEqual([...messages, cut]);
    expect(await read([snapshots, 'event: error\ndata: {"message": "no"}\n\n'])).toEqual([
      ...messages,
      failed('provider', { message: 'no' }),
    ]);
    expect(await read([snapshots, 'event: end\ndata: {"reason": "length"}\n\n'])).toEqual([
      ...messages,
      { type: 'end', reason: 'length' },
    ]);
  });

  test('that say nothing were cut', async () => {
    for (const body of [': hb\n\n', 'data: [DONE]\n\n', 'event: ping\ndata: {}\n\n'])
      expect(await read([body])).toEqual([cut]);
    expect(await read(new Response('', { headers: { 'content-type': 'text/event-stream' } }))).toEqual([cut]);
  });

  test('may say when to come again', async () => {
    const onRetry = vi.fn();
    await read(['retry: 1500\n\n'], { onRetry });
    expect(onRetry).toHaveBeenCalledWith(1500);
  });

  test('that are no JSON are an error', async () => {
    expect(await read(['data: Hello\n\n'])).toEqual([failed('protocol')]);
  });
});

describe('lines', () => {
  const lines = (body: string): Response =>
    new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });

  test('are snapshots, or messages', async () => {
    expect(await read(lines('{"a":1}\r\n\n{"a":2}'))).toEqual([
      { type: 'snapshot', value: { a: 1 } },
      { type: 'snapshot', value: { a: 2 } },
      stop,
    ]);
    expect(
      await read(lines('{"id":"1-1","type":"delta","data":"a"}\n{"type":"end","data":{"reason":"stop"}}\n')),
    ).toEqual([{ id: '1-1', ...delta('a') }, stop]);
  });

  test('that break off were cut', async () => {
    expect(await read(lines('{"a":1}\n{"a":'))).toEqual([{ type: 'snapshot', value: { a: 1 } }, cut]);
    expect(await read(lines('{"a":\n'))).toEqual([failed('protocol')]);
  });
});

describe('objects', () => {
  test('are messages, or snapshots', async () => {
    const messages: Message[] = [
      { type: 'snapshot', text: 'a' },
      delta('b'),
      { type: 'patch', ops: [] },
      stop,
    ];
    expect(await read(messages)).toEqual(messages);
    expect(await read([{ a: 1 }, { a: 2 }])).toEqual([
      { type: 'snapshot', value: { a: 1 } },
      { type: 'snapshot', value: { a: 2 } },
      stop,
    ]);
    expect(await read([{ type: 'delta', text: 5 }])).toEqual([failed('protocol')]);
    expect(await read([delta('a')])).toEqual([delta('a'), cut]);
  });

  test('may be the full stream of an AI SDK result', async () => {
    const result = {
      textStream: [],
      fullStream: new ReadableStream({
        start(controller) {
          for (const part of [
            { type: 'start' },
            { type: 'text-delta', id: '0', text: '{"a":' },
            { type: 'text-delta', id: '0', text: '1}' },
            { type: 'finish', finishReason: 'stop', totalUsage: { totalTokens: 3 } },
          ])
            controller.enqueue(part);
          controller.close();
        },
      }),
    };
    expect(await joined(result)).toEqual([
      delta('{"a":1}'),
      { type: 'meta', value: { usage: { totalTokens: 3 } } },
      stop,
    ]);
  });
});

describe('a limit', () => {
  test.for([
    ['one long event', ['data: "', 'a'.repeat(200), '"\n\n']],
    ['one long event in one piece', [`data: "${'a'.repeat(200)}"\n\n`]],
    [
      'an event of many lines',
      ['data: [\n', ...Array.from({ length: 99 }, () => 'data: 1,\n'), 'data: 1]\n\n'],
    ],
  ] as [string, string[]][])('ends %s', async ([, pieces]) => {
    expect(await read(pieces, { limit: 100 })).toEqual([failed('limit')]);
  });

  test('ends a long line', async () => {
    const headers = { 'content-type': 'Application/JSONL' };
    for (const end of ['', '\n']) {
      expect(await read(new Response(`"${'a'.repeat(200)}"${end}`, { headers }), { limit: 100 })).toEqual([
        failed('limit'),
      ]);
    }
  });

  test('does not hold for plain text, nor for many short events', async () => {
    expect(await joined(['a'.repeat(200)], { limit: 100 })).toEqual([delta('a'.repeat(200)), stop]);
    const events = [
      ...Array.from({ length: 50 }, () => 'data: "a"\n\n'),
      'event: end\ndata: {"reason":"stop"}\n\n',
    ];
    expect(await joined([events.join('')], { limit: 100 })).toEqual([delta('a'.repeat(50)), stop]);
  });
});

test('pieces of one chunk come as one', async () => {
  const chunk = (content: string): string =>
    `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
  expect(await read([chunk('{"a"') + chunk(': ') + chunk('1'), chunk('}')])).toEqual([
    delta('{"a": 1'),
    delta('}'),
    cut,
  ]);
});

test('no prefix of an answer is a success before its terminal mark', async () => {
  const chunk = (choice: object): string => `data: ${JSON.stringify({ choices: [choice] })}\n\n`;
  const answer = `${chunk({ delta: { content: '{}' } })}${chunk({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`;
  // Whole but for its blank line, it is taken.
  const mark = answer.indexOf('data: [DONE]') - 2;
  for (const prefix of everyPrefix(encode(answer))) {
    const end = (await read([prefix])).at(-1);
    if (prefix.length === 0) continue;
    // A few letters of its beginning are a text, which is no document.
    if (prefix.length < 'data:'.length) expect(end).toEqual(stop);
    else expect(end).toEqual(prefix.length < mark ? cut : stop);
  }
});
