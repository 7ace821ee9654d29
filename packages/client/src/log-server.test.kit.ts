// A server in memory that keeps the log of one run, and does to each connection what a test wants.
import { type MockMessage, type MockRequest, mockEventStream, mockFrame } from '@partialkit/testing';

/** What one connection carries, and how it ends. */
export interface Delivery {
  readonly pieces: readonly (string | Uint8Array)[];
  readonly end: 'close' | 'fail' | 'open';
}

/** A message of the log. */
export type Entry = MockMessage & { readonly id: string };

export interface LogServer {
  readonly fetch: typeof globalThis.fetch;
  readonly requests: readonly MockRequest[];
  /** How many connections are open now. */
  readonly open: number;
  /** Ids of the runs that were stopped. */
  readonly stopped: readonly (string | null)[];
}

/** `deliver` may change what the nth connection (from 0) would carry: all that is wanted of the log, and the end. */
export function createLogServer(
  log: readonly Entry[],
  deliver: (wanted: readonly Entry[], nth: number) => Delivery = (wanted) => whole(wanted),
  headers: Record<string, string> = { 'partial-stream': 'v1' },
): LogServer {
  const stopped: (string | null)[] = [];
  let nth = 0;
  const stream = mockEventStream({
    answer: ({ method, url }) => {
      if (method === 'DELETE') stopped.push(new URL(url, 'http://x').searchParams.get('run'));
      return method === 'DELETE' ? undefined : { headers };
    },
  });
  return {
    requests: stream.requests,
    stopped,
    get open() {
      return stream.open.length;
    },
    async fetch(input, init) {
      const before = stream.connections.length;
      const response = await stream.fetch(input, init);
      const connection = stream.connections[before];
      if (!connection) return response;
      const after = new URL(connection.request.url, 'http://x').searchParams.get('after');
      const { pieces, end } = deliver(log.slice(log.findIndex(({ id }) => id === after) + 1), nth++);
      connection.send(...pieces);
      if (end === 'close') connection.close();
      if (end === 'fail') connection.fail();
      return response;
    },
  };
}

/** All of it, message by message. */
export function whole(messages: readonly MockMessage[], end: Delivery['end'] = 'close'): Delivery {
  return { pieces: messages.map((message) => mockFrame(message)), end };
}

/** The log of a text that came in these pieces. */
export function logOf(pieces: readonly string[], reason = 'stop'): readonly Entry[] {
  const length = new TextEncoder().encode(pieces.join('')).length;
  return [
    { type: 'snapshot' as const, text: '' },
    ...pieces.map((text) => ({ type: 'delta' as const, text })),
    { type: 'end' as const, reason, length },
  ].map((message, i) => ({ id: `1-${i + 1}`, ...message }));
}
