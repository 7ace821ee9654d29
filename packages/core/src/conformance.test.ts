// Our own reading and writing of messages against the cases of docs/conformance.
import { readFileSync } from 'node:fs';
import { chunksOf } from '@partialkit/testing';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { decodeMessage } from './decode-message.ts';
import { encodeMessage } from './encode-message.ts';
import { PartialError } from './error.ts';
import { createEvents } from './events.ts';
import type { Message } from './message.ts';
import { readMessages } from './read-messages.ts';

const read = (file: string): string =>
  readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');
const headings = [...read('protocol.md').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);

/** What every case begins with; a field that is not named is an error. */
const Case = z.strictObject({
  name: z.string().min(1),
  rule: z
    .string()
    .refine((rule) => headings.includes(rule.replace(/, ([1-9]|10)$/, '')), 'no part of protocol.md'),
});
const MessageJson = z.strictObject({
  id: z.string().optional(),
  type: z.string(),
  data: z.unknown().refine((data) => data !== undefined),
});
const Spelled = Case.extend({ event: z.string().optional(), json: z.string().optional() });
const MessageCase = z.union([
  Spelled.extend({ message: MessageJson, canonical: z.literal(true).optional() }),
  Spelled.extend({ ignored: z.literal(true) }),
  Spelled.extend({ refused: z.literal(true) }),
]);
const FramingCase = Case.extend({
  type: z.string(),
  body: z.string(),
  messages: z.array(MessageJson).min(1),
});

function casesOf<T extends z.ZodType<{ name: string }>>(file: string, item: T): [string, z.output<T>][] {
  const File = z.strictObject({ about: z.string(), cases: z.array(item).min(1) });
  const { cases } = File.parse(JSON.parse(read(`conformance/${file}`)));
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  return cases.map((each) => [each.name, each]);
}

/** A message as the JSON form has it: parsed, so that nothing of ours is in it. */
const jsonOf = (message: Message): unknown => JSON.parse(encodeMessage(message, 'json'));

/** What is made of each spelling of a case. */
function decoded({ event, json }: z.output<typeof Spelled>): unknown[] {
  const found: unknown[] = [];
  const attempt = (...args: Parameters<typeof decodeMessage>): void => {
    try {
      const message = decodeMessage(...args);
      found.push(message ? jsonOf(message) : 'ignored');
    } catch (error) {
      found.push(error instanceof PartialError ? error.code : error);
    }
  };
  if (json !== undefined) attempt(json);
  if (event !== undefined) {
    const reader = createEvents({ event: attempt, stray: expect.unreachable, oversize() {} }, 1 << 20);
    reader.push(event);
    reader.end();
  }
  return found;
}

describe('a message', () => {
  test.for(casesOf('messages.json', MessageCase))('%s', ([, each]) => {
    const spellings = [each.event, each.json].filter((text) => text !== undefined);
    expect(spellings).not.toEqual([]);
    const outcome = 'message' in each ? each.message : 'ignored' in each ? 'ignored' : 'protocol';
    expect(decoded(each)).toEqual(spellings.map(() => outcome));
    if (!('canonical' in each)) return;
    const message = decodeMessage(JSON.stringify(each.message)) as Message;
    expect([encodeMessage(message), encodeMessage(message, 'json')]).toEqual([each.event, each.json]);
  });
});

describe('a body', () => {
  test.for(casesOf('framing.json', FramingCase))('%s', async ([, { type, body, messages }]) => {
    const bytes = new TextEncoder().encode(body);
    for (const size of [1, 2, 3, 7, 64, bytes.length]) {
      const chunks = chunksOf(bytes, size);
      const stream = new ReadableStream({
        pull(controller) {
          const chunk = chunks.shift();
          if (chunk) controller.enqueue(chunk);
          else controller.close();
        },
      });
      const told: unknown[] = [];
      for await (const message of readMessages(new Response(stream, { headers: { 'content-type': type } }))) {
        // An end without an id is what our reader says of a body that breaks off.
        if (message.type !== 'end' || message.id) told.push(jsonOf(message));
      }
      expect(told).toEqual(messages);
    }
  });
});
