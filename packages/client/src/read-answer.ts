// Reads one answer of a server, by its status and content type.
import { type Message, PartialError, readMessages } from '@partialkit/core';
import { type BurstCheck, checkBursts } from './burst.ts';
import type { ConnectRequest, Streamable } from './source.ts';

const EXPECTED = /event-stream|json|text\/plain|octet-stream/i;

/**
 * Hands out the messages of an answer. What is no stream of them ends with an `end` that says so.
 * @throws PartialError `protocol` where the content is of a type that nobody asked for
 */
export async function* readAnswer(
  answer: Streamable,
  request: ConnectRequest,
  start: number,
): AsyncGenerator<Message, void, undefined> {
  const { signal, reading, after, onRetry } = request;
  const { ok, status, headers, body }: Partial<Response> = Object(answer);
  let source = answer;
  if (headers) {
    const type = headers.get('content-type');
    if (status === 204) {
      // Once more from a snapshot on; who has asked for that finds nothing.
      yield { type: 'end', reason: 'error', error: { code: after ? 'protocol' : 'expired' } };
      return;
    }
    if (ok && type && !EXPECTED.test(type)) {
      body?.cancel().catch(() => {});
      throw new PartialError('protocol', `Expected a stream, found ${type}.`);
    }
    const wait = headers.get('retry-after');
    if (wait) request.onRetryAfter(+wait * 1000 || Date.parse(wait) - Date.now() || 0);
    const note = ok && /event-stream/i.test(`${type}`) ? checkBursts(start) : undefined;
    source = { ok, status, headers, body: body && watch(body, request, note) } as Response;
    if (ok) request.onLive(headers.has('partial-stream'));
  } else request.onLive(false);
  yield* readMessages(source, { ...reading, signal, onRetry });
}

/** The same body, every chunk of which is noted. */
function watch(
  body: ReadableStream,
  { onActivity }: ConnectRequest,
  note: BurstCheck | undefined,
): ReadableStream {
  const getReader = (): unknown => {
    const reader = body.getReader();
    return {
      async read() {
        const step = await reader.read();
        onActivity();
        note?.(step.value);
        return step;
      },
      cancel() {
        note?.(undefined);
        return reader.cancel();
      },
    };
  };
  // All that `readMessages` uses of a stream is its reader.
  return { getReader } as ReadableStream;
}
