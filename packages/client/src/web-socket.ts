// The WebSocket transport: one socket carries all runs that are followed by it.
import { decodeMessage, type Message, PartialError } from '@partialkit/core';
import { SILENCE_MS } from './connection.ts';
import type { ConnectRequest, Source } from './source.ts';

/** How a socket is opened. */
export interface WebSocketInit {
  /** The subprotocols that the socket asks for. */
  readonly protocols?: string | string[] | undefined;
  /** Used in place of the global one. */
  readonly WebSocket?: (new (url: string | URL, protocols?: string | string[]) => WebSocket) | undefined;
}

/** What waits for the socket to open. */
interface Unsent {
  readonly text: string;
  /** Hears that it was sent, or is given up. What nobody waits for is lost with its socket. */
  readonly onSent: (() => void) | undefined;
  tries: number;
}

const STOP_TRIES = 3;

/** One who follows a run on the socket. */
interface Channel extends Pick<ConnectRequest, 'run' | 'onLive' | 'onActivity'> {
  /** The id that answers, where frames of an earlier subscription may still come before it. */
  awaited: string | false;
  /** Such frames have come: the answer is due. */
  isDue: boolean;
  /** Undefined where nothing more comes. */
  push(message: Message | undefined): void;
}

/**
 * A source over a WebSocket that speaks the protocol. The socket is opened for the first run, carries all that are
 * followed at one time, and is closed after the last. A run begins with `subscribe` and its `input`.
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
  const channels = new Set<Channel>();
  /** The runs that were asked for on the socket. */
  const asked = new Set<string>();
  let socket: WebSocket | undefined;
  let unsent: Unsent[] = [];
  let silence: ReturnType<typeof setTimeout> | undefined;

  function send(text: string, onSent?: () => void): Unsent {
    const frame = { text, onSent, tries: 0 };
    // First, since it may throw.
    if (!socket) open();
    unsent.push(frame);
    flush();
    return frame;
  }

  function flush(): void {
    if (socket?.readyState !== 1) return;
    for (const { text, onSent } of unsent.splice(0)) {
      socket.send(text);
      onSent?.();
    }
  }

  /** Keeps the wishes to stop a run for another socket, some times. A run that is followed subscribes again by itself. */
  function keepStops(): void {
    unsent = unsent.filter((frame) => {
      if (++frame.tries < STOP_TRIES) return frame.onSent;
      frame.onSent?.();
      return false;
    });
    const [first] = unsent;
    if (first) setTimeout(() => unsent.length && !socket && open(), 500 * first.tries);
  }

  function open(): void {
    const mine = new (init.WebSocket ?? WebSocket)(url, init.protocols);
    socket = mine;
    watch();
    mine.onopen = () => {
      watch();
      flush();
      for (const { onLive } of channels) onLive(true);
      release();
    };
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return;
      watch();
      // Anything else is a heartbeat.
      if (/^\s*\{/.test(data)) receive(data);
      for (const { isDue, onActivity } of channels) isDue || onActivity();
    };
    mine.onclose = mine.onerror = () => {
      if (socket === mine) lose();
    };
  }

  /** For all runs at once: each by itself would find a socket that another has not given up yet. */
  function watch(): void {
    clearTimeout(silence);
    silence = setTimeout(lose, SILENCE_MS);
  }

  function lose(): void {
    drop();
    keepStops();
    for (const { push } of channels) push(undefined);
  }

  function receive(text: string): void {
    let frame: { readonly run?: unknown; readonly id?: unknown } = {};
    let message: Message | undefined;
    try {
      frame = JSON.parse(text);
      message = decodeMessage(text);
      // One of a later version counts, too.
      if (!message && frame.id) message = { id: `${frame.id}`, type: 'delta', text: '' };
    } catch (cause) {
      const error = { code: 'protocol', message: (cause as Error).message };
      message = { type: 'end', reason: 'error', error };
    }
    for (const channel of channels) {
      if (!message || (frame.run ?? channel.run) !== channel.run) continue;
      const { id, type } = message;
      channel.isDue = !!(channel.awaited && id && id !== channel.awaited && type !== 'snapshot');
      if (channel.isDue) continue;
      channel.awaited = false;
      channel.push(message);
    }
  }

  /** Closes the socket that nobody needs. */
  function release(): void {
    if (!channels.size && !unsent.length) drop();
  }

  function drop(): void {
    const last = socket;
    socket = undefined;
    clearTimeout(silence);
    asked.clear();
    last?.close();
  }

  return {
    async *connect(request) {
      const { run, after = '1-0', signal, onLive, onActivity } = request;
      const inbox: (Message | undefined)[] = [];
      let wake = (): void => {};
      const push = (message: Message | undefined): void => {
        inbox.push(message);
        wake();
      };
      const awaited = asked.has(run) && after.replace(/\d+$/, (seq) => `${+seq + 1}`);
      const channel: Channel = { run, push, onLive, onActivity, awaited, isDue: false };
      let subscription: Unsent | undefined;
      channels.add(channel);
      asked.add(run);
      signal.addEventListener('abort', () => push(undefined));
      try {
        subscription = send(subscribing(request));
        // Only now, since whoever hears of it may stop the run at once.
        if (socket?.readyState === 1) onLive(true);
        for (;;) {
          while (inbox.length) {
            const message = inbox.shift();
            if (!message) return;
            yield message;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        channels.delete(channel);
        // What nobody follows any more need not begin.
        unsent = unsent.filter((frame) => frame !== subscription);
        release();
      }
    },

    stop: (run) =>
      new Promise((resolve) => {
        send(JSON.stringify({ type: 'stop', run }), resolve);
        release();
      }),
  };
}

/** @throws PartialError `bad-request` where the input cannot be sent: to try that again would not help */
function subscribing({ run, input, after, isJoin }: ConnectRequest): string {
  try {
    // Without an input it would be the frame of one who joins.
    const begin = { input: JSON.stringify(input) ? input : null };
    return JSON.stringify({ type: 'subscribe', run, ...(isJoin ? { after } : begin) });
  } catch (cause) {
    throw new PartialError('bad-request', 'The input could not be sent.', { cause });
  }
}
