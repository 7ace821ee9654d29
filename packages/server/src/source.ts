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
  yield* readMessages(isGenerator(source) ? blamed(source) : source, { ...options, signal });
}

/** Whether an application has written it: what a library or a network hands out is something else. */
function isGenerator(source: MessageSource): source is AsyncGenerator<never> {
  return /Generator/.test(Object.prototype.toString.call(source));
}

/** The same; what it throws is the producer's fault, and no sign of a lost connection. */
async function* blamed<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* source;
  } catch (error) {
    const { name, message = error, status, statusCode = status }: Record<string, unknown> = Object(error);
    if (error instanceof PartialError || name === 'AbortError' || statusCode !== undefined) throw error;
    throw new PartialError('provider', `${message}`, { cause: error });
  }
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
      if (signal.aborted) void closeSource(begun, options);
      throw error;
    });
    return source;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Closes a source that nobody has read, or will close once it comes. Never rejects. */
export async function closeSource(source: Source, options: SourceOptions): Promise<void> {
  try {
    const messages = readMessages(await source, { ...options, signal: AbortSignal.abort() });
    await messages.next();
    await messages.return();
  } catch {
    // It never came.
  }
}

function failure(error: unknown, signal: AbortSignal): Message {
  const { name, message = error, status, statusCode = status }: Record<string, unknown> = Object(error);
  if (signal.aborted || name === 'AbortError') return { type: 'end', reason: 'abort' };
  const code = error instanceof PartialError ? error.code : 'provider';
  const retryable = TRANSIENT.test(`${statusCode}`);
  return { type: 'end', reason: 'error', error: { code, message: `${message}`, retryable } };
}
