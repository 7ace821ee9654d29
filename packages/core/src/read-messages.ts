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
  const { pull, close } = openSource(source, options);
  let isEnded = false;
  try {
    while (!isEnded) {
      for (const message of await pull()) {
        isEnded = message.type === 'end';
        yield message;
      }
    }
  } finally {
    const closed = close();
    // What is left to do behind the end is nobody's to wait for.
    if (!isEnded) await closed;
  }
}

/** A source that is read on demand. */
interface Reading {
  /** Reads a chunk, and gives what it comes to. Nothing throws: the last message is an `end`. */
  pull(): Promise<readonly Message[]>;
  /** Ends it, with reason `abort`, while it waits or before the next chunk, and closes the source. */
  abort(): void;
  /** Closes the source; waits until that is done. */
  close(): Promise<void>;
}

export function openSource(source: MessageSource, options: MessageOptions): Reading {
  const { signal } = options;
  const { fullStream, headers: given, body, status = 200, controller }: Handles = Object(source);
  // A message of Node's own is a stream, and its headers are plain.
  const headers = given?.get && given;
  // Names of types are the same in any letters.
  const type = headers?.get('content-type')?.toLowerCase() ?? '';
  const intake = createIntake(options, type, headers ? status : 0, headers?.has('partial-stream'));
  /** Null once it is closed. */
  let puller: Puller | null | undefined;
  let interrupt: ((reason: unknown) => void) | undefined;
  /** How much of a client library's stream may follow the end. */
  let rest = 0;

  const take = ({ done, value }: IteratorResult<unknown>): readonly Message[] => {
    if (done) puller = null;
    // A stream of such a client that was aborted just ends.
    const isAborted = done && controller?.signal?.aborted;
    const messages = isAborted ? intake.break(ABORT) : done ? intake.end() : intake.push(value);
    if (messages.at(-1)?.type === 'end' && typeof value === 'object' && !ArrayBuffer.isView(value)) rest = 16;
    return messages;
  };

  const open = (): Puller | null =>
    puller === undefined ? pullerOf(fullStream ?? (headers ? (body ?? []) : source)) : puller;

  const pull = (): Promise<readonly Message[]> =>
    new Promise<IteratorResult<unknown>>((resolve, reject) => {
      puller = open();
      if (!puller) throw ABORT;
      interrupt = reject;
      Promise.resolve(puller.next()).then(resolve, reject);
    }).then(take, intake.break);

  async function close(): Promise<void> {
    signal?.removeEventListener('abort', abort);
    try {
      const left = open();
      puller = null;
      // To close a client library's stream is to abort its request, and `finalMessage()` and its like would reject: it
      // is read to its end, which is near.
      for (; left && rest; rest--) if ((await left.next()).done) return;
      await left?.return?.();
    } catch {
      // What the source says on its way out changes nothing any more.
    }
  }

  function abort(): void {
    // The streams of openai and @anthropic-ai/sdk can be closed while they wait only so.
    controller?.abort?.();
    void close();
    interrupt?.(ABORT);
  }

  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  return { pull, abort, close };
}

function pullerOf(source: unknown): Puller {
  // The edge: what is none of these throws, and is told as an error.
  const stream = source as ReadableStream<unknown> & {
    [Symbol.asyncIterator]?(): Puller;
    [Symbol.iterator](): Puller;
  };
  // Not every browser can iterate over a ReadableStream.
  if (!stream.getReader) return stream[Symbol.asyncIterator]?.() ?? stream[Symbol.iterator]();
  const reader = stream.getReader();
  return { next: () => reader.read(), return: () => reader.cancel() };
}
