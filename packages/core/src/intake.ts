// Takes chunks of any kind and makes messages of them: finds out how they are framed, then whose format they are.
import { CHECKS, decode, type Frame } from './decode-message.ts';
import { PartialError } from './error.ts';
import { createEvents } from './events.ts';
import type { Message } from './message.ts';
import { type Choosing, type Format, follow } from './sources/follow.ts';
import { FORMATS } from './sources/formats.ts';
import { statusError } from './sources/status-error.ts';

/** How a source is read. */
export interface MessageOptions extends Choosing {
  /** Ends the reading, with reason `abort`, and closes the source. */
  readonly signal?: AbortSignal | undefined;
  /** UTF-16 units of one event or line; 8 Mi by default. */
  readonly limit?: number | undefined;
  /** Hears when the server wants to be asked again (`retry:` of an event stream), in milliseconds. */
  readonly onRetry?: ((ms: number) => void) | undefined;
}

/** Chunks on their way into the messages that they come to. Nothing throws: trouble is an `end`, with an error. */
export interface Intake {
  push(chunk: unknown): Message[];
  /** The source has ended. */
  end(): Message[];
  /** The source has failed. What had ended before has ended well. */
  break(error: unknown): Message[];
}

/** As much of a blank beginning, or of an error's text, as is kept. */
const ENOUGH = 1 << 16;

/** @param isOwn Whether the source says that it speaks PartialKit's own protocol. */
export function createIntake(
  options: MessageOptions,
  type: string,
  status: number,
  isOwn: boolean | undefined,
): Intake {
  const { limit = 1 << 23 } = options;
  const decoder = new TextDecoder();
  const out = follow(options, emit);
  /** How text is read, once that is known: as events, as lines, as one document, or kept as no stream at all. */
  let read: ((text: string) => void) | undefined = status > 299 ? keep : undefined;
  let tell: ReturnType<Format['open']> | undefined;
  let format: Format | 'own' | 'snapshots' | undefined = isOwn ? 'own' : undefined;
  let messages: Message[] = [];
  /** What waits for more: a beginning, a line, a body; or lines in an event stream that are no part of it. */
  let held = '';
  /** The source has ended: what is not whole now was cut. */
  let isLast = false;

  const events = createEvents(
    {
      event({ data, event = '', id }) {
        if (data.trim() !== '[DONE]') json(data, event === 'message' ? '' : event, id);
        else out.finish(format === 'snapshots' ? 'stop' : '', true);
      },
      stray: keep,
      oversize,
      retry: options.onRetry,
    },
    limit,
  );

  function emit(message: Message): void {
    const last = messages.at(-1);
    if (message.type === 'delta' && last?.type === 'delta' && !message.id && !last.id) {
      messages[messages.length - 1] = { type: 'delta', text: last.text + message.text };
    } else messages.push(message);
  }

  function oversize(): void {
    out.fail(`An event is longer than ${limit} characters.`, 'limit');
  }

  function keep(piece: string): void {
    if (held.length < ENOUGH) held += piece;
  }

  function text(piece: string): void {
    let whole = piece;
    if (!read) {
      whole = held += piece;
      const start = held.trimStart();
      const isEvents = /event-stream/.test(type) || /^(data|event|id|retry)?:/.test(start);
      const isOpen = !isLast && held.length < ENOUGH && ' data: event: id: retry: :'.includes(` ${start}`);
      if (isOpen && !isEvents) return;
      // Without what stands before the first line, such as a BOM.
      if (isEvents) whole = start;
      read = isEvents
        ? events.push
        : /html/.test(type)
          ? keep
          : /ndjson|jsonl|json-l/.test(type)
            ? lines
            : (text) => text && emit({ type: 'delta', text });
      held = '';
    }
    read(whole);
  }

  function lines(piece: string): void {
    const [first, ...more] = piece.split('\n');
    held += first;
    for (const line of more) {
      json(held);
      held = line;
    }
    if (held.length > limit) oversize();
  }

  function json(data: string, name?: string, id?: string): void {
    if (out.done || (name === undefined && !data.trim())) return;
    if (data.length > limit) {
      oversize();
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch (error) {
      // Half a line or event was cut; an event of somebody else may hold anything.
      if (isLast) out.done = true;
      else if (name === 'error') out.fail(data);
      else if (!name || format === 'own') throw error;
      return;
    }
    take(value, name, id);
  }

  /** Takes a whole value; `name` is that of its event, '' without one, undefined where there are no events. */
  function take(value: unknown, name?: string, id?: string): void {
    const fields: Record<string, unknown> = Object(value);
    const { type, object, error, errorText, sequence_number } = fields;
    const isBare = name === undefined;
    const frame: Frame = isBare ? fields : { type: name || 'delta', data: value, id };
    const isMessage =
      (name ? typeof format !== 'object' : !format && (isBare || typeof value === 'string')) &&
      CHECKS.has(frame.type);
    if (isMessage || format === 'own') {
      let message: Message | undefined;
      try {
        message = decode(frame);
      } catch (error) {
        // Where whole values come, an event of that name may be somebody else's.
        if (format === 'snapshots') return;
        throw error;
      }
      format = 'own';
      // A type of a later version is ignored, but its id counts.
      if (message ?? frame.id) emit(message ?? { type: 'delta', text: '', id: `${frame.id}` });
      out.done = message?.type === 'end';
      return;
    }
    format ??= FORMATS.find(({ is }) => is(fields));
    const isForeign = typeof format === 'object';
    // Only where a format is known, an `error` cannot be a part of somebody's document; but a document neither says
    // that it is the object of an error (vLLM and others), nor counts errors (OpenAI Responses).
    const isError = type === 'error' || type === 'RUN_ERROR';
    const isTold = isForeign || sequence_number !== undefined;
    const failure =
      object === 'error'
        ? (error ?? value)
        : type === undefined
          ? error
          : isError && (error ?? errorText ?? (isTold && value));
    if (typeof format === 'object') {
      tell ??= format.open(out);
      tell(fields);
    }
    if (name === 'error' || (failure && (isForeign || Object(failure).message))) out.fail(failure || value);
    else if (!name && !isForeign) {
      format = 'snapshots';
      // It came out of JSON.parse, or out of an iterable whose maker vouches for it.
      emit({ type: 'snapshot', value: value as never });
    }
  }

  function flush(): void {
    isLast = true;
    text(decoder.decode());
    if (read === keep) out.fail(...statusError(status, held));
    else if (read === lines) json(held);
    else if (read === events.push) {
      // A last event without its blank line is dropped in our own protocol, where it would be asked for again.
      events.end(format !== 'own');
      // Gemini writes an error in mid-stream as bare JSON.
      if (/^\s*\{/.test(held)) json(held, 'stray');
    }
    if (!out.done && (format === 'snapshots' || (!format && read !== events.push))) out.finish('stop');
  }

  /** Does what may throw, and takes out what it came to. */
  function attempt(work: () => void, isEnd = false): Message[] {
    try {
      if (!out.done) work();
    } catch (error) {
      out.fail(error, 'protocol');
    }
    if ((isEnd || out.done) && messages.at(-1)?.type !== 'end') out.end();
    const taken = messages;
    messages = [];
    return taken;
  }

  return {
    push: (chunk) =>
      attempt(() => {
        if (typeof chunk === 'string') text(chunk);
        else if (ArrayBuffer.isView(chunk) || chunk instanceof ArrayBuffer)
          text(decoder.decode(chunk, { stream: true }));
        else take(chunk);
      }),

    end: () => attempt(flush, true),

    break(error) {
      const cause = Object(error);
      // The clients of OpenAI and Anthropic give their own name to it.
      const isAbort = cause.name === 'AbortError' || /^Request was aborted/.test(cause.message);
      // The errors of client libraries are answers of the provider.
      const isAnswer = 'status' in cause || 'statusCode' in cause;
      if (read !== keep) {
        if (isAbort) out.finish('abort');
        else if (isAnswer || !out.reason) {
          const isClient = isAnswer || (format && !read && !isOwn);
          out.fail(error, error instanceof PartialError ? error.code : isClient ? 'provider' : 'cut');
        }
        out.done = true;
      }
      return attempt(flush, true);
    },
  };
}
