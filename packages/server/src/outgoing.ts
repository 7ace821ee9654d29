// Gathers what is to be sent next: pieces of text become one, values become patches, errors lose their words.
import type { JsonValue, Message } from '@partialkit/core';
import { diff } from './diff.ts';
import { publicError } from './public-error.ts';

const encoder = new TextEncoder();
const HIGH_AT_END = /[\ud800-\udbff]$/;
const LOW_AT_START = /^[\udc00-\udfff]/;

/** The most operations that a reader takes. */
const MOST = 10_000;

/** Makes what takes a text piece by piece, and answers what of it belongs to the document. */
export type Extractor = () => (text: string) => string;

/** The messages between two flushes. */
export class Outgoing {
  /** About how many characters wait. */
  size = 0;
  /** The `end` is among them, or has gone. */
  ended = false;
  /** A text among them is the JSON of a whole value. */
  #queue: (Message | string)[] = [];
  /** The document is text: every message so far says so. */
  #isText = true;
  /** Takes the document out of what is said; made anew with every document. */
  readonly #extractor: Extractor;
  #extract: ReturnType<Extractor>;
  /** UTF-8 bytes of that text. */
  #bytes = 0;
  /** A surrogate pair may be cut between two pieces; each half by itself would count 3. */
  #isHalf = false;
  /** The value that readers have, where it came as one. */
  #value: JsonValue | undefined;

  constructor(extractor: Extractor = () => (text) => text) {
    this.#extractor = extractor;
    this.#extract = extractor();
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  add(message: Message): void {
    switch (message.type) {
      case 'delta':
        this.#text(this.#extract(message.text));
        break;
      case 'snapshot':
        this.#isText = message.text !== undefined;
        this.#bytes = 0;
        this.#isHalf = false;
        if (message.text === undefined) this.#whole(message.value);
        else {
          this.#extract = this.#extractor();
          const text = this.#extract(message.text);
          this.#count(text);
          this.#push({ type: 'snapshot', text }, text.length);
        }
        break;
      case 'merge':
      case 'patch':
        this.#isText = false;
        this.#push(message, JSON.stringify(message).length);
        break;
      case 'meta':
        this.#push(message, JSON.stringify(message).length);
        break;
      case 'end':
        this.ended = true;
        this.#push(
          {
            type: 'end',
            reason: message.reason,
            ...(this.#isText && { length: this.#bytes }),
            ...(message.error && { error: publicError(message.error) }),
          },
          0,
        );
        break;
      default:
        message satisfies never;
    }
  }

  /** Takes all that waits. */
  flush(): Message[] {
    const queue = this.#queue;
    this.#queue = [];
    this.size = 0;
    return queue.flatMap((message) => {
      if (typeof message === 'string') return this.#change(message);
      // What readers have is not known from here on, until a whole value comes.
      if (message.type !== 'meta' && message.type !== 'end') this.#value = undefined;
      return message;
    });
  }

  #push(message: Message, size: number): void {
    this.size += size;
    this.#queue.push(message);
  }

  #text(text: string): void {
    if (text === '') return;
    const last = this.#queue.at(-1);
    this.#count(text);
    this.size += text.length;
    if (typeof last === 'object' && last.type === 'delta') {
      this.#queue[this.#queue.length - 1] = { type: 'delta', text: last.text + text };
    } else this.#queue.push({ type: 'delta', text });
  }

  #count(text: string): void {
    this.#bytes += encoder.encode(text).length;
    if (this.#isHalf && LOW_AT_START.test(text)) this.#bytes -= 2;
    this.#isHalf = HIGH_AT_END.test(text);
  }

  /** Of whole values that follow each other, only the last one is of interest. */
  #whole(value: JsonValue): void {
    // At once: a source may change the object that it has handed out, and has to hear where it cannot be written.
    const text: string | undefined = JSON.stringify(value);
    if (text === undefined) return;
    if (typeof this.#queue.at(-1) === 'string') this.#queue.pop();
    this.#queue.push(text);
  }

  /** Says in as few bytes as it takes what the document is now. */
  #change(text: string): readonly Message[] {
    const next: JsonValue = JSON.parse(text);
    const ops = diff(this.#value, next);
    this.#value = next;
    if (ops?.length === 0) return [];
    const isShorter = ops && ops.length <= MOST && JSON.stringify(ops).length < text.length;
    return [isShorter ? { type: 'patch', ops } : { type: 'snapshot', value: next }];
  }
}
