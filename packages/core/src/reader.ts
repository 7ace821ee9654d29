// Reads a growing text into a sink: finds the document, feeds the tokenizer, and keeps the first error.
import type { PartialError } from './error.ts';
import { Extractor } from './extract.ts';
import type { JsonPath } from './json.ts';
import type { Repair, Warning } from './repair.ts';
import { CLOSE, OPEN_ARRAY, type Sink } from './token.ts';
import { type Limits, Tokenizer } from './tokenizer.ts';

/** How a text is read. */
export interface ReadOptions {
  /**
   * What may stand around the document. `none` is JSON.parse's strictness; `auto` skips prose, a code fence, a think
   * block or a BOM before it, ends with it, and ignores what follows.
   */
  readonly extract?: 'auto' | 'none' | undefined;
  /** The faults that are mended; `true` for all of them. Each is reported in `warnings`. */
  readonly repair?: boolean | readonly Repair[] | undefined;
  /** How much is taken; beyond it the document ends with the error `limit`. */
  readonly limits?: Limits | undefined;
}

/** A text on its way into a sink. */
export class Reader {
  error: PartialError | undefined;
  /** Hears what is read as the document's text, where something else may stand around it. */
  onText: ((text: string) => void) | undefined;
  readonly #sink: Sink;
  readonly #tokenizer: Tokenizer;
  /** Whether something else may stand around the document. */
  #auto: boolean;
  readonly #rows: RegExp | undefined;
  readonly #brackets: string;
  readonly #types: number;
  #extractor: Extractor | undefined;
  #begun = false;
  /** True once nothing but the document is to come. */
  readonly #plain: boolean;

  /**
   * @param brackets What a document in prose may begin with.
   * @param rows What the items of an array begin with, where values in a row are one.
   * @param types The types of what may stand alone; all by default.
   */
  constructor(sink: Sink, options: ReadOptions, brackets = '{[', rows?: RegExp, types = -1) {
    this.#sink = sink;
    this.#tokenizer = new Tokenizer(sink, options.limits, options.repair);
    this.#auto = options.extract === 'auto' && brackets !== '';
    this.#rows = rows;
    this.#plain = !this.#auto && !rows;
    this.#brackets = brackets;
    this.#types = types;
    this.#seek();
  }

  get warnings(): readonly Warning[] {
    return this.#tokenizer.warnings;
  }

  /** Whether nothing is looked for: all that comes is the document's. */
  get isPlain(): boolean {
    return this.#plain;
  }

  /** Whether everything that follows is ignored. */
  get done(): boolean {
    return this.#auto && this.#tokenizer.done && !this.#tokenizer.rows;
  }

  /** @throws PartialError `invalid-json`, `limit`, and any error of the sink; the same again at every later call */
  push(text: string): void {
    if (this.error) throw this.error;
    try {
      if (this.#plain) {
        this.#tokenizer.push(text);
        return;
      }
      let rest: string | undefined = text;
      while (rest && !this.done) {
        if (this.#extractor) {
          const [skipped, found]: [string, string | undefined] = this.#extractor.push(rest);
          this.#tokenizer.skip(skipped);
          if (found === undefined) return;
          this.#extractor = undefined;
          this.#tokenizer.next();
          // A scalar has no end that could be told from what follows.
          if (!/^[{[]/.test(found)) this.#auto = false;
          rest = found;
        }
        if (!this.#begun && this.#rows) this.#begin(rest, this.#rows);
        let taken = rest.length;
        try {
          taken = this.#tokenizer.push(rest, this.#auto);
        } finally {
          this.onText?.(rest.slice(0, taken));
        }
        if (taken === rest.length) return;
        rest = rest.slice(taken);
        if (this.#tokenizer.rows) this.#seek();
      }
    } catch (error) {
      this.error = error as PartialError;
      throw error;
    }
  }

  /** @throws PartialError `incomplete`, or the error of `push` */
  end(openPath: JsonPath | null): void {
    if (this.error) throw this.error;
    try {
      if (this.#extractor) this.#tokenizer.skip(this.#extractor.held);
      this.#tokenizer.end(openPath);
      if (this.#tokenizer.rows) this.#sink.token(CLOSE);
    } catch (error) {
      this.error = error as PartialError;
      throw error;
    }
  }

  #seek(): void {
    if (this.#auto) this.#extractor = new Extractor(this.#brackets, this.#types);
  }

  /** Decides at the first character whether the items of an array come without brackets. */
  #begin(text: string, rows: RegExp): void {
    const first = /\S/.exec(text)?.[0];
    if (!first) return;
    this.#begun = true;
    if (rows.test(first)) {
      this.#tokenizer.rows = true;
      this.#sink.token(OPEN_ARRAY);
    }
  }
}
