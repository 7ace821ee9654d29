// What a tagged union does before its tag is known: it keeps what comes.
import type { Shape } from './shape.ts';
import { CLOSE, GROW, KEY, SCALAR, STRING, type Token } from './token.ts';

/** Keeps the tokens of an object until its tag has closed. */
export class Recorder {
  readonly tokens: [token: Token, value: unknown][] = [];
  readonly union: Shape;
  #depth = 1;
  #isTag = false;

  constructor(union: Shape) {
    this.union = union;
  }

  /** Answers the tag's value once it is known; undefined stands for an object without one. */
  token(token: Token, value: unknown): { readonly value: unknown } | undefined {
    if (token === GROW) return undefined;
    this.tokens.push([token, value]);
    const isTag = this.#isTag && this.#depth === 1;
    if (token === KEY) {
      if (this.#depth === 1) this.#isTag = value === this.union.tag;
    } else if (token < CLOSE) {
      this.#depth++;
      // A container is no tag.
      if (isTag) return { value: {} };
    } else if (token === CLOSE) {
      if (!--this.#depth) return { value: undefined };
    } else if (isTag && (token === STRING || token === SCALAR)) return { value };
    return undefined;
  }
}
