// A stream that is made in the page: a browser opens no hundred connections to one server.
import { cut } from '../chunks.ts';

const TICK_MS = 20;
const PER_TICK = 2;

/** The text as a response, 100 tokens a second. */
export function localStream(text: string): Response {
  const chunks = cut(text, 'token');
  const encoder = new TextEncoder();
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const from = performance.now();
      const timer = setInterval(() => {
        const due = Math.ceil((performance.now() - from) / TICK_MS) * PER_TICK;
        for (; at < due && at < chunks.length; at++) controller.enqueue(encoder.encode(chunks[at]));
        if (at < chunks.length) return;
        clearInterval(timer);
        controller.close();
      }, TICK_MS);
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
