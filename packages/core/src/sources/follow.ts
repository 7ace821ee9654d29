// Follows one document among the outputs of a model: a block of text, the arguments of a tool call, or a state.
import type { JsonValue } from '../json.ts';
import type { EndError, EndReason, Message } from '../message.ts';

/** Which output is followed. */
export interface Choosing {
  /** The index of the choice (OpenAI) or candidate (Gemini); 0 by default. */
  readonly choice?: number;
  /**
   * The tool call to follow: its name, its place among the tool calls, or true for the first one; false for none. By
   * default the first document that begins is followed, in text or in the arguments of a tool that the model calls,
   * but not of a tool that the provider runs itself.
   */
  readonly tool?: string | number | boolean;
}

/** Names a block of text or a tool call within a stream. */
type Key = string | number | object;

type Text = string | null | undefined;

/** What a format says of its payloads. */
export interface Output {
  readonly choice: number;
  /** The count of tokens, told before the end. */
  usage: JsonValue | undefined;
  /** Nothing more can come. */
  done: boolean;
  /** Why the output ended; it is cut until that is known. */
  readonly reason: EndReason | undefined;
  /** A piece of a text block. Prose waits until it is clear that nothing better follows. */
  text(text: Text, key?: Key): void;
  /**
   * A piece of a tool call's arguments, as text or, where they come at once, as a value. The call begins with the
   * first piece that has a name; without a key it is the last one.
   */
  tool(key: Key | undefined, args?: unknown, name?: string, isHosted?: boolean): void;
  /** A whole state, or a change of it. */
  state(message: Message | undefined): void;
  /** One of the things that stand beside the document, where there is one. */
  meta(key: string, value: unknown): void;
  /** What came so far is void; the model begins again. */
  reset(): void;
  /** The provider's word for why the output ended; the first one stays. */
  finish(word: Text, isLast?: boolean): void;
  fail(error: unknown, code?: string): void;
  /** Says how it ended. */
  end(): void;
}

/** A provider's way to stream. */
export interface Format {
  /** Whether a payload can only be of this format: documents of users must not look like one. */
  is(payload: object): boolean;
  /** Tells what a payload says. A payload of another shape may throw. */
  read(payload: object, out: Output): void;
}

const REASONS: readonly (readonly [RegExp, EndReason])[] = [
  [/length|max_|exceed/i, 'length'],
  [/filter|refus|safety|recit|block|prohib|spii|sensitive|guardrail/i, 'filter'],
  [/abort|cancel/i, 'abort'],
  [/^(stop|STOP|end|tool|function|complete|eos|pause|other|unknown)/, 'stop'],
];

/** HTTP statuses and error types that are worth another try. */
const TRANSIENT: RegExp =
  /\b(408|425|429|5\d\d)\b|overload|rate_limit|timeout|unavailable|server_error|api_error|internal/i;

// What a document begins with: at the start of its block (NUL), or later in prose. Blanks are taken out before.
const DOCUMENT = /^\0([{[]|```|<think)|```json|\{"|\[["{]/;
/** No preface is longer than this. */
const PATIENCE = 1 << 20;

export function follow({ choice = 0, tool: pick }: Choosing, emit: (message: Message) => void): Output {
  const isTool = (pick ?? false) !== false;
  let followed: unknown;
  let isSent = false;
  let prose = '';
  let block: Key | undefined;
  let blockStart = 0;
  let tail = '';
  const tools = new Set<unknown>();
  let lastTool: Key = '';
  let lastWord = '';
  let isRefused = false;
  let error: EndError | undefined;

  function delta(text: string): void {
    isSent = true;
    emit({ type: 'delta', text });
  }

  const out: Output & { reason: EndReason | undefined } = {
    choice,
    usage: undefined,
    done: false,
    reason: undefined,

    text(text, key = '') {
      if (!text) return;
      if (followed === key) delta(text);
      if (followed !== undefined || isTool) return;
      if (key !== block) {
        block = key;
        blockStart = prose.length;
        tail = '\0';
      }
      prose += text;
      const seen = tail + text.replace(/\s+/g, '');
      tail = seen.slice(-7);
      if (DOCUMENT.test(seen) || prose.length > PATIENCE) {
        followed = key;
        delta(prose.slice(blockStart));
      }
    },

    tool(key = lastTool, args, name, isHosted = false) {
      lastTool = key;
      if (name && !tools.has(key)) {
        if (
          followed === undefined &&
          [pick ?? !isHosted].some((is) => is === true || is === name || is === tools.size)
        ) {
          followed = key;
          out.meta('tool', name);
        }
        tools.add(key);
      }
      if (followed !== key || !args) return;
      if (typeof args === 'string') delta(args);
      else if (!isSent) delta(JSON.stringify(args));
    },

    state(message) {
      if (!message) return;
      if (followed === undefined && !isTool) {
        followed = emit;
        if (message.type === 'patch') emit({ type: 'snapshot', value: {} });
      }
      if (followed === emit) emit(message);
    },

    meta(key, value) {
      if (!value) return;
      isRefused ||= key === 'refusal';
      emit({ type: 'meta', value: { [key]: value as JsonValue } });
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
      if (!word || out.reason) return;
      lastWord = word;
      out.reason = REASONS.find(([words]) => words.test(word))?.[1] ?? 'error';
    },

    fail(cause, code = 'provider') {
      const { type, message, code: kind, status, status_code, statusCode, error: body } = Object(cause);
      out.done = true;
      error = {
        code,
        // The client of Anthropic keeps the words apart from its own.
        message: String(body?.error?.message ?? message ?? cause),
        retryable: TRANSIENT.test(`${[type, kind, status, status_code, statusCode]}`),
      };
    },

    end() {
      out.meta('usage', out.usage);
      if (followed === undefined && !isTool && prose) delta(prose);
      let reason = out.reason ?? 'error';
      if (reason === 'stop' && isRefused) reason = 'filter';
      if (reason === 'error')
        error ??= out.reason ? { code: 'provider', message: lastWord } : { code: 'cut' };
      if (error) reason = 'error';
      if (reason === 'stop' && !isSent && tools.has(followed)) delta('{}');
      emit({ type: 'end', reason, ...(error && { error }) });
    },
  };
  return out;
}
