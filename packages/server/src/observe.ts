// Lets the server itself see what a run comes to.
import {
  createPartial,
  type Message,
  type OutputOf,
  type PartialDocument,
  type PartialError,
  type PartialOptions,
  type Schema,
} from '@partialkit/core';

/** What was asked, and what has come of it. */
export interface RunContext<S extends Schema, Input> {
  readonly run: string;
  readonly input: Input;
  readonly request: Request;
  /** What there was last: `partial`, `issues`, `meta`. */
  readonly document: PartialDocument<S>;
}

/** Who hears of the end of a run; one of the two, once. Work that they return is waited for before the stream closes. */
export interface RunHooks<S extends Schema, Input> extends Optional<Hooks<S, Input>> {}

/** `T` with every key optional. Its methods stay methods: an application may declare them for narrower arguments. */
type Optional<T> = { [K in keyof T]?: T[K] | undefined };

interface Hooks<S extends Schema, Input> {
  /** The document is whole, and its schema takes it. */
  onFinish(data: OutputOf<S>, context: RunContext<S, Input>): unknown;
  /**
   * It is not: `incomplete`, `invalid`, `aborted` by its reader, or the provider's error, with its message, which the
   * reader never gets.
   */
  onError(error: PartialError, context: RunContext<S, Input>): unknown;
}

/** Passes messages on unchanged; reads them along where there is a hook. */
export async function* observe<S extends Schema, Input>(
  messages: AsyncIterable<Message>,
  schema: S,
  options: PartialOptions,
  { onFinish, onError }: RunHooks<S, Input>,
  context: Omit<RunContext<S, Input>, 'document'>,
): AsyncGenerator<Message, void, undefined> {
  if (!onFinish && !onError) return yield* messages;
  const document = createPartial(schema, { ...options, extract: options.extract ?? 'auto' });
  for await (const message of messages) {
    document.apply(message);
    // The reader hears of the end before the hooks have done their work, but the stream stays open for them.
    let work = message.type === 'end' ? tell() : undefined;
    try {
      yield message;
    } catch (cause) {
      // What has come cannot be sent.
      document.apply({ type: 'end', reason: 'error', error: { code: 'provider', message: `${cause}` } });
      work ??= tell();
      return;
    } finally {
      await work;
    }
  }

  async function tell(): Promise<void> {
    const all = { ...context, document };
    try {
      const result = await document.endAsync().then(
        (data) => ({ data }),
        // It throws nothing else.
        (error: unknown) => ({ error: error as PartialError }),
      );
      if ('data' in result) await onFinish?.(result.data, all);
      else await onError?.(result.error, all);
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: the run is over; only the log of the process is left to tell of it.
      console.error(error);
    }
  }
}
