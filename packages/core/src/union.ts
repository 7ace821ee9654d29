// What a union does before its option is known: waits for its tag, or shows what all options agree on.
import { CLOSE, GROW, KEY, SCALAR, STRING, type Token } from './tokenizer.ts';

/** Keeps the tokens of an object until its tag has closed. */
export class Recorder {
  readonly tokens: [token: Token, value: unknown][] = [];
  readonly #tag: string;
  #depth = 1;
  #isTag = false;

  constructor(tag: string) {
    this.#tag = tag;
  }

  /** Answers the tag's value once it is known; undefined stands for an object without one. */
  token(token: Token, value: unknown): { readonly value: unknown } | undefined {
    if (token === GROW) return undefined;
    this.tokens.push([token, value]);
    const isTag = this.#isTag && this.#depth === 1;
    if (token === KEY) {
      if (this.#depth === 1) this.#isTag = value === this.#tag;
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

/** The depth to which options are compared; what is deeper is shown once one of them is left. */
const DEEPEST = 512;

/** The parts of `values` that are the same in all of them; undefined where there is none. */
export function agree(values: readonly unknown[]): unknown {
  return values.reduce((left, right) => meet(left, right, 0));
}

function meet(left: unknown, right: unknown, depth: number): unknown {
  if (Object.is(left, right)) return left;
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right || depth > DEEPEST) return undefined;
  if (Array.isArray(left)) {
    if (!Array.isArray(right)) return undefined;
    const items: unknown[] = [];
    for (const [index, item] of left.entries()) {
      const same = index < right.length ? meet(item, right[index], depth + 1) : undefined;
      if (same === undefined) break;
      items.push(same);
    }
    return items;
  }
  if (Array.isArray(right) || !isPlain(left) || !isPlain(right)) return undefined;
  const entries: [string, unknown][] = [];
  for (const [key, value] of Object.entries(left)) {
    const same = Object.hasOwn(right, key) ? meet(value, right[key], depth + 1) : undefined;
    if (same !== undefined) entries.push([key, same]);
  }
  return Object.fromEntries(entries);
}

const isPlain = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
