// Our handler against the cases of docs/conformance: what it answers, given what a model writes.
import { readFileSync } from 'node:fs';
import { type Message, readMessages } from '@partialkit/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { partialHandler } from './partial-handler.ts';

const read = (file: string): string =>
  readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');
const headings = [...read('protocol.md').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);

// A field that is not named here is an error.
const Headers = z.record(z.string(), z.string());
const Said = z.union([
  z.string(),
  z.int().positive(),
  z.strictObject({ end: z.enum(['length', 'filter']) }),
  z.strictObject({ fails: z.string() }),
  z.strictObject({ hangs: z.literal(true) }),
]);
const Expected = z.strictObject({
  status: z.int(),
  headers: Headers.optional(),
  type: z.string().optional(),
  code: z.string().optional(),
  issues: z.array(z.array(z.string())).optional(),
  from: z.string().optional(),
  text: z.string().optional(),
  end: z
    .strictObject({
      reason: z.string(),
      length: z.int().optional(),
      error: z.strictObject({ code: z.string(), retryable: z.boolean().optional() }).optional(),
    })
    .optional(),
  timeline: z.array(z.tuple([z.int(), z.enum(['message', 'heartbeat'])])).optional(),
});
const Step = z.strictObject({
  method: z.enum(['POST', 'GET', 'DELETE', 'PUT']),
  query: z.record(z.string(), z.string()).optional(),
  headers: Headers.optional(),
  body: z.unknown().optional(),
  text: z.string().optional(),
  read: z.enum(['open', 'leave']).optional(),
  answer: Expected,
});
const Case = z.strictObject({
  name: z.string().min(1),
  rule: z
    .string()
    .refine((rule) => headings.includes(rule.replace(/, ([1-9]|10)$/, '')), 'no part of protocol.md'),
  input: z.record(z.string(), z.unknown()).optional(),
  limit: z.int().optional(),
  deserted: z.enum(['stop', 'continue']).optional(),
  calls: z.int().optional(),
  model: z.array(Said),
  steps: z.array(Step).min(1),
});
const File = z.strictObject({ about: z.string(), cases: z.array(Case).min(1) });
const { cases } = File.parse(JSON.parse(read('conformance/serving.json')));

type Said = z.output<typeof Said>;
type Step = z.output<typeof Step>;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A model that says what a case has it say. */
async function* produce(model: readonly Said[]): AsyncGenerator<Message> {
  for (const each of model) {
    if (typeof each === 'string') yield { type: 'delta', text: each };
    else if (typeof each === 'number') await pause(each);
    else if ('fails' in each) throw new Error(each.fails);
    else if ('end' in each) return yield { type: 'end', reason: each.end };
    else await new Promise(() => {});
  }
  yield { type: 'end', reason: 'stop' };
}

function requestOf({ method, query = {}, headers, body, text }: Step, last: string): Request {
  const url = new URL('http://localhost/run');
  for (const [name, value] of Object.entries(query))
    url.searchParams.set(name, value.replace(/^last$/, last));
  const content = text ?? (body === undefined ? null : JSON.stringify(body));
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Request(url, { method, body: content, headers: { ...type, ...headers } });
}

/** What an answer says in the end, and when it said each thing. */
async function hear({ headers, body }: Response, how: Step['read']) {
  const start = Date.now();
  const timeline: [number, 'message' | 'heartbeat'][] = [];
  const blank = /ndjson/.test(headers.get('content-type') ?? '') ? '\n' : '\n\n';
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const reading = (async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return;
      const piece = decoder.decode(value, { stream: true });
      text += piece;
      for (const part of piece.replace(/\n+$/, '').split(blank))
        timeline.push([Date.now() - start, /^(:.*)?$/.test(part) ? 'heartbeat' : 'message']);
    }
  })();
  await vi.advanceTimersByTimeAsync(how ? 50 : 100_000);
  if (how === 'leave') await reader?.cancel();
  if (how !== 'open') await reading;
  return { text, timeline };
}

async function messagesOf(text: string, { headers }: Response): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const message of readMessages(new Response(text, { headers }))) messages.push(message);
  return messages;
}

/** Ids without holes, a snapshot at the beginning, one end; and the text that they come to. */
function expectLog(messages: readonly Message[], from: string): string {
  const [, epoch, seq] = /^(\d+)-(\d+)$/.exec(from) ?? [];
  expect(messages.map(({ id }) => id)).toEqual(messages.map((_, i) => `${epoch}-${Number(seq) + i}`));
  if (seq === '1') expect(messages[0]?.type).toBe('snapshot');
  expect(messages.findIndex(({ type }) => type === 'end')).toBe(messages.length - 1);
  return messages
    .map((message) => (message.type === 'delta' || message.type === 'snapshot' ? message.text : ''))
    .join('');
}

describe('a server', () => {
  test.for(cases.map((each) => [each.name, each] as const))('%s', async ([, each]) => {
    const { input, limit, deserted, model, steps, calls } = each;
    const words = model.flatMap((said) => (typeof said === 'object' && 'fails' in said ? [said.fails] : []));
    let asked = 0;
    const handler = partialHandler({
      schema: z.unknown(),
      input: input && z.fromJSONSchema(input),
      inputBytes: limit,
      onDisconnect: deserted,
      produce() {
        asked++;
        const [first] = model;
        // A call that fails at once fails before there is a stream.
        if (typeof first === 'object' && 'fails' in first) throw new Error(first.fails);
        return produce(model);
      },
    });
    let last = '';
    for (const step of steps) {
      const { answer } = step;
      const response = await handler(requestOf(step, last));
      const { text, timeline } = await hear(response, step.read);
      expect(response.status).toBe(answer.status);
      for (const word of words) expect(text).not.toContain(word);
      for (const [name, value] of Object.entries(answer.headers ?? {}))
        expect(response.headers.get(name)).toBe(value);
      if (answer.type) expect(response.headers.get('content-type')?.split(';')[0]).toBe(answer.type);
      if (answer.timeline) expect(timeline).toEqual(answer.timeline);
      if (answer.code) {
        const { error } = JSON.parse(text);
        expect([error.code, typeof error.message]).toEqual([answer.code, 'string']);
        const paths = error.issues?.map(({ path }: { path: unknown }) => path);
        expect(paths).toEqual(answer.issues);
      } else if (response.ok && response.body && !step.read) {
        const messages = await messagesOf(text, response);
        const found = expectLog(messages, (answer.from ?? '1-1').replace(/^last$/, last));
        if (answer.text !== undefined) expect(found).toBe(answer.text);
        if (answer.end) expect(messages.at(-1)).toMatchObject(answer.end);
        last = messages.at(-1)?.id ?? '';
      }
    }
    if (calls !== undefined) expect(asked).toBe(calls);
  });

  test('has no two cases of one name', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});
