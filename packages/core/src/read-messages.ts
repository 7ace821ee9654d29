// Pulls whatever a model, a server or a client library streams, and hands it out as messages.
import { createIntake, type MessageOptions } from './intake.ts';
import type { JsonValue } from './json.ts';
import type { Message } from './message.ts';

export type { MessageOptions };

/**
 * What can be read: strings, bytes or objects that come one by one; the answer of `fetch`; the streams of the `openai`,
 * `@anthropic-ai/sdk` and `@google/genai` clients; a result of the AI SDK's `streamText` or `streamObject`.
 */
export type MessageSource =
  | AsyncIterable<unknown>
  | Iterable<unknown>
  | ReadableStream<unknown>
  | Pick<Response, 'status' | 'headers' | 'body'>
  | { readonly fullStream: AsyncIterable<unknown> };

/**
 * The `value` of the `meta` messages that a model's stream gives, one key each: pieces of its `reasoning` and of its
 * `refusal`, the name of the `tool` whose arguments are followed, the provider's own count of tokens just before the
 * end, and `data` parts (AI SDK) or custom events (AG-UI) as they came.
 */
export interface StreamMeta {
  readonly reasoning?: string;
  readonly refusal?: string;
  readonly tool?: string;
  readonly usage?: JsonValue;
  readonly data?: JsonValue;
}

/** What there may be on a source, beside its values. */
interface Handles {
  readonly fullStream?: unknown;
  readonly headers?: Headers;
  readonly body?: unknown;
  readonly status?: number;
  readonly controller?: Partial<AbortController>;
}

interface Puller {
  next(): IteratorResult<unknown> | PromiseLike<IteratorResult<unknown>>;
  return?(): unknown;
}

const ABORT = { name: 'AbortError' };

/**
 * Reads a stream of any of the known formats, recognised by its shape, and ends with exactly one `end` message, whose
 * reason is `stop` only where the stream itself said so. Never throws. A source is read only as fast as messages are
 * taken, and closed when the loop is left. See {@link StreamMeta} for what `meta` messages hold.
 *
 * Text of no known format is the growing document itself, and lines of JSON are snapshots where the content type of a
 * `Response` says so.
 *
 * ```ts
 * import { readMessages } from '@partialkit/core';
 *
 * const chunks = ['data: {"choices":[{"delta":{"content":"{\\"a\\":1}"},"finish_reason":"stop"}]}\n\n', 'data: [DONE]\n\n'];
 * for await (const message of readMessages(chunks)) console.log(message);
 * // { type: 'delta', text: '{"a":1}' }
 * // { type: 'end', reason: 'stop' }
 * ```
 */
export async function* readMessages(
  source: MessageSource,
  options: MessageOptions = {},
): AsyncGenerator<Message, void, undefined> {
  const { signal } = options;
  const { fullStream, headers, body, status = 200, controller }: Handles = Object(source);
  const intake = createIntake(options, headers?.get('content-type') ?? '', headers ? status : 0);
  /** Null once it is closed. */
  let puller: Puller | null | undefined;
  let wake: ((reason: unknown) => void) | undefined;
  /** How much of a client library's stream may follow the end. */
  let rest = 0;
  const close = async (): Promise<void> => {
    const open = puller;
    puller = null;
    try {
      await open?.return?.();
    } catch {
      // What the source says on its way out changes nothing any more.
    }
  };
  const drain = async (): Promise<void> => {
    try {
      while (puller && rest-- > 0) if ((await puller.next()).done) puller = null;
    } catch {
      // The end has been told.
    }
    await close();
  };
  const abort = (): void => {
    // The streams of openai and @anthropic-ai/sdk can be closed while they wait only so.
    controller?.abort?.();
    void close();
    wake?.(ABORT);
  };
  signal?.addEventListener('abort', abort);
  try {
    while (!intake.done) {
      try {
        if (puller === undefined) puller = pullerOf(fullStream ?? (headers ? (body ?? []) : source));
        if (!puller || signal?.aborted) throw ABORT;
        const step = puller.next();
        const { done, value } = await (signal
          ? new Promise<IteratorResult<unknown>>((resolve, reject) => {
              wake = reject;
              Promise.resolve(step).then(resolve, reject);
            })
          : step);
        if (done) {
          puller = null;
          intake.end();
        } else {
          intake.push(value);
          if (intake.done && typeof value === 'object' && !ArrayBuffer.isView(value)) rest = 16;
        }
      } catch (error) {
        intake.break(error);
      }
      for (const message of intake.take()) yield message;
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    // To close a client library's stream is to abort its request, and `finalMessage()` and its like would reject: it
    // is read to its end, which is near.
    if (rest) void drain();
    else if (signal?.aborted) void close();
    else await close();
  }
}

function pullerOf(source: unknown): Puller {
  // The edge: what is none of these throws, and is told as an error.
  const stream = source as ReadableStream<unknown> & {
    [Symbol.asyncIterator]?(): Puller;
    [Symbol.iterator](): Puller;
  };
  // Not every browser can iterate over a ReadableStream.
  if (!stream.getReader) return (stream[Symbol.asyncIterator] ?? stream[Symbol.iterator]).call(stream);
  const reader = stream.getReader();
  return { next: () => reader.read(), return: () => reader.cancel() };
}
