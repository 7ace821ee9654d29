// Whatever a server or a function streams: read by what it is, and successful only by its own word.
import { chunksOf, type MockReply, mockEventStream } from '@partialkit/testing';
import { recordings } from '@partialkit/testing/recordings';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { PartialStoreOptions } from './options.ts';
import { createPartialStore } from './store.ts';

const Doc = z.object({ name: z.string(), tags: z.array(z.string()) });
const value = { name: 'Ada', tags: ['a', 'b'] };
const json = JSON.stringify(value);
type Init = Partial<PartialStoreOptions<typeof Doc>>;

async function answer(
  type: string,
  chunks: readonly string[],
  init: Init = {},
  end: 'close' | 'fail' = 'close',
) {
  const stream = mockEventStream();
  stream.respond({ headers: { 'content-type': type } });
  stream.send(...chunks);
  stream[end]();
  const options = { schema: Doc, url: '/x', fetch: stream.fetch, throttle: 0, retry: { baseMs: 0 }, ...init };
  const store = createPartialStore(options as PartialStoreOptions<typeof Doc>);
  const shown: unknown[] = [];
  store.subscribe(
    ({ partial }) => partial,
    (partial) => shown.push(partial),
  );
  await store.submit();
  const { status, data, error } = store.getState();
  return { status, data, code: error?.code, shown, asked: stream.requests.length, store };
}

test.for([
  ['Application/JSON', [json]],
  ['Application/X-NDJSON', ['{"name":"A"}\n', `${json}\n`]],
  ['Text/Event-Stream; Charset=UTF-8', [`data: ${json}\n\n`]],
] as const)('a body is read by the name of its type in any letters: %s', async ([type, chunks]) => {
  const got = await answer(type, chunks);
  expect([got.status, got.data, got.asked]).toEqual(['done', value, 1]);
});

describe('growing JSON', () => {
  test.for(['application/json', 'text/plain; charset=utf-8', 'application/octet-stream'])(
    'as %s',
    async (type) => {
      const got = await answer(type, chunksOf(json, 5));
      expect([got.status, got.data, got.asked]).toEqual(['done', value, 1]);
      expect(got.shown.length).toBeGreaterThan(3);
    },
  );

  test('that is cut is incomplete, however the socket ended, and never asked for again', async () => {
    for (const end of ['close', 'fail'] as const) {
      for (let cut = 1; cut < json.length; cut++) {
        const got = await answer('application/json', [json.slice(0, cut)], {}, end);
        expect([got.status, got.data, got.asked]).toEqual(['incomplete', undefined, 1]);
      }
    }
    const closed = await answer('application/json', [json], {}, 'fail');
    expect([closed.status, closed.code, closed.asked]).toEqual(['incomplete', 'cut', 1]);
  });
});

describe('snapshots that nobody numbers', () => {
  const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
  const snapshots = [
    { name: 'A', tags: null },
    { name: 'Ada', tags: null },
    { name: 'Ada', tags: ['a'] },
    value,
  ];

  test.for([[[]], [['data: [DONE]\n\n']]])('replace each other, with %j at the end', async ([tail = []]) => {
    const got = await answer('text/event-stream', [...snapshots.map(event), ...tail]);
    expect([got.status, got.data]).toEqual(['done', value]);
    expect(got.shown).toEqual([{ name: 'A' }, { name: 'Ada' }, { name: 'Ada', tags: ['a'] }, value]);
  });

  test('are merged where they hold what is new only', async () => {
    const pieces = [{ name: 'A' }, { name: 'Ada' }, { tags: ['a'] }, { tags: ['a', 'b'] }];
    const got = await answer('text/event-stream', pieces.map(event), { mode: 'merge' });
    expect([got.status, got.data]).toEqual(['done', value]);
    expect(got.shown[2]).toEqual({ name: 'Ada', tags: ['a'] });
  });

  test('that end before the schema is satisfied are incomplete', async () => {
    const got = await answer('text/event-stream', snapshots.slice(0, 2).map(event));
    expect([got.status, got.code, got.store.getState().partial]).toEqual([
      'incomplete',
      'invalid',
      { name: 'Ada' },
    ]);
  });

  test('that are cut are incomplete, and not asked for again', async () => {
    const got = await answer('text/event-stream', snapshots.map(event), {}, 'fail');
    expect([got.status, got.code, got.asked]).toEqual(['incomplete', 'cut', 1]);
  });

  test('as lines are read too', async () => {
    const lines = snapshots.map((snapshot) => `${JSON.stringify(snapshot)}\n`);
    const got = await answer('application/x-ndjson', lines);
    expect([got.status, got.data]).toEqual(['done', value]);
  });
});

test('lines that are messages are read as messages', async () => {
  const got = await answer('application/x-ndjson', [
    '{"type":"delta","data":"{\\"name\\":\\"A"}\n',
    '{"type":"delta","data":"da\\",\\"tags\\":[]}"}\n',
    '{"type":"end","data":{"reason":"stop"}}\n',
  ]);
  expect(got.data).toEqual({ name: 'Ada', tags: [] });
});

describe('messages without ids', () => {
  const delta = (text: string) => `data: ${JSON.stringify(text)}\n\n`;
  const end = (reason: string) => `event: end\ndata: {"reason":"${reason}"}\n\n`;

  test('are a whole run where they end', async () => {
    const got = await answer('text/event-stream', [delta(json), end('stop')]);
    expect([got.status, got.data]).toEqual(['done', value]);
  });

  test.for([
    ['length', 'incomplete', 'incomplete'],
    ['filter', 'incomplete', 'incomplete'],
    ['abort', 'stopped', undefined],
    ['error', 'error', 'provider'],
  ] as const)('that end with %s leave the store %s', async ([reason, status, code]) => {
    const got = await answer('text/event-stream', [delta('{"name":"A'), end(reason)]);
    expect([got.status, got.code, got.store.getState().partial]).toEqual([status, code, { name: 'A' }]);
  });

  test('that are cut are incomplete, since they cannot be gone on with', async () => {
    const got = await answer('text/event-stream', [delta('{"name":"A')]);
    expect([got.status, got.code, got.asked]).toEqual(['incomplete', 'cut', 1]);
  });
});

describe('the stream of a provider', () => {
  const single = recordings.filter(
    ({ expected }) => expected.outputs.length === 1 && expected.outputs[0]?.json && !expected.error,
  );
  const Any = z.looseObject({});

  test('is there to test with', () => {
    expect(single.length).toBeGreaterThan(5);
  });

  test.for(single.map((recording) => [recording.name, recording] as const))(
    '%s is read',
    async ([, recording]) => {
      const source = () =>
        new Response(recording.body(), { headers: { 'content-type': 'text/event-stream' } });
      const store = createPartialStore({ schema: Any, source, throttle: 0 });
      await store.submit();
      const { status, data, error } = store.getState();
      if (status === 'done') expect(data).toEqual(Any.parse(recording.expected.outputs[0]?.json));
      else expect(error?.code).toBeDefined();
    },
  );
});

describe('a function as the source', () => {
  const run = async (source: NonNullable<PartialStoreOptions<typeof Doc>['source']>) => {
    const store = createPartialStore({ schema: Doc, source, throttle: 0 });
    await store.submit({ q: 1 });
    return store.getState();
  };

  test('may answer with an iterable, a promise, a stream or a Response', async () => {
    const bytes = new TextEncoder().encode(json);
    const sources = [
      () => [json],
      async function* () {
        yield* chunksOf(json, 3);
      },
      async () => [
        { type: 'delta', text: json },
        { type: 'end', reason: 'stop' },
      ],
      () => new Blob([bytes]).stream(),
      async () => new Response(json, { headers: { 'content-type': 'application/json' } }),
    ];
    for (const source of sources) expect(await run(source)).toMatchObject({ status: 'done', data: value });
  });

  test('is told the input, the run and how to be left', async () => {
    const asked: unknown[] = [];
    const state = await run((request) => {
      asked.push(request.input, request.run, request.after, request.signal.aborted);
      return [json];
    });
    expect(asked).toEqual([{ q: 1 }, state.run, undefined, false]);
  });

  test('that throws, now or later, is an error, and is not called again', async () => {
    let calls = 0;
    const fail = (error: unknown) => () => {
      calls++;
      throw error;
    };
    expect(await run(fail(new Error('x')))).toMatchObject({
      status: 'error',
      error: { code: 'http', message: 'x' },
    });
    expect(await run(() => Promise.reject('y'))).toMatchObject({ status: 'error', error: { message: 'y' } });
    const state = await run(async function* () {
      yield '{"name":"A';
      throw new Error('z');
    });
    expect(state).toMatchObject({ status: 'incomplete', error: { code: 'cut' }, partial: { name: 'A' } });
    expect(calls).toBe(1);
  });

  test('is left by stop, be it deaf', async () => {
    const signals: AbortSignal[] = [];
    const store = createPartialStore({
      schema: Doc,
      source: ({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    const over = store.submit();
    await Promise.resolve();
    await store.stop();
    await over;
    expect([store.getState().status, signals[0]?.aborted]).toEqual(['stopped', true]);
  });

  test('that answers when the store has left finds its answer closed', async () => {
    for (const verb of ['stop', 'disconnect', 'reset'] as const) {
      const closed = vi.fn();
      const body = new ReadableStream({ cancel: closed });
      const iterator = { next: () => new Promise<never>(() => {}), return: closed };
      const late = [new Response(body), { [Symbol.asyncIterator]: () => iterator }];
      for (const answer of late) {
        const store = createPartialStore({
          schema: Doc,
          source: () => new Promise<typeof answer>((resolve) => setTimeout(resolve, 5, answer)),
        });
        const over = store.submit();
        await Promise.resolve();
        void store[verb]();
        await over;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(closed).toHaveBeenCalledTimes(2);
    }
  });

  test('answers with an error status that is told, and not asked again', async () => {
    let calls = 0;
    const state = await run(async () => {
      calls++;
      return new Response('', { status: 503 });
    });
    expect([state.status, state.error?.code, calls]).toEqual(['error', 'http', 1]);
  });
});

test('which output of a model is followed can be chosen', async () => {
  const chunk = (index: number, content: string, finish_reason: string | null) =>
    `data: ${JSON.stringify({ choices: [{ index, delta: { content }, finish_reason }] })}\n\n`;
  const body = [chunk(0, '{}', 'stop'), chunk(1, json, 'stop'), 'data: [DONE]\n\n'];
  const got = await answer('text/event-stream', body, { choice: 1 });
  expect(got.data).toEqual(value);
});

test('a busy server is asked again, whatever it streams', async () => {
  const busy: MockReply = { status: 503, body: '' };
  const stream = mockEventStream();
  stream.respond(busy);
  stream.respond({ headers: { 'content-type': 'application/json' }, body: json });
  const store = createPartialStore({ schema: Doc, url: '/x', fetch: stream.fetch, retry: { baseMs: 0 } });
  await store.submit();
  expect([store.getState().status, stream.requests.length]).toEqual(['done', 2]);
});

test('an option that is undefined is one that is left out', async () => {
  const mode = undefined;
  const init = { extract: mode, limits: mode, mode, retry: { attempts: mode }, headers: mode, method: mode };
  const got = await answer('text/plain', ['Sure: ', json], { ...init, body: mode, onFinish: mode });
  expect([got.status, got.data, got.asked]).toEqual(['done', value, 1]);
});
