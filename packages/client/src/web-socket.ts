// The WebSocket transport: one socket carries all runs that are followed by it.
import { decodeMessage, type Message, type PartialError } from '@partialkit/core';
import type { Source } from './source.ts';

/** How a socket is opened. */
export interface WebSocketInit {
  readonly protocols?: string | string[];
  /** Used in place of the global one. */
  readonly WebSocket?: new (
    url: string | URL,
    protocols?: string | string[],
  ) => WebSocket;
}

/** One run on the socket. */
interface Channel {
  push(message: Message): void;
  /** Nothing more comes. */
  close(): void;
  onLive(isResumable: boolean): void;
  onActivity(): void;
}

/**
 * A source over a WebSocket that speaks the protocol. The socket is opened for the first run, carries all that are
 * followed at one time, and is closed behind the last. A run begins with `subscribe` and its `input`.
 *
 * ```ts
 * import { createPartialStore, webSocket } from '@partialkit/client';
 * import * as z from 'zod';
 *
 * const source = webSocket('wss://example.com/api/runs');
 * const title = createPartialStore({ schema: z.object({ title: z.string() }), source });
 * const tags = createPartialStore({ schema: z.object({ tags: z.array(z.string()) }), source });
 * ```
 */
export function webSocket(url: string | URL, init: WebSocketInit = {}): Source {
  const channels = new Map<string, Channel>();
  let socket: WebSocket | undefined;
  /** What waits for the socket to open. */
  let unsent: string[] = [];

  function send(frame: object): void {
    const text = JSON.stringify(frame);
    if (socket?.readyState === 1) socket.send(text);
    else {
      unsent.push(text);
      open();
    }
  }

  function open(): void {
    if (socket) return;
    const { WebSocket = globalThis.WebSocket, protocols } = init;
    const mine = new WebSocket(url, protocols);
    socket = mine;
    mine.onopen = () => {
      for (const text of unsent.splice(0)) mine.send(text);
      for (const channel of channels.values()) channel.onLive(true);
      release();
    };
    mine.onmessage = ({ data }) => {
      for (const channel of channels.values()) channel.onActivity();
      // Anything else is a heartbeat.
      if (/^\s*\{/.test(data)) receive(data);
    };
    mine.onclose = mine.onerror = () => {
      if (socket !== mine) return;
      socket = undefined;
      unsent = [];
      mine.close();
      for (const channel of channels.values()) channel.close();
    };
  }

  function receive(text: string): void {
    let frame: Record<string, unknown> = {};
    let message: Message | undefined;
    try {
      frame = Object(JSON.parse(text));
      message = decodeMessage(frame as never);
    } catch (error) {
      message = {
        type: 'end',
        reason: 'error',
        error: { code: 'protocol', message: (error as PartialError).message },
      };
    }
    const { id, run } = frame;
    // One that a later version knows still counts.
    if (!message && typeof id === 'string') message = { id, type: 'delta', text: '' };
    if (!message) return;
    const to = run === undefined ? [...channels.values()] : [channels.get(`${run}`)];
    for (const channel of to) channel?.push(message);
  }

  function release(): void {
    if (channels.size || unsent.length) return;
    const last = socket;
    socket = undefined;
    last?.close();
  }

  return {
    async *connect({ run, input, after, isJoin, signal, onLive, onActivity }) {
      const inbox: Message[] = [];
      let isOpen = true;
      let wake = (): void => {};
      const channel: Channel = {
        onLive,
        onActivity,
        push(message) {
          inbox.push(message);
          wake();
        },
        close() {
          isOpen = false;
          wake();
        },
      };
      channels.set(run, channel);
      signal.addEventListener('abort', channel.close);
      try {
        if (socket?.readyState === 1) onLive(true);
        send({ type: 'subscribe', run, ...(isJoin ? { after } : { input }) });
        while (isOpen || inbox.length) {
          const message = inbox.shift();
          if (message) yield message;
          else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        if (channels.get(run) === channel) channels.delete(run);
        release();
      }
    },

    async stop(run) {
      send({ type: 'stop', run });
      release();
    },
  };
}
