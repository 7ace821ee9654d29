// Follows one document among the outputs of a model: a block of text, the arguments of a tool call, or a state.
import type { JsonObject, JsonValue } from '../json.ts';
import type { EndError, EndReason, Message } from '../message.ts';

/** Which output is followed. */
export interface Choosing {
  /** The index of the choice (OpenAI) or candidate (Gemini); 0 by default. */
  readonly choice?: number | undefined;
  /**
   * The tool call to follow: its name, its place among the tool calls, or true for the first one; false for none. By
   * default the first document that begins is followed, in text or in the arguments of a tool that the model calls,
   * but not of a tool that the provider runs itself.
   */
  readonly tool?: string | number | boolean | undefined;
}

/** Names a block of text or a tool call within a stream. */
export type Key = string | number | object;

type Text = string | null | undefined;

/** What a format says of its payloads. */
export interface Output {
  readonly choice: number;
  /** Nothing more can come. */
  done: boolean;
  /** Why the output ended; it is cut until that is known. */
  readonly reason: EndReason | undefined;
  /** A piece of a text block, without a key of the last one. Prose waits until nothing better can follow. */
  text(text: Text, key?: Key): void;
  /**
   * A piece of a tool call's arguments; or all of them, as text or as a value, which tells nothing new behind pieces.
   * The call begins with the first piece that has a name; without a key it is the last one.
   */
  tool(key: Key | undefined, args?: unknown, name?: string, isHosted?: boolean, isWhole?: boolean): void;
  /** A whole state, or a change of it. */
  state(message: Message | undefined): void;
  /** One of the things that stand beside the document, where there is one; `usage` is gathered for the end. */
  meta(key: string, value: unknown): void;
  /** What came so far is void; the model begins again. */
  reset(): void;
  /** The provider's word for why the output ended; the first one stays. */
  finish(word: Text, isLast?: boolean): void;
  fail(error: unknown, code?: string): void;
  /** Says how it ended. */
  end(): void;
}

/** A way to stream. */
export interface Format {
  /** Whether a payload can only be of this format: documents of users must not look like one. */
  is(payload: object): boolean;
  /** Makes what tells, payload by payload, what a stream says. A payload of another shape may throw. */
  open(out: Output): (payload: object) => void;
}

const REASONS: readonly (readonly [RegExp, EndReason])[] = [
  [/length|max_|exceed/i, 'length'],
  [/filter|refus|safety|recit|block|prohib|spii|sensitive|guardrail|armor/i, 'filter'],
  [/abort|cancel/i, 'abort'],
  [/^(stop|STOP|end|tool|function|complete|eos|pause|other|finish|message_stop|RUN_FIN)/, 'stop'],
];

/** HTTP statuses and error types that are worth another try. */
const TRANSIENT: RegExp =
  /\b(408|425|429|5\d\d)\b|overload|rate_limit|timeout|unavailable|server_error|api_error|internal/i;
/** What a network's failure is called by client libraries and engines. */
const NETWORK: RegExp = /^(connection error|request timed|terminated|fetch failed|network)/i;

// What a document begins with: at the start of its block (NUL), or later in prose. Blanks are taken out before.
const DOCUMENT = /^\0(\{|\[([[\]{"'\d-]|true|false|null))|```(json|[{[])|\{"|\[["{]/i;
/** A think block at the start says nothing of what follows. */
const THOUGHTS = /^\0<think.*?<\/think(ing)?>/;
/** No preface is longer than this. */
const PATIENCE = 1 << 20;

export function follow({ choice = 0, tool: pick }: Choosing, emit: (message: Message) => void): Output {
  let followed: unknown;
  let isSent = false;
  let prose = '';
  let block: Key | undefined;
  let blockStart = 0;
  let tail = '';
  const tools = new Set<unknown>();
  let lastText: Key = '';
  let lastTool: Key = '';
  let usage: JsonObject | undefined;
  let isRefused = false;
  let error: EndError | undefined;

  function delta(text: string): void {
    isSent = true;
    emit({ type: 'delta', text });
  }

  /** Whether text or a state may be followed. */
  const isFree = (): boolean => followed === undefined && (pick ?? false) === false;

  const out: Output & { reason: EndReason | undefined } = {
    choice,
    done: false,
    reason: undefined,

    text(text, key = lastText) {
      lastText = key;
      if (!text) return;
      if (followed === key) delta(text);
      if (!isFree()) return;
      if (key !== block) {
        block = key;
        blockStart = prose.length;
        tail = '\0';
      }
      prose += text;
      tail = (tail + text.replace(/\s+/g, '')).replace(THOUGHTS, '\0');
      const isThought = tail.startsWith('\0<think');
      if ((!isThought && DOCUMENT.test(tail)) || prose.length > PATIENCE) {
        followed = key;
        delta(prose.slice(blockStart));
      }
      tail = isThought ? tail.slice(0, 7) + tail.slice(7).slice(-12) : tail.slice(-7);
    },

    tool(key = lastTool, args, name, isHosted = false, isWhole = typeof args !== 'string') {
      lastTool = key;
      if (name && !tools.has(key)) {
        if (followed === undefined && [true, name, tools.size].includes(pick ?? !isHosted)) {
          followed = key;
          out.meta('tool', name);
        }
        tools.add(key);
      }
      if (followed === key && args && !(isWhole && isSent)) {
        delta(typeof args === 'string' ? args : JSON.stringify(args));
      }
    },

    state(message) {
      if (!message) return;
      if (isFree()) {
        followed = emit;
        if (message.type === 'patch') emit({ type: 'snapshot', value: {} });
      }
      if (followed === emit) emit(message);
    },

    meta(key, value) {
      if (!value) return;
      isRefused ||= key === 'refusal';
      // The end may count anew only what has changed since the start.
      if (key === 'usage') usage = { ...usage, ...(value as JsonObject) };
      else emit({ type: 'meta', value: { [key]: value as JsonValue } });
    },

    reset() {
      if (isSent) emit({ type: 'snapshot', text: '' });
      followed = block = undefined;
      isSent = false;
      prose = '';
      tools.clear();
    },

    finish(word, isLast = false) {
      out.done ||= isLast;
      // The AI SDK has been told no reason.
      if (!word || word === 'unknown' || out.reason) return;
      out.reason = REASONS.find(([words]) => words.test(word))?.[1] ?? 'error';
      if (out.reason === 'error') error ??= { code: 'provider', message: word };
    },

    fail(cause, code = 'provider') {
      const { type, message, code: kind, status, status_code, statusCode, error: body } = Object(cause);
      out.done = true;
      // The client of Anthropic keeps the words apart from its own.
      const words = body?.error?.message ?? message ?? cause;
      error = {
        code,
        message: Object(words) === words ? JSON.stringify(words) : `${words}`,
        retryable: TRANSIENT.test(`${[type, kind, status, status_code, statusCode]}`) || NETWORK.test(words),
      };
    },

    end() {
      if (usage) emit({ type: 'meta', value: { usage } });
      if (isFree() && prose) delta(prose);
      let { reason } = out;
      if (!reason) error ??= { code: 'cut' };
      if (isRefused && reason === 'stop') reason = 'filter';
      if (error) reason = 'error';
      if (reason === 'stop' && !isSent && tools.has(followed)) delta('{}');
      emit({ type: 'end', reason: reason as EndReason, ...(error && { error }) });
    },
  };
  return out;
}
