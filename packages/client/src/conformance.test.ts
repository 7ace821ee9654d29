// Our store against the cases of docs/conformance: what it asks a server for, and what it comes to.
import { readFileSync } from 'node:fs';
import { type MockConnection, type MockReply, type MockRequest, mockEventStream } from '@partialkit/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createPartialStore } from './store.ts';

const read = (file: string): string =>
  readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');
const headings = [...read('protocol.md').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);

// A field that is not named here is an error.
const Headers = z.record(z.string(), z.string());
const Message = z.strictObject({ id: z.string().optional(), type: z.string(), data: z.unknown() });
const Shown = z.strictObject({ shown: z.unknown() });
const Piece = z.union([z.string(), z.int().positive(), Message, Shown]);
const times = z.int().min(2).optional();
const Answer = z.union([
  z.strictObject({ fails: z.literal(true), times }),
  z.strictObject({
    status: z.int().optional(),
    headers: Headers.optional(),
    body: z.array(Piece).optional(),
    end: z.enum(['reset', 'open']).optional(),
    delay: z.int().positive().optional(),
    online: z.int().positive().optional(),
    times,
  }),
]);
const Asked = z.strictObject({
  method: z.enum(['POST', 'GET']),
  after: z.string().optional(),
  headers: Headers.optional(),
  wait: z.tuple([z.number(), z.number()]).optional(),
  times,
});
const Result = z.strictObject({
  status: z.enum(['done', 'incomplete', 'stopped', 'error']),
  document: z.unknown().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  meta: z.array(z.unknown()).optional(),
});
const Case = z.strictObject({
  name: z.string().min(1),
  rule: z
    .string()
    .refine((rule) => headings.includes(rule.replace(/, ([1-9]|10)$/, '')), 'no part of protocol.md'),
  schema: z.record(z.string(), z.unknown()).optional(),
  headers: z.tuple([Headers, Headers]).optional(),
  now: z.iso.datetime().optional(),
  answers: z.array(Answer).min(1),
  requests: z.array(Asked).min(1),
  result: Result,
});
const File = z.strictObject({ about: z.string(), cases: z.array(Case).min(1) });
const { cases } = File.parse(JSON.parse(read('conformance/reading.json')));

type Answer = z.output<typeof Answer>;

const DEFAULTS = { 'content-type': 'text/event-stream; charset=utf-8', 'partial-stream': 'v1' };

const repeated = <T extends { readonly times?: number | undefined }>(all: readonly T[]): T[] =>
  all.flatMap((each) => Array<T>(each.times ?? 1).fill(each));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A message as the wire has it: what a case says is not always a message of ours. */
function written({ id, type, data }: z.output<typeof Message>, isLines: boolean): string {
  if (isLines) return `${JSON.stringify({ id, type, data })}\n`;
  const name = type === 'delta' ? '' : `event: ${type}\n`;
  return `${id === undefined ? '' : `id: ${id}\n`}${name}data: ${JSON.stringify(data)}\n\n`;
}

/** What a request says, but for its run, which must be that of all. */
function askedBy({ method, url, headers }: MockRequest, run: string | undefined) {
  const query = new URL(url, 'http://localhost').searchParams;
  const key = method === 'POST' ? headers.get('idempotency-key') : query.get('run');
  expect(key).toBe(run);
  return { method, after: headers.get('last-event-id') ?? query.get('after') ?? undefined };
}

let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets a store read the answers of a case, and tells all that came of it. */
async function play({ schema, headers, now, answers, requests }: z.output<typeof Case>) {
  if (now) vi.setSystemTime(now);
  const waiting = repeated(answers);
  const asked: { request: MockRequest; at: number }[] = [];
  const metas: unknown[] = [];
  /** What was to be shown, and what was. */
  const shown: [unknown, unknown][] = [];

  const stream = mockEventStream({ answer: replyTo });
  const store = createPartialStore({
    schema: schema ? z.fromJSONSchema(schema) : z.unknown(),
    url: '/run',
    throttle: 0,
    onMeta: (meta) => metas.push(meta),
    ...(headers && { headers: ({ refused }) => headers[refused ? 1 : 0] }),
    async fetch(input, init) {
      const answer = init?.method === 'DELETE' ? undefined : waiting[0];
      const nth = stream.connections.length;
      const response = await stream.fetch(input, init);
      const connection = stream.connections[nth];
      if (answer && connection) void carry(connection, answer);
      return response;
    },
  });

  function replyTo(request: MockRequest): MockReply | undefined {
    // A reader may stop what it cannot use.
    if (request.method === 'DELETE') return undefined;
    asked.push({ request, at: Date.now() });
    const answer = waiting.shift();
    // One request too many is told by the count of them.
    if (!answer) return { status: 400, body: null };
    if ('fails' in answer) return new TypeError('fetch failed');
    const { status = 200, delay, online, body } = answer;
    const reply = { status, headers: answer.headers ?? DEFAULTS, ...(!body && { body: null }) };
    if (online) setTimeout(() => page.dispatchEvent(new Event('online')), online);
    return delay ? pause(delay).then(() => reply) : reply;
  }

  async function carry(connection: MockConnection, answer: Answer): Promise<void> {
    if ('fails' in answer) return;
    const isLines = /ndjson/.test(answer.headers?.['content-type'] ?? '');
    for (const piece of answer.body ?? []) {
      if (typeof piece === 'number') await pause(piece);
      else if (typeof piece === 'string') connection.send(piece);
      else if ('type' in piece) connection.send(written(piece, isLines));
      else {
        await pause(1);
        shown.push([piece.shown, store.getState().partial]);
      }
    }
    if (answer.end === 'reset') connection.fail();
    else if (answer.end !== 'open') connection.close();
  }

  const over = store.submit({});
  await vi.advanceTimersByTimeAsync(1_000_000);
  await over;
  const { status, partial, data, error, run } = store.getState();
  const document = status === 'done' ? data : partial;
  const expected = repeated(requests);
  const waits = asked.map(({ at }, i) => at - (asked[i - 1]?.at ?? at));
  return { asked, run, expected, waits, shown, waiting, metas, state: { status, error, document } };
}

describe('a reader', () => {
  test.for(cases.map((each) => [each.name, each] as const))('%s', async ([, each]) => {
    const { result } = each;
    const { asked, run, expected, waits, shown, waiting, metas, state } = await play(each);
    expect(asked.map(({ request }) => askedBy(request, run))).toEqual(
      expected.map(({ method, after }) => ({ method, after })),
    );
    expected.forEach(({ headers = {}, wait }, i) => {
      for (const name in headers) expect(asked[i]?.request.headers.get(name)).toBe(headers[name]);
      if (!wait) return;
      expect(waits[i]).toBeGreaterThanOrEqual(wait[0]);
      expect(waits[i]).toBeLessThanOrEqual(wait[1]);
    });
    expect(waiting).toEqual([]);
    expect(shown.map(([, found]) => found)).toEqual(shown.map(([wanted]) => wanted));
    expect(state.status).toBe(result.status);
    if (result.error) expect(state.error?.code).toBe(result.error);
    if (result.message) expect(state.error?.message).toBe(result.message);
    if (result.meta) expect(metas).toEqual(result.meta);
    // As text, since a key named __proto__ is easily overlooked.
    if ('document' in result) expect(JSON.stringify(state.document)).toBe(JSON.stringify(result.document));
  });
});

describe('the cases', () => {
  test('have names of their own', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  test('leave out none of the rules for readers', () => {
    const rules = new Set(cases.map(({ rule }) => rule));
    const wanted = Array.from({ length: 10 }, (_, i) => `What a reader does, ${i + 1}`);
    expect([...wanted, 'Messages', 'What else is read'].filter((rule) => !rules.has(rule))).toEqual([]);
  });
});
