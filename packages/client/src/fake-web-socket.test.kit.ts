// WebSockets without a network: the test is the server.
import type { Entry } from './log-server.test.kit.ts';
import type { Source } from './source.ts';
import { type WebSocketInit, webSocket } from './web-socket.ts';

type WebSocketClass = NonNullable<WebSocketInit['WebSocket']>;

/** A source over sockets that `socket` then finds. */
export const socketSource = (fake: unknown = FakeWebSocket): Source =>
  webSocket('ws://localhost/runs', { WebSocket: fake as WebSocketClass });

/** The nth socket that was opened. */
export function socket(nth = 0): FakeWebSocket {
  const found = FakeWebSocket.all.at(nth);
  if (!found) throw new Error('No such socket.');
  return found;
}

/** The frames of a run, as the protocol spells them. */
export const frames = (
  entries: readonly Entry[],
  store?: { getState(): { readonly run: string | undefined } },
): object[] =>
  entries.map(({ id, type, ...rest }) => {
    const data = 'text' in rest && type === 'delta' ? rest.text : rest;
    return { ...(store && { run: store.getState().run }), id, type, data };
  });

/** One socket that was opened, as its server sees it. */
export class FakeWebSocket {
  static readonly all: FakeWebSocket[] = [];
  readonly url: string;
  /** What the client has sent, parsed. */
  readonly sent: unknown[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(url: string | URL) {
    this.url = `${url}`;
    FakeWebSocket.all.push(this);
  }

  send(text: string): void {
    if (this.readyState !== 1) throw new Error('InvalidStateError');
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 3;
    queueMicrotask(() => this.onclose?.());
  }

  // The server's side.

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(...frames: (object | string)[]): void {
    for (const frame of frames) {
      if (this.readyState === 1)
        this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
    }
  }

  /** The connection breaks. */
  break(): void {
    this.readyState = 3;
    this.onerror?.();
    this.onclose?.();
  }
}
