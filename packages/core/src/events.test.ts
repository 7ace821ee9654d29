// Chunk boundaries never change the events.
import { chunksOf, everySplit } from '@partialkit/testing';
import { type SseCase, sseCases } from '@partialkit/testing/recordings';
import { expect, test } from 'vitest';
import { createEvents } from './events.ts';

/** Where eventsource-parser forgets an id whose event has no data; no event of ours is without. */
const WITHOUT_DATA = ['id without data counts', 'id without data, then end'];

function read(chunks: Iterable<Uint8Array>): SseCase['expected'] {
  const decoder = new TextDecoder();
  const events: SseCase['expected']['events'][number][] = [];
  let retry: number | null = null;
  let lastEventId = '';
  const reader = createEvents(
    {
      event({ event: type = 'message', data, id = lastEventId }) {
        lastEventId = id;
        events.push({ type, data, lastEventId });
      },
      stray() {},
      oversize: () => expect.unreachable(),
      retry(ms) {
        retry = ms;
      },
    },
    1 << 16,
  );
  for (const chunk of chunks) reader.push(decoder.decode(chunk, { stream: true }));
  reader.push(decoder.decode());
  reader.end();
  return { events, retry, lastEventId };
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(chunks.flatMap((chunk) => [...chunk]));
}

test.for(sseCases().map((each) => [each.name, each] as const))(
  '%s, cut anywhere',
  ([name, { chunks, expected }]) => {
    const whole = join(chunks);
    const cuts = [
      chunks,
      [whole],
      chunksOf(whole, 1),
      chunksOf(whole, 2),
      chunksOf(whole, 3),
      ...everySplit(whole),
    ];
    for (const cut of cuts) {
      const told = read(cut);
      if (WITHOUT_DATA.includes(name)) {
        const plain = ({ type, data }: SseCase['expected']['events'][number]) => [type, data];
        expect(told.events.map(plain)).toEqual(expected.events.map(plain));
      } else expect(told).toEqual(expected);
    }
  },
);

test('a last event without its blank line is a whole one only for a lenient reader', () => {
  for (const end of ['', '\n', '\r', '\r\n']) {
    for (const lenient of [false, true]) {
      const told: string[] = [];
      const sink = { event: ({ data }: { data: string }) => told.push(data), stray() {}, oversize() {} };
      const reader = createEvents(sink, 100);
      reader.push(`data: a\n\ndata: b${end}`);
      reader.end(lenient);
      expect(told).toEqual(lenient ? ['a', 'b'] : ['a']);
    }
  }
});

test('lines that are no fields are told as they are', () => {
  let stray = '';
  const sink = {
    event() {},
    stray(line: string) {
      stray += line;
    },
    oversize() {},
  };
  const reader = createEvents(sink, 1000);
  for (const piece of chunksOf('data: 1\n\n{\n  "error": {"code": 499}\n}\n', 3)) reader.push(piece);
  expect(JSON.parse(stray)).toEqual({ error: { code: 499 } });
});

test('what is longer than the limit is told, on one line or on many', () => {
  for (const line of ['data: aaaaaaaaaa', 'data: a\n', ': aaaaaaaa']) {
    let told = 0;
    const sink = {
      event() {},
      stray() {},
      oversize() {
        told++;
      },
    };
    const reader = createEvents(sink, 64);
    for (let i = 0; i < 200 && !told; i++) reader.push(line);
    expect(told).toBe(1);
  }
});
