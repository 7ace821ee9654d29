// A faulty network: the final value is exact or an error is reported, and the connections are bounded.
import { chunksOf, type MockMessage, mockFrame } from '@partialkit/testing';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createLogServer, type Delivery, type Entry, logOf, whole } from './log-server.test.kit.ts';
import { createPartialStore, type PartialStore } from './store.ts';

const Doc = z.object({ title: z.string(), tags: z.array(z.string()), n: z.number() });
const value = { title: 'Zoë 😀', tags: ['a', 'b'], n: 12 };
const log = logOf(chunksOf(JSON.stringify(value), 5));
const retry = { baseMs: 0, maxMs: 0 };

/** The server's log and what happens to its connections, read by a store. */
async function read(
  deliver: (wanted: readonly Entry[], nth: number) => Delivery,
  entries: readonly Entry[] = log,
) {
  const server = createLogServer(entries, deliver);
  const store = createPartialStore({ schema: Doc, url: '/run', fetch: server.fetch, throttle: 0, retry });
  const shown: unknown[] = [];
  store.subscribe(
    ({ partial }) => partial,
    (partial) => shown.push(partial),
  );
  await store.submit();
  return { server, store, shown };
}

function expectExact(store: PartialStore<typeof Doc>): void {
  const { status, data, error } = store.getState();
  expect([error, status, data]).toEqual([undefined, 'done', value]);
}

function expectExactOrReported(store: PartialStore<typeof Doc>): void {
  if (store.getState().status === 'done') expectExact(store);
  else expect(store.getState().error?.code).toBeDefined();
}

const text = (messages: readonly MockMessage[]) => messages.map((message) => mockFrame(message)).join('');

describe('a connection that is lost', () => {
  const bytes = new TextEncoder().encode(text(log));
  const cuts = Array.from(bytes, (_, i) => i);

  test.for(['close', 'fail'] as const)('at any byte (%s) costs nothing', { timeout: 60_000 }, async (end) => {
    for (const cut of cuts) {
      const { store, server, shown } = await read((wanted, nth) =>
        nth ? whole(wanted) : { pieces: [bytes.slice(0, cut)], end },
      );
      expectExact(store);
      expect(server.requests).toHaveLength(2);
      expect(shown.at(-1)).toEqual(value);
    }
  });

  test('after each byte anew goes on as long as messages come, and then is reported', async () => {
    for (const size of [30, 45, 90, 200]) {
      const { store, server } = await read((wanted) => ({
        pieces: [text(wanted).slice(0, size)],
        end: 'fail',
      }));
      expectExactOrReported(store);
      expect(server.requests.length).toBeLessThanOrEqual(9 * log.length);
    }
  });

  test('is a POST again under the same key before a message has come, then a GET from the cursor', async () => {
    const { server, store } = await read((wanted, nth) => {
      if (nth === 0) return { pieces: [': hi\n\n'], end: 'fail' };
      return nth === 1 ? whole(wanted.slice(0, 3), 'fail') : whole(wanted);
    });
    expectExact(store);
    const { run } = store.getState();
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /run',
      'POST /run',
      `GET /run?run=${run}&after=1-3`,
    ]);
    expect(server.requests.map(({ headers }) => headers.get('idempotency-key'))).toEqual([run, run, null]);
  });
});

describe('line ends', () => {
  for (const [name, end] of [
    ['CR', '\r'],
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const) {
    test.for([1, 2, 3, 7, 64])(`${name} in chunks of %i bytes are one stream`, async (size) => {
      const bytes = new TextEncoder().encode(`\ufeff${text(log).replaceAll('\n', end)}`);
      const pieces: Uint8Array[] = [];
      for (let i = 0; i < bytes.length; i += size) pieces.push(bytes.slice(i, i + size));
      const { store, server } = await read(() => ({ pieces, end: 'close' }));
      expectExact(store);
      expect(server.requests).toHaveLength(1);
    });
  }
});

describe('every message in turn', () => {
  const positions = log.map((_, i) => i);
  type Change = (wanted: readonly Entry[], i: number) => readonly MockMessage[];
  const changes: Record<string, Change> = {
    dropped: (wanted, i) => wanted.filter((_, at) => at !== i),
    doubled: (wanted, i) => wanted.flatMap((message, at) => (at === i ? [message, message] : [message])),
    swapped: (wanted, i) => [
      ...wanted.slice(0, i),
      ...wanted.slice(i, i + 2).reverse(),
      ...wanted.slice(i + 2),
    ],
    'replayed from the start': (wanted, i) => [
      ...wanted.slice(0, i),
      ...wanted.slice(0, i),
      ...wanted.slice(i),
    ],
    'unreadable in its data': (wanted, i) =>
      wanted.map((message, at) => (at === i ? broken(message) : message)),
  };
  const broken = (message: Entry): MockMessage => ({ ...message, type: 'patch', ops: ['?'] }) as MockMessage;

  for (const [name, change] of Object.entries(changes)) {
    test(`${name} once, the value is exact`, async () => {
      for (const i of positions) {
        const { store, server, shown } = await read((wanted, nth) => whole(nth ? wanted : change(wanted, i)));
        expectExact(store);
        expect(server.requests.length).toBeLessThanOrEqual(3);
        // What was shown has never become less.
        const sizes = shown.map((partial) => JSON.stringify(partial ?? null).length);
        expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
      }
    });

    test(`${name} each time, the value is exact or an error is reported`, async () => {
      for (const i of positions) {
        const { store, server } = await read((wanted) => whole(change(wanted, i)));
        expectExactOrReported(store);
        expect(server.requests.length).toBeLessThanOrEqual(9 * 2);
      }
    });
  }
});

describe('what follows the end', () => {
  test.for(['close', 'fail', 'open'] as const)('means nothing (%s)', async (end) => {
    const more = [
      ...log,
      { id: '1-99', type: 'snapshot', value: {} },
      { id: '1-100', type: 'end', reason: 'error' },
    ];
    const { store, server } = await read(() => whole(more as Entry[], end));
    expectExact(store);
    await Promise.resolve();
    expect([server.requests.length, server.open]).toEqual([1, 0]);
  });
});

describe('a new epoch', () => {
  test('begins with a snapshot, which replaces what there was', async () => {
    const entries: Entry[] = [
      ...log.slice(0, 4),
      { id: '2-1', type: 'snapshot', text: JSON.stringify(value).slice(0, 9) },
      { id: '2-2', type: 'delta', text: JSON.stringify(value).slice(9) },
      { id: '2-3', type: 'end', reason: 'stop' },
    ];
    const { store, server } = await read((wanted) => whole(wanted), entries);
    expectExact(store);
    expect(server.requests).toHaveLength(1);
  });

  test('without its snapshot is a gap', async () => {
    const entries: Entry[] = [...log.slice(0, 4), { id: '2-1', type: 'delta', text: 'x' }];
    const { store, server } = await read((wanted) => whole(wanted), entries);
    expect(store.getState().status).toBe('error');
    expect(server.requests[1]?.url).toContain('after=1-4');
  });
});

describe('the text at the end', () => {
  test('of another length than the server says is asked for anew, and stays on the screen meanwhile', async () => {
    const short = log.slice(0, -3).concat({ ...(log.at(-1) as Entry), id: `1-${log.length - 2}` });
    const states: string[] = [];
    const server = createLogServer(log, (wanted, nth) => whole(nth ? wanted : short));
    const store = createPartialStore({ schema: Doc, url: '/run', fetch: server.fetch, throttle: 0, retry });
    store.subscribe(({ status, stale, partial }) => states.push(`${status} ${stale} ${partial?.title}`));
    await store.submit();
    expectExact(store);
    expect(server.requests.map(({ url }) => url)).toEqual(['/run', `/run?run=${store.getState().run}`]);
    expect(states.filter((state) => /true/.test(state))).toEqual([
      `reconnecting true ${value.title}`,
      `streaming true ${value.title}`,
    ]);
  });
});

describe('damage that has used up the last try is mended by resume', () => {
  const patch: Entry = { id: '1-3', type: 'patch', ops: [{ op: 'remove', path: '/nowhere' }] };
  const wrong = { ...(log.at(-1) as Entry), length: 1 } as Entry;
  test.for([
    ['a patch that does not apply', [...log.slice(0, 2), patch]],
    ['a wrong length', [...log.slice(0, -1), wrong]],
  ] as const)('%s', async ([, damaged]) => {
    const server = createLogServer(log, (wanted, nth) => whole(nth ? wanted : damaged));
    const options = { schema: Doc, url: '/run', fetch: server.fetch, throttle: 0, retry: { attempts: 0 } };
    const store = createPartialStore(options);
    await store.submit();
    const { status, stale, partial, run } = store.getState();
    expect([status, stale]).toEqual(['error', true]);
    const shown: unknown[] = [];
    store.subscribe((state) => shown.push(state.partial));
    await store.resume();
    expectExact(store);
    expect(server.requests.map(({ url }) => url)).toEqual(['/run', `/run?run=${run}`]);
    expect(shown.slice(0, 2)).toEqual([partial, partial]);
  });
});

describe('a meta message', () => {
  const metas = [3, 5].map((seq): Entry => ({ id: `1-${seq}`, type: 'meta', value: seq }));
  const entries = [log[0], log[1], metas[0], log[2], metas[1], ...log.slice(3)].map((entry, i) => ({
    ...(entry as Entry),
    id: `1-${i + 1}`,
  }));

  /** What is heard where the first connection is changed, and the second carries what is wanted. */
  async function heard(change: (wanted: readonly Entry[]) => Delivery) {
    const server = createLogServer(entries, (wanted, nth) => (nth ? whole(wanted) : change(wanted)));
    const onMeta = vi.fn();
    const store = createPartialStore({ schema: Doc, url: '/run', fetch: server.fetch, retry, onMeta });
    await store.submit();
    expectExact(store);
    return onMeta.mock.calls.flat();
  }

  test('is heard once, wherever the whole is asked for again', async () => {
    for (let i = 1; i < entries.length; i++) {
      const unreadable = ({ id }: Entry): string => `id: ${id}\ndata: nonsense\n\n`;
      const pieces = entries.map((entry, at) => (at === i ? unreadable(entry) : mockFrame(entry)));
      expect(await heard(() => ({ pieces, end: 'close' }))).toEqual([3, 5]);
    }
  });

  test('is heard once where it is sent twice', async () => {
    expect(await heard((wanted) => whole(wanted.flatMap((entry) => [entry, entry])))).toEqual([3, 5]);
  });
});

test('a message of a type that a later version knows is skipped, and counts', async () => {
  const entries = [...log.slice(0, 3), { id: '1-4', type: 'meta', value: 1 }, ...log.slice(3)].map(
    (entry, i) => ({ ...entry, id: `1-${i + 1}` }),
  ) as Entry[];
  const later = text(entries).replace('event: meta', 'event: hologram');
  const { store, server } = await read(() => ({ pieces: [later], end: 'close' }));
  expectExact(store);
  expect(server.requests).toHaveLength(1);
});
