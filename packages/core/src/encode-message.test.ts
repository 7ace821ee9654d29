// decode(encode(m)) equals m, in both forms, whatever is in it and however it is cut.
import { randomCuts } from '@partialkit/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMessage } from './decode-message.ts';
import { encodeMessage } from './encode-message.ts';
import { createEvents } from './events.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { EndReason, Message, Operation } from './message.ts';
import { readMessages } from './read-messages.ts';

/** Any UTF-16, lone surrogates, line ends and NUL among it. */
const text = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({
    unit: fc.constantFrom('\r', '\n', '\0', '\ud83d', '\ude00', '\u2028', '\ufeff', ':', ' ', 'a', '"'),
  }),
);

const value = fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<JsonValue>;

const object = fc.dictionary(text, value) as fc.Arbitrary<JsonObject>;

const pointer = fc.array(text).map((keys) => keys.map((key) => `/${key}`).join(''));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path: pointer, value }),
  fc.record({ op: fc.constant('append'), path: pointer, value: text }),
  fc.record({ op: fc.constant('remove'), path: pointer }),
  fc.record({ op: fc.constantFrom('move', 'copy'), path: pointer, from: pointer }),
);

const end = fc.record(
  {
    type: fc.constant('end'),
    reason: fc.constantFrom<EndReason[]>('stop', 'length', 'filter', 'abort', 'error'),
    length: fc.nat(),
    error: fc.record({ code: text, message: text, retryable: fc.boolean() }, { requiredKeys: ['code'] }),
  },
  { requiredKeys: ['type', 'reason'] },
);

const content = fc.oneof(
  fc.record({ type: fc.constant('delta'), text }),
  fc.record({ type: fc.constant('snapshot'), text }),
  fc.record({ type: fc.constant('snapshot'), value }),
  fc.record({ type: fc.constant('merge'), value: object }),
  fc.record({ type: fc.constant('patch'), ops: fc.array(operation) }),
  fc.record({ type: fc.constant('meta'), value }),
  end,
) as fc.Arbitrary<Message>;

const id = fc.tuple(fc.integer({ min: 1 }), fc.integer({ min: 1 })).map((pair) => pair.join('-'));

const message: fc.Arbitrary<Message> = fc
  .tuple(content, fc.option(id, { nil: undefined }))
  // JSON makes no objects without a prototype.
  .map(
    ([each, name]) =>
      JSON.parse(JSON.stringify(name === undefined ? each : { id: name, ...each })) as Message,
  );

test('decode(encode(m)) equals m, as JSON', () => {
  fc.assert(
    fc.property(message, (each) => {
      const json = encodeMessage(each, 'json');
      expect(json).not.toContain('\n');
      expect(decodeMessage(json)).toStrictEqual(each);
      expect(decodeMessage(JSON.parse(json))).toStrictEqual(each);
    }),
  );
});

test('decode(encode(m)) equals m, as events in bytes that are cut anywhere', () => {
  fc.assert(
    fc.property(fc.array(message), fc.integer(), (all, seed) => {
      const told: unknown[] = [];
      const sink = {
        event: (event: { data: string }) => told.push(decodeMessage(event)),
        stray: () => expect.unreachable(),
        oversize() {},
      };
      const reader = createEvents(sink, 1 << 20);
      const decoder = new TextDecoder();
      const bytes = new TextEncoder().encode(all.map((each) => encodeMessage(each)).join(''));
      for (const cut of randomCuts(bytes, seed)) reader.push(decoder.decode(cut, { stream: true }));
      reader.end();
      expect(told).toStrictEqual(all);
    }),
  );
});

test('readMessages gives back what was encoded, up to the end, in every form', async () => {
  const isOpen = (each: Message): boolean => each.type !== 'end';
  const log = fc.tuple(
    fc.array(message.filter(isOpen)),
    fc.constant<Message>({ id: '9-9', type: 'end', reason: 'stop' }),
  );
  await fc.assert(
    fc.asyncProperty(log, fc.integer(), async ([open, last], seed) => {
      // Pieces without an id may come as one.
      const all = [...open.map((each, i) => ({ ...each, id: `1-${i + 1}` })), last];
      const events = randomCuts(
        new TextEncoder().encode(all.map((each) => encodeMessage(each)).join('')),
        seed,
      );
      const lines = all.map((each) => `${encodeMessage(each, 'json')}\n`).join('');
      const sources = [
        events,
        new Response(lines, { headers: { 'content-type': 'application/jsonl' } }),
        all,
      ];
      for (const source of sources) {
        const told: Message[] = [];
        for await (const each of readMessages(source)) told.push(each);
        expect(told).toStrictEqual(all);
      }
    }),
    { numRuns: 50 },
  );
});

test('an event is an id, a type and one line of data', () => {
  expect(encodeMessage({ id: '1-2', type: 'delta', text: 'a\n"b' })).toBe('id:1-2\ndata:"a\\n\\"b"\n\n');
  expect(encodeMessage({ type: 'end', reason: 'stop', length: 3 })).toBe(
    'event:end\ndata:{"reason":"stop","length":3}\n\n',
  );
  expect(encodeMessage({ type: 'meta', value: 1 }, 'json')).toBe('{"type":"meta","data":1}');
});
