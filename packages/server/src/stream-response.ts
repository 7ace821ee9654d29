// The answer itself: headers, events and heartbeats, written only as fast as they are read.
import { encodeMessage, type Message } from '@partialkit/core';
import { addHeaders, type HeaderFields } from './add-headers.ts';
import { setAlarm } from './alarm.ts';

/** How an answer is written. */
export interface StreamResponseOptions {
  /** Added to those of the protocol, or in their place. */
  readonly headers?: HeaderFields;
  readonly status?: number | undefined;
  /** Milliseconds of silence before a heartbeat; 15,000 by default, and none at 0. A client gives up after 37,500. */
  readonly heartbeatMs?: number | undefined;
  /** `ndjson` writes one JSON object a line in place of events. */
  readonly format?: 'sse' | 'ndjson' | undefined;
}

/** Batches of numbered messages. Leaving may happen while one is awaited. */
export interface Batches {
  next(): Promise<IteratorResult<readonly Message[], unknown>>;
  leave(): void;
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Streams `batches`; a reader who leaves, leaves them. */
export function streamResponse(batches: Batches, options: StreamResponseOptions): Response {
  const { headers, status = 200, heartbeatMs = 15_000, format = 'sse' } = options;
  const isLines = format === 'ndjson';
  const all = new Headers(HEADERS);
  if (isLines) all.set('content-type', 'application/x-ndjson; charset=utf-8');
  addHeaders(all, headers);

  const encoder = new TextEncoder();
  // A blank line is what says nothing in NDJSON.
  const heartbeat = encoder.encode(isLines ? '\n' : ': hb\n\n');
  const write = isLines
    ? (message: Message) => `${encodeMessage(message, 'json')}\n`
    : (message: Message) => encodeMessage(message);
  let next: Promise<IteratorResult<readonly Message[], unknown>> | undefined;

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        next ??= batches.next();
        const alarm = setAlarm(heartbeatMs || Number.POSITIVE_INFINITY);
        const step = await Promise.race([next, alarm.rings]).finally(alarm.off);
        if (!step) return controller.enqueue(heartbeat);
        next = undefined;
        if (step.done) return controller.close();
        controller.enqueue(encoder.encode(step.value.map(write).join('')));
      },
      cancel: () => batches.leave(),
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
  return new Response(body, { status, headers: all });
}
