// What a model call gives back, now or later, as messages that always come to an end.
import {
  type Message,
  type MessageOptions,
  type MessageSource,
  PartialError,
  readMessages,
} from '@partialkit/core';

/** What `readMessages` takes, or a promise of it. */
export type Source = MessageSource | PromiseLike<MessageSource>;

/** How a source is read: which choice or tool call is followed, and how long one event may be. */
export type SourceOptions = Omit<MessageOptions, 'signal' | 'onRetry'>;

const TRANSIENT = /^(408|425|429|5\d\d)$/;

/**
 * Begins and reads a source. Never throws: what goes wrong, also before there is anything to read, is an `end`. An
 * aborted signal ends it at once, whether the source listens or not.
 */
export async function* readSource(
  begin: () => Source,
  options: SourceOptions,
  signal: AbortSignal,
): AsyncGenerator<Message, void, undefined> {
  let source: MessageSource;
  try {
    source = await unlessAborted(begin, options, signal);
  } catch (error) {
    yield failure(error, signal);
    return;
  }
  yield* readMessages(source, { ...options, signal });
}

async function unlessAborted(
  begin: () => Source,
  options: SourceOptions,
  signal: AbortSignal,
): Promise<MessageSource> {
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  // Nobody may be left to hear of it.
  aborted.catch(() => {});
  try {
    signal.throwIfAborted();
    const begun = Promise.resolve(begin());
    const source = await Promise.race([begun, aborted]).catch((error: unknown) => {
      if (signal.aborted)
        begun.then(
          (late) => close(late, options),
          () => {},
        );
      throw error;
    });
    return source;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Closes a source that has come too late. */
async function close(source: MessageSource, options: SourceOptions): Promise<void> {
  const controller = new AbortController();
  const messages = readMessages(source, { ...options, signal: controller.signal });
  const first = messages.next();
  controller.abort();
  await first;
  await messages.return();
}

function failure(error: unknown, signal: AbortSignal): Message {
  const { name, message = error, status, statusCode = status }: Record<string, unknown> = Object(error);
  if (signal.aborted || name === 'AbortError') return { type: 'end', reason: 'abort' };
  const code = error instanceof PartialError ? error.code : 'provider';
  const retryable = TRANSIENT.test(`${statusCode}`);
  return { type: 'end', reason: 'error', error: { code, message: `${message}`, retryable } };
}
