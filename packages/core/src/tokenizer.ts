// Turns characters into tokens: it knows the grammar of JSON and every place in the text, but builds no values.
import { PartialError } from './error.ts';
import type { JsonPath } from './json.ts';
import type { Repair, Warning } from './repair.ts';
import { AFTER_NUMBER, ESCAPES, isWhole, nextInNumber, WORDS } from './scalars.ts';
import {
  BEGIN,
  CLOSE,
  GROW,
  KEY,
  NUM,
  OPEN_ARRAY,
  OPEN_OBJECT,
  SCALAR,
  type Sink,
  STR,
  STRING,
} from './token.ts';

/** Limits on one document; each ends it with a `limit` error. */
export interface Limits {
  /** Nested containers; 512 by default. */
  readonly depth?: number | undefined;
  /** UTF-16 units of one string or number; 32 Mi by default. */
  readonly string?: number | undefined;
  /** UTF-16 units of the whole text; 64 Mi by default. */
  readonly size?: number | undefined;
  /** Issues that a schema may raise, and warnings that are kept; 1,000 by default. */
  readonly issues?: number | undefined;
}

// What the grammar allows next, or the token that the chunk has cut.
const VALUE = 0;
const FIRST_ITEM = 1;
const FIRST_KEY = 2;
const NEXT_KEY = 3;
const COLON = 4;
const AFTER = 5;
const END = 6;
const TEXT = 7;
const ESCAPE = 8;
const UNICODE = 9;
const NUMBER = 10;
const WORD = 11;
const COMMENT = 12;

const EXPECTED = [
  'a value',
  'a value or "]"',
  'a key or "}"',
  'a key',
  '":"',
  '"," or a closing bracket',
  'the end',
];

/** One pass over a text that comes in pieces; linear, and never recursive: what is open is a stack. */
export class Tokenizer {
  /** UTF-16 units before the current chunk. */
  #base = 0;
  #line = 1;
  #lineStart = 0;
  #state = VALUE;
  /** The kinds of the open containers: true for an array. */
  readonly #stack: boolean[] = [];
  /** The token that a chunk has cut; of a string, what has not been shown. */
  #part = '';
  /** What has been shown of an open string. */
  #shown = '';
  /** A high surrogate that waits for the low one. */
  #high = '';
  #isKey = false;
  /** True from where a key may begin to its end: it has no place of its own yet. */
  #atKey = false;
  #quote = 34;
  /** The state of a number, or the bits of an escape. */
  #bits = 0;
  #resume = VALUE;
  readonly #sink: Sink;
  readonly #repair: boolean | readonly Repair[];
  readonly #limits: Readonly<Record<keyof Limits, number>>;
  readonly warnings: Warning[] = [];
  /** True where values in a row are one document. */
  rows = false;

  constructor(sink: Sink, limits: Limits = {}, repair: boolean | readonly Repair[] = false) {
    this.#sink = sink;
    this.#repair = repair;
    const { depth = 512, string = 1 << 25, size = 1 << 26, issues = 1000 } = limits;
    this.#limits = { depth, string, size, issues };
  }

  /** True once a whole top-level value has been read. */
  get done(): boolean {
    return this.#state === END;
  }

  /** Makes ready for another value in a row. */
  next(): void {
    this.#state = VALUE;
  }

  /** Passes over text that is not the document's. */
  skip(text: string): void {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.#newline(i);
    this.#take(text.length);
  }

  /**
   * Reads a piece of text and returns how many units it took: all, or with `single` up to the end of a top-level value.
   * @throws PartialError `invalid-json`, `limit`
   */
  push(text: string, single = false): number {
    const sink = this.#sink;
    const length = text.length;
    const room = Math.max(0, this.#limits.size - this.#base);
    if (length > room) {
      // What is shown, and where the error stands, does not depend on how the text was cut.
      const taken = this.push(text.slice(0, room), single);
      if (taken < room || (single && this.done)) return taken;
      this.#limit(0, 'size');
    }
    let i = 0;
    let state = this.#state;
    while (i < length) {
      let code = text.charCodeAt(i);
      if (state === TEXT) {
        const start = i;
        const quote = this.#quote;
        while (code !== quote && code !== 92 && (code > 31 || this.#mend('control-character', i, code))) {
          if (++i === length) break;
          code = text.charCodeAt(i);
        }
        // What follows a high surrogate may be an escape.
        const waits = i > start && (i === length || code === 92);
        const cut = waits && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800 ? 1 : 0;
        let part = i === start ? '' : text.slice(start, i - cut);
        if (this.#part || this.#high) {
          // Before an escape, or what is no part of a string, a high surrogate waits on.
          const isEscape = i === start && (code === 92 || code < 32);
          part = isEscape ? this.#part : this.#part + this.#high + part;
          if (!isEscape) this.#high = '';
        }
        if (cut) this.#high = text[i - 1] as string;
        this.#fit(part, i - cut);
        if (i < length && code < 32) {
          this.#part = part;
          this.#showString();
          this.#fail(i, text, 'a character of a string');
        }
        if (i++ === length || code === 92) {
          this.#part = part;
          if (i > length) break;
          state = ESCAPE;
          continue;
        }
        this.#part = '';
        if (this.#isKey) {
          state = COLON;
          this.#atKey = false;
          if (sink.token(KEY, part)) this.#warn('repeated-key', i - 1);
        } else {
          const whole = this.#shown + part;
          // A look at its last character makes the rope of its pieces flat, which takes a tenth of the memory.
          if (this.#shown) whole.charCodeAt(whole.length - 1);
          this.#shown = '';
          state = this.#after();
          sink.token(STRING, whole, part);
        }
        continue;
      }
      if (state === NUMBER) {
        const start = i;
        let bits = this.#bits;
        for (let next = nextInNumber(bits, code); next >= 0; next = nextInNumber(bits, text.charCodeAt(i))) {
          bits = next;
          if (++i === length) break;
        }
        const part = this.#part + text.slice(start, i);
        this.#bits = bits;
        const over = part.length - this.#limits.string;
        if (over > 0) this.#limit(i - over, 'string');
        if (i === length) {
          this.#part = part;
          break;
        }
        if (!isWhole(bits)) this.#fail(i, text, 'a digit');
        // A number is certain only where a byte that may follow one does.
        if (!(single || this.rows) || this.#stack.length) {
          if (!AFTER_NUMBER.includes(text[i] as string)) this.#fail(i, text, '"," or a closing bracket');
        }
        this.#part = '';
        state = this.#after();
        sink.token(SCALAR, +part);
        continue;
      }
      if (state === ESCAPE || state === UNICODE) {
        let bits: number;
        if (state === UNICODE) {
          const digit = code < 58 ? code - 48 : (code | 32) > 96 ? (code | 32) - 87 : -1;
          if (digit < 0 || digit > 15) {
            this.#showString();
            this.#fail(i, text, 'four hexadecimal digits');
          }
          bits = this.#bits * 16 + digit;
        } else if (code === 117) {
          // A one before four digits: it tells when the fourth is there.
          bits = 1;
        } else {
          const at = ESCAPES.indexOf(text[i] as string) & ~1;
          if (at < 0 ? code !== 39 || this.#quote !== 39 : ESCAPES.charCodeAt(at) !== code) {
            this.#showString();
            this.#fail(i, text, 'an escape');
          }
          bits = 0x10000 + (at < 0 ? code : ESCAPES.charCodeAt(at + 1));
        }
        i++;
        if (bits > 0xffff) {
          const unit = String.fromCharCode(bits & 0xffff);
          this.#part += this.#high;
          if ((bits & 0xfc00) === 0xd800) this.#high = unit;
          else {
            this.#part += unit;
            this.#high = '';
          }
          this.#fit(this.#part, i);
          state = TEXT;
        } else {
          this.#bits = bits;
          state = UNICODE;
        }
        continue;
      }
      if (state === WORD) {
        const part = this.#part + text[i];
        const found = WORDS.findIndex(
          ([word], at) => word.startsWith(part) && (at < 3 || this.#mends('literal')),
        );
        if (found < 0) this.#fail(i, text, part.length > 1 ? 'true, false or null' : undefined);
        const [word, type, value] = WORDS[found] as (typeof WORDS)[number];
        if (part.length < 2) sink.token(BEGIN, type);
        this.#part = part;
        i++;
        if (part === word) {
          this.#part = '';
          if (found > 2) this.#warn('literal', i - 1);
          state = this.#after();
          sink.token(SCALAR, value);
        }
        continue;
      }
      if (state === COMMENT) {
        // `part` is "/" until the kind is known, then "//" or "/*", then "/**" after a star.
        const part = this.#part;
        if (part === '/') {
          if (code !== 47 && code !== 42) this.#fail(i, text, 'a comment');
          this.#part += text[i];
        } else if (part === '//') {
          if (code === 10) state = this.#resume;
        } else if (code === 47 && part === '/**') state = this.#resume;
        else this.#part = code === 42 ? '/**' : '/*';
        if (state !== COMMENT) this.#part = '';
        if (code === 10) this.#newline(i);
        i++;
        continue;
      }
      if (code === 32 || code === 10 || code === 13 || code === 9) {
        if (code === 10) this.#newline(i);
        i++;
        continue;
      }
      if (code === 47 && this.#mend('comment', i)) {
        this.#resume = state;
        state = COMMENT;
        this.#part = '/';
        i++;
        continue;
      }
      this.#state = state;
      const isQuote = code === 34 || (code === 39 && state < COLON && this.#mend('single-quote', i));
      if (state === COLON) {
        if (code !== 58) this.#fail(i, text);
        state = VALUE;
      } else if (state === AFTER) {
        const array = this.#stack[this.#stack.length - 1];
        if (code === 44) {
          state = array ? VALUE : NEXT_KEY;
          this.#atKey = !array;
        } else if (code === (array ? 93 : 125)) state = this.#close();
        else this.#fail(i, text, array ? '"," or "]"' : '"," or "}"');
      } else if (state === FIRST_KEY || state === NEXT_KEY) {
        if (isQuote) {
          this.#quote = code;
          this.#isKey = true;
          state = TEXT;
        } else if (code === 125 && (state === FIRST_KEY || this.#mend('trailing-comma', i)))
          state = this.#close();
        else this.#fail(i, text);
      } else if (state === END) {
        if (single) break;
        if (!this.rows) this.#fail(i, text);
        state = VALUE;
        continue;
      } else if (code === 123 || code === 91) {
        if (this.#stack.length >= this.#limits.depth) this.#limit(i, 'depth');
        const array = code === 91;
        this.#stack.push(array);
        this.#atKey = !array;
        state = array ? FIRST_ITEM : FIRST_KEY;
        sink.token(array ? OPEN_ARRAY : OPEN_OBJECT);
      } else if (isQuote) {
        this.#quote = code;
        this.#isKey = false;
        state = TEXT;
        sink.token(BEGIN, STR);
      } else if (code === 45 || (code > 47 && code < 58)) {
        this.#bits = 0;
        state = NUMBER;
        sink.token(BEGIN, NUM);
        continue;
      } else if ((code | 32) > 96 && (code | 32) < 123) {
        state = WORD;
        continue;
      } else if (
        code === 93 &&
        (state === FIRST_ITEM || (this.#stack[this.#stack.length - 1] && this.#mend('trailing-comma', i)))
      ) {
        state = this.#close();
      } else this.#fail(i, text);
      i++;
    }
    this.#state = state;
    if (state > END && state < NUMBER) this.#showString();
    return this.#take(i < length ? i : length);
  }

  /**
   * Ends the text: a number that is the whole document is complete only now.
   * @throws PartialError `incomplete`
   */
  end(openPath: JsonPath | null): void {
    if (this.#state === NUMBER && !this.#stack.length && isWhole(this.#bits)) {
      this.#state = END;
      this.#sink.token(SCALAR, +this.#part);
    }
    if (this.#state === COMMENT && this.#part === '//') this.#state = this.#resume;
    if (this.#state !== END && !(this.rows && this.#state === VALUE && !this.#stack.length)) {
      throw new PartialError('incomplete', `The text ends too early, at character ${this.#base}.`, {
        ...this.#place(0),
        path: this.#path(),
        openPath,
      });
    }
  }

  /** Shows what there is of an open string. */
  #showString(): void {
    if (this.#isKey) return;
    const piece = this.#part;
    this.#shown += piece;
    this.#part = '';
    this.#sink.token(GROW, this.#shown, piece);
  }

  /** Ends a string that is too long with what is within the limit, at the same place however the text is cut. */
  #fit(part: string, i: number): void {
    const over = this.#shown.length + part.length - this.#limits.string;
    if (over > 0) {
      this.#part = part.slice(0, -over).replace(/[\ud800-\udbff]$/, '');
      this.#showString();
      this.#limit(i - over, 'string');
    }
  }

  #take(count: number): number {
    this.#base += count;
    return count;
  }

  #after(): number {
    return this.#stack.length ? AFTER : END;
  }

  #close(): number {
    this.#stack.pop();
    this.#atKey = false;
    this.#sink.token(CLOSE);
    return this.#after();
  }

  #path(): JsonPath {
    const path = this.#sink.path();
    return this.#atKey ? path.slice(0, -1) : path;
  }

  #newline(i: number): void {
    this.#line++;
    this.#lineStart = this.#base + i + 1;
  }

  #place(i: number): { offset: number; line: number; column: number } {
    const offset = this.#base + i;
    return { offset, line: this.#line, column: offset - this.#lineStart + 1 };
  }

  #warn(code: Warning['code'], i: number): void {
    if (this.warnings.length < this.#limits.issues) {
      this.warnings.push({ code, ...this.#place(i), path: this.#path() });
    }
  }

  #mends(code: Repair): boolean {
    const repair = this.#repair;
    return typeof repair === 'boolean' ? repair : repair.includes(code);
  }

  /** Whether a fault may be mended; if so it is reported, at its place. */
  #mend(code: Repair, i: number, char = 0): boolean {
    if (!this.#mends(code)) return false;
    this.#warn(code, i);
    if (char === 10) this.#newline(i);
    return true;
  }

  #limit(i: number, name: 'depth' | 'string' | 'size'): never {
    throw new PartialError('limit', `The document passes the limit "${name}" of ${this.#limits[name]}.`, {
      ...this.#place(i),
      path: this.#path(),
    });
  }

  #fail(i: number, text: string, expected = EXPECTED[this.#state] as string): never {
    const at = this.#place(i);
    throw new PartialError(
      'invalid-json',
      `Expected ${expected} at line ${at.line}, column ${at.column}, found ${JSON.stringify(text[i])}.`,
      { ...at, path: this.#path() },
    );
  }
}
