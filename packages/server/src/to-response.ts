// One stream as one answer: no log, so that it can be neither joined nor resumed.
import { createExtractor, type Schema } from '@partialkit/core';
import { batchMessages, type FlushOptions } from './batch-messages.ts';
import { closeSource, readSource, type Source, type SourceOptions } from './source.ts';
import { type StreamResponseOptions, streamResponse } from './stream-response.ts';

/** Options of {@link toResponse}. */
export interface ToResponseOptions extends SourceOptions, FlushOptions, StreamResponseOptions {
  /** What the document is: with it, the prose or fence that a model writes around the document is left out. */
  readonly schema?: Schema | undefined;
  /** Ends the stream, with reason `abort`, and closes the source; so does a reader who leaves. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Answers with the document that a source writes, as an event stream of PartialKit's protocol: what a
 * `createPartialStore({ url })` reads. The source may be anything that `readMessages` takes, or a promise of it: the
 * stream of a model's client, the `Response` of a provider, an async generator of text or objects.
 *
 * ```ts
 * import { toResponse } from '@partialkit/server';
 *
 * const response = toResponse(['{"name": "A', 'da"}']);
 * console.log(response.headers.get('content-type')); // text/event-stream; charset=utf-8
 * console.log((await response.text()).split('\n\n')[1]?.split('\n'));
 * // [ 'data:"{\\"name\\": \\"Ada\\"}"' ]
 * ```
 *
 * The answer begins at once. An error of the source ends the stream, and reaches the reader as a code without its text;
 * a reader who leaves closes the source. The source is read only as fast as the reader reads. Messages have no ids, as
 * there is no log: a reader who loses the answer is not sent the rest.
 */
export function toResponse(source: Source, options: ToResponseOptions = {}): Response {
  // It is told to the reader; the process need not hear of it before there is one.
  Promise.resolve(source).catch(() => {});
  const { schema } = options;
  const left = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal;
  let isRead = false;
  const read = (): Source => {
    isRead = true;
    return source;
  };
  const batches = batchMessages(
    readSource(read, options, signal),
    options,
    undefined,
    schema && (() => createExtractor(schema)),
  );
  // A source that is read is closed by who reads it.
  const close = (): void => {
    if (!isRead) void closeSource(source, options);
  };
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  return streamResponse(
    {
      next: () => batches.next(),
      leave() {
        left.abort();
        void batches.return();
      },
    },
    options,
  );
}
