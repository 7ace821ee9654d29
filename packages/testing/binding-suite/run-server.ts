// A server that keeps one run, as version 1 of the protocol has it: whoever joins is sent what was missed.
import {
  type MockConnection,
  type MockEventStream,
  type MockMessage,
  mockEventStream,
} from '../src/index.ts';
import { type Options, Report } from './driver.ts';

/** See {@link createRunServer}. */
export interface RunServer extends Pick<MockEventStream, 'requests' | 'connections' | 'open' | 'respond'> {
  /** Options of a store that asks this server. */
  options(more?: Partial<Options>): Options;
  /** The next piece of the document's text. */
  write(text: string): void;
  /** The run ends, and its connections close. */
  end(reason?: string): void;
  /** Forgets the run: what is written next belongs to another. */
  forget(): void;
  /** How many requests had this method. */
  count(method: string): number;
}

/** A server of one run; its test writes the document. */
export function createRunServer(): RunServer {
  const stream = mockEventStream({
    answer: ({ method }) => (method === 'DELETE' ? undefined : { headers: { 'partial-stream': 'v1' } }),
  });
  let log: MockMessage[] = [];
  let followers: MockConnection[] = [];
  let answered = 0;
  const append = (message: MockMessage): void => {
    const logged = { ...message, id: `1-${log.length + 1}` };
    log.push(logged);
    for (const connection of followers) connection.send(logged);
  };
  const follow = (connection: MockConnection): void => {
    const { headers, url } = connection.request;
    const after = headers.get('last-event-id') ?? new URL(url, 'http://localhost').searchParams.get('after');
    connection.send(...log.slice(Number(after?.split('-')[1] ?? 0)));
    if (log.at(-1)?.type === 'end') connection.close();
    else followers.push(connection);
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await stream.fetch(input, init);
    for (const connection of stream.connections.slice(answered)) follow(connection);
    answered = stream.connections.length;
    return response;
  };
  return {
    requests: stream.requests,
    connections: stream.connections,
    get open() {
      return stream.open;
    },
    respond: stream.respond,
    // The edge of two alternatives: `url` is there, and nobody gives a `source` beside it.
    options: (more) => ({ schema: Report, url: '/report', fetch, throttle: 0, ...more }) as Options,
    write: (text) => append(log.length === 0 ? { type: 'snapshot', text } : { type: 'delta', text }),
    end: (reason = 'stop') => {
      append({ type: 'end', reason });
      for (const connection of followers) connection.close();
    },
    forget: () => {
      log = [];
      followers = [];
    },
    count: (wanted) => stream.requests.filter(({ method }) => method === wanted).length,
  };
}
