// A server in memory: its `fetch` goes to the code under test, its connections to the test.
import { type MockConnection, type MockPiece, openConnection } from './mock-connection.ts';
import { type MockRequest, readRequest } from './mock-request.ts';

/** What the server answers. Without `body` the answer stays open, for `send` to write to. */
export interface MockAnswer {
  /** 200 unless told. */
  readonly status?: number;
  /** Beside, or instead of, `content-type: text/event-stream; charset=utf-8`. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole body, sent at once in these chunks; `null` for none, as with a status such as 204. */
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[] | null;
}

/** An answer or a failure to connect, now or later. */
export type MockReply = MockAnswer | Error | Promise<MockAnswer | Error>;

/** Options of {@link mockEventStream}. */
export interface MockEventStreamOptions {
  /**
   * Answers a request that no `respond` is waiting for. `undefined` is the default answer: an event stream that
   * stays open, and 204 to a `DELETE`.
   */
  readonly answer?: (request: MockRequest) => MockReply | undefined;
}

/** What {@link mockEventStream} returns. */
export interface MockEventStream {
  /** For the code under test. An aborted signal rejects as `fetch` does, before and after the answer. */
  readonly fetch: typeof globalThis.fetch;
  /** Every request in order, also those that were refused or are still waiting. */
  readonly requests: readonly MockRequest[];
  /** Every answer with a body, in order. */
  readonly connections: readonly MockConnection[];
  /** The connections that are open now. */
  readonly open: readonly MockConnection[];
  /** The nth connection, from 1, once there is one. Without a number: the newest open one, or else the next. */
  connected(nth?: number): Promise<MockConnection>;
  /** How the next request is answered; calls queue up. A `DELETE` takes no turn. */
  respond(reply: MockReply): void;
  /** Sends on every open connection; while there is none, this waits for the next that stays open. */
  send(...pieces: MockPiece[]): void;
  /** Closes every open connection; while there is none, this waits too. */
  close(): void;
  /** Breaks every open connection; while there is none, this waits too. */
  fail(error?: Error): void;
}

/** What can have no body. */
const BODILESS = /^(204|205|304)$/;

/**
 * An event stream without a network: the test says when connections open, what they carry and how they end,
 * and sees what the reader asked for and when it left.
 *
 * ```ts
 * import { mockEventStream } from '@partialkit/testing';
 *
 * const stream = mockEventStream();
 * stream.send({ type: 'delta', text: '{"name":"A' }, { type: 'delta', text: 'da"}' });
 * stream.send({ type: 'end', reason: 'stop' });
 * stream.close();
 *
 * const response = await stream.fetch('/profile', { method: 'POST', body: '{"prompt":"Who?"}' });
 * console.log((await response.text()).split('\n')[0]); // data: "{\"name\":\"A"
 * console.log(stream.requests[0]?.body, stream.open.length); // {"prompt":"Who?"} 0
 * ```
 */
export function mockEventStream({ answer }: MockEventStreamOptions = {}): MockEventStream {
  const requests: MockRequest[] = [];
  const connections: MockConnection[] = [];
  const replies: MockReply[] = [];
  const unsent: ((connection: MockConnection) => void)[] = [];
  const waiting: (() => void)[] = [];

  const open = (): MockConnection[] => connections.filter(({ state }) => state === 'open');
  const onOpen = (act: (connection: MockConnection) => void): void => {
    const targets = open();
    if (targets.length === 0) unsent.push(act);
    else targets.forEach(act);
  };
  const replyTo = (request: MockRequest): MockReply => {
    const stops = request.method === 'DELETE';
    const reply = stops ? undefined : replies.shift();
    return reply ?? answer?.(request) ?? (stops ? { status: 204, body: null } : {});
  };

  return {
    async fetch(input, init) {
      const read = readRequest(input, init);
      const request = read instanceof Promise ? await read : read;
      requests.push(request);
      const reply = await unlessAborted(request.signal, async () => replyTo(request));
      if (reply instanceof Error) throw reply;
      const { status = 200, body: content } = reply;
      const headers = { 'content-type': 'text/event-stream; charset=utf-8', ...reply.headers };
      if (content === null || BODILESS.test(`${status}`)) return new Response(null, { status, headers });

      const { connection, body } = openConnection(request, headers['content-type']);
      connections.push(connection);
      if (content === undefined) {
        for (const act of unsent.splice(0)) act(connection);
      } else {
        connection.send(
          ...(typeof content === 'string' || content instanceof Uint8Array ? [content] : content),
        );
        connection.close();
      }
      for (const wake of waiting.splice(0)) wake();
      return new Response(body, { status, headers });
    },
    requests,
    connections,
    get open() {
      return open();
    },
    async connected(nth) {
      for (;;) {
        const found = nth === undefined ? open().at(-1) : connections[nth - 1];
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    respond(reply) {
      // A reply that fails before its turn is the request's to report, not the process's.
      if (reply instanceof Promise) reply.catch(() => {});
      replies.push(reply);
    },
    send: (...pieces) => onOpen((connection) => connection.send(...pieces)),
    close: () => onOpen((connection) => connection.close()),
    fail: (error) => onOpen((connection) => connection.fail(error)),
  };
}

/** What `work` gives, unless `signal` aborts first. */
async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  if (!signal) return work();
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
  });
  return Promise.race([work(), aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}
