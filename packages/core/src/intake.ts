// Takes chunks of any kind and makes messages of them: finds out how they are framed, then whose format they are.
import { CHECKS, decode } from './decode-message.ts';
import { dataOf } from './encode-message.ts';
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
  readonly limit?: number;
  /** Hears when the server wants to be asked again (`retry:` of an event stream), in milliseconds. */
  readonly onRetry?: (ms: number) => void;
}

/** Chunks on their way into messages. Nothing throws: trouble is an `end` with an error. */
export interface Intake {
  push(chunk: unknown): void;
  /** The source has ended. */
  end(): void;
  /** The source has failed. What had ended before has ended well. */
  break(error: unknown): void;
  /** The `end` is made; nothing follows it. */
  readonly done: boolean;
  /** Takes out what was made. */
  take(): Message[];
}

/** `body` is that of an HTTP error, or a page for people. */
type Framing = 'events' | 'lines' | 'text' | 'body';

const STARTS = ['data:', 'event:', 'id:', 'retry:', ':'];
/** As much of a blank beginning, or of an error's text, as is kept. */
const ENOUGH = 1 << 16;

export function createIntake(options: MessageOptions, type: string, status: number): Intake {
  const { limit = 1 << 23 } = options;
  const decoder = new TextDecoder();
  const out = follow(options, emit);
  let framing: Framing | undefined = status > 299 ? 'body' : /event-stream/.test(type) ? 'events' : undefined;
  let format: Format | 'own' | 'snapshots' | undefined;
  let messages: Message[] = [];
  /** A beginning, or a line, that waits for more. */
  let held = '';
  /** Lines in an event stream that are no part of it. */
  let stray = '';
  /** The source has ended: what is not whole now was cut. */
  let isLast = false;
  let isEnded = false;

  const events = createEvents(
    {
      event({ data, event = '', id }) {
        if (data.trim() !== '[DONE]') json(data, event === 'message' ? '' : event, id);
        else out.finish(format === 'snapshots' ? 'stop' : '', true);
      },
      stray(line) {
        if (stray.length < ENOUGH) stray += line;
      },
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

  function attempt(work: () => void): void {
    try {
      if (!out.done) work();
    } catch (error) {
      out.fail(error, 'protocol');
    }
  }

  function oversize(): void {
    out.fail(`An event is longer than ${limit} characters.`, 'limit');
  }

  function text(piece: string): void {
    let whole = piece;
    if (!framing) {
      whole = held += piece;
      const start = held.trimStart();
      const isEvents = STARTS.some((name) => start.startsWith(name));
      const isOpen = !isLast && held.length < ENOUGH && STARTS.some((name) => name.startsWith(start));
      if (!held || (isOpen && !isEvents)) return;
      held = '';
      framing = isEvents
        ? 'events'
        : /html/.test(type)
          ? 'body'
          : /ndjson|jsonl|json-l/.test(type)
            ? 'lines'
            : 'text';
    }
    if (framing === 'events') events.push(whole);
    else if (framing === 'text') whole && emit({ type: 'delta', text: whole });
    else if (framing === 'lines') lines(whole);
    else if (held.length < ENOUGH) held += whole;
  }

  function lines(piece: string): void {
    const end = piece.lastIndexOf('\n') + 1;
    if (end) {
      const whole = held + piece.slice(0, end);
      held = '';
      for (const line of whole.split('\n')) json(line);
    }
    held += piece.slice(end);
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
    const { type, error, errorText } = fields;
    const isFrame = name === undefined;
    const isOwn = name
      ? typeof format !== 'object' && CHECKS.has(name)
      : !format && (isFrame ? CHECKS.has(type) : typeof value === 'string');
    if (isOwn || format === 'own') {
      format = 'own';
      if (isFrame) own(type, 'data' in fields ? fields.data : dataOf(value as Message), fields.id);
      else own(name || 'delta', value, id);
      return;
    }
    format ??= FORMATS.find(({ is }) => is(fields));
    const isForeign = typeof format === 'object';
    // Only where a format is known, an `error` cannot be a part of somebody's document.
    const failure =
      type === undefined ? error : type === 'error' && (error ?? errorText ?? (isForeign && value));
    if (typeof format === 'object') format.read(fields, out);
    if (name === 'error' || (failure && (isForeign || Object(failure).message))) out.fail(failure || value);
    else if (!name && !isForeign) {
      format = 'snapshots';
      // It came out of JSON.parse, or out of an iterable whose maker vouches for it.
      emit({ type: 'snapshot', value: value as never });
    }
  }

  function own(type: unknown, data: unknown, id: unknown): void {
    const message = decode(type, data, id);
    // A type of a later version is ignored, but its id counts.
    if (message ?? id) emit(message ?? { type: 'delta', text: '', id: `${id}` });
    isEnded = out.done = message?.type === 'end';
  }

  function flush(): void {
    isLast = true;
    text(decoder.decode());
    if (framing === 'body') out.fail(...statusError(status, held));
    else if (framing === 'lines') json(held);
    else if (framing === 'events') {
      // A last event without its blank line is dropped in our own protocol, where it would be asked for again.
      events.end(format !== 'own');
      // Gemini writes an error in mid-stream as bare JSON.
      if (/^\s*\{/.test(stray)) json(stray, 'stray');
    }
    if (!out.done && (format === 'snapshots' || (!format && framing !== 'events'))) out.finish('stop');
  }

  function end(): void {
    attempt(flush);
    if (!isEnded) out.end();
    isEnded = true;
  }

  return {
    push(chunk) {
      attempt(() => {
        if (typeof chunk === 'string') text(chunk);
        else if (ArrayBuffer.isView(chunk)) text(decoder.decode(chunk, { stream: true }));
        else take(chunk);
      });
      if (out.done) end();
    },

    end,

    break(error) {
      const cause = Object(error);
      // The errors of client libraries are answers of the provider.
      const isAnswer = 'status' in cause || 'statusCode' in cause;
      if (framing !== 'body') {
        if (cause.name === 'AbortError') out.finish('abort', true);
        else if (isAnswer || !out.reason) {
          const isClient = isAnswer || (format && !framing);
          out.fail(error, error instanceof PartialError ? error.code : isClient ? 'provider' : 'cut');
        }
        out.done = true;
      }
      end();
    },

    get done() {
      return isEnded;
    },

    take() {
      const taken = messages;
      messages = [];
      return taken;
    },
  };
}
