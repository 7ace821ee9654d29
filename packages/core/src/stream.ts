// The loop: a schema and a source in, valid partial objects out, and the result at the end.
import { createPartial, type PartialOptions } from './document.ts';
import type { ArrayElement } from './elements.ts';
import { PartialError } from './error.ts';
import type { ElementOf, FieldPath } from './field-path.ts';
import type { Issue } from './issue.ts';
import type { OutputOf, PartialOf, Schema } from './partial-of.ts';
import { type MessageOptions, type MessageSource, openSource } from './read-messages.ts';
import type { FieldState } from './state.ts';

/** How a source is read, and how its document is judged. */
export interface StreamOptions extends PartialOptions, MessageOptions {}

/** See {@link streamPartial}. */
export interface PartialStream<S extends Schema> extends AsyncIterable<PartialOf<S>> {
  /**
   * The schema's output. It waits for the loop, or reads the source by itself where there is none; rejects with the
   * error that the loop throws, and is never an unhandled rejection.
   */
  readonly final: Promise<OutputOf<S>>;
  /** What there is so far. */
  readonly partial: PartialOf<S> | undefined;
  /** What the schema refused, one entry per path. */
  readonly issues: readonly Issue[];
  /** The last `meta` message. */
  readonly meta: unknown;
  /** Why there is no result: what the loop throws, and `final` rejects with. */
  readonly error: PartialError | undefined;
  /** How far a place is. */
  state(path: FieldPath<S>): FieldState;
  /**
   * The elements of the array at `path`, each once, when it is done. May be read beside the main loop, or alone; to
   * leave it leaves the stream going.
   */
  elements<const P extends FieldPath<S>>(path: P): AsyncIterable<ArrayElement<ElementOf<S, P>>>;
  /** Ends the stream with the error `aborted`, and closes the source. */
  abort(): void;
}

/**
 * Reads a source as a growing document of `schema`: each turn of the loop gives what there is so far, a new object
 * where something has changed. The source is read as fast as the loop turns; a slow loop skips what has passed. It is
 * closed when the loop is left, at `abort()`, and when the document is refused (`onInvalid: 'abort'`).
 *
 * ```ts
 * import { streamPartial } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), age: z.number() });
 * const stream = streamPartial(User, ['{"name": "A', 'da", "age"', ': 36}']);
 * for await (const user of stream) console.log(user); // { name: 'A' }, { name: 'Ada' }, { name: 'Ada', age: 36 }
 * console.log(await stream.final); // { name: 'Ada', age: 36 }
 * ```
 *
 * The loop throws PartialError after the last good partial: `incomplete`, `invalid`, `invalid-json`, `aborted`, or what
 * ended the source.
 */
export function streamPartial<S extends Schema>(
  schema: S,
  source: MessageSource,
  options: StreamOptions = {},
): PartialStream<S> {
  const document = createPartial(schema, { ...options, extract: options.extract ?? 'auto' });
  const { pull, abort: cancel, close } = openSource(source, options);
  let isOver = false;
  let error: PartialError | undefined;
  let output: OutputOf<S>;
  /** The step that is under way, shared by all who wait for one. */
  let step: Promise<void> | undefined;
  let loops = 0;
  let isWanted = false;
  let settle!: () => void;
  const final = new Promise<OutputOf<S>>((resolve, reject) => {
    settle = () => (error ? reject(error) : resolve(output));
  });
  final.catch(() => {});

  async function advance(): Promise<void> {
    for (const message of await pull()) if (!isOver && !document.error) document.apply(message);
    if (!isOver && (document.error || document.ended)) {
      try {
        output = await document.endAsync();
      } catch (cause) {
        // It throws nothing else.
        error ??= cause as PartialError;
      }
      finish();
    }
    step = undefined;
  }

  function next(): Promise<void> {
    step ??= advance();
    return step;
  }

  function finish(): void {
    isOver = true;
    settle();
    void close();
  }

  function abort(): void {
    if (isOver) return;
    document.apply({ type: 'end', reason: 'abort' });
    error = document.error ?? new PartialError('aborted', 'The stream was aborted.');
    cancel();
    finish();
  }

  async function* follow<T>(
    take: () => T | undefined,
    leave: () => void,
  ): AsyncGenerator<T, void, undefined> {
    loops++;
    try {
      for (;;) {
        const value = take();
        if (value !== undefined) yield value;
        else if (isOver) break;
        else await next();
      }
      if (error) throw error;
    } finally {
      loops--;
      leave();
    }
  }

  /** Reads on while nobody else does. */
  async function drive(): Promise<void> {
    while (isWanted && !isOver && !loops) await next();
  }

  return {
    [Symbol.asyncIterator]() {
      let last: PartialOf<S> | undefined;
      return follow(() => {
        const { partial } = document;
        if (partial === last) return undefined;
        last = partial;
        return partial;
      }, abort);
    },

    get final() {
      isWanted = true;
      // A loop that begins right behind `final` comes first.
      queueMicrotask(() => void drive());
      return final;
    },

    elements<P>(path: P & FieldPath<S>) {
      type Element = ArrayElement<ElementOf<S, P>>;
      const queue: Element[] = [];
      // The schema has just passed it.
      const stop = document.elements(path, (element) => queue.push(element as Element));
      const leave = (): void => {
        stop();
        void drive();
      };
      return follow(() => queue.shift(), leave);
    },

    get partial() {
      return document.partial;
    },
    get issues() {
      return document.issues;
    },
    get meta() {
      return document.meta;
    },
    get error() {
      return error;
    },
    state: (path) => document.state(path),
    abort,
  };
}
