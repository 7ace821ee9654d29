// What a union does before its option is known: every option judges, and what all agree on is shown.
import { has, isPlain, type JsonPath } from './json.ts';
import type { Shape } from './shape.ts';
import { share } from './share.ts';
import { CLOSE, GROW, SCALAR, STRING, type Token } from './token.ts';
import { lengthOf } from './tree.ts';
import type { Validator } from './validate.ts';

/** An open union with the options that may still be it. */
export class Fork {
  readonly union: Shape;
  options: readonly Validator[];
  /** Open containers of the union. */
  depth = 0;
  /** What the options agree on. */
  agreed: unknown;
  /** True once no option took it. */
  lost = false;
  /** Of the string that settled it, what the options have not seen. */
  rest: string | undefined;
  /** What the options have seen of an open string. */
  #seen = '';
  /** How long what has closed in it is, and how long it has to be until it is looked at again. */
  #length = 0;
  #due = HEAVY;

  constructor(union: Shape, options: readonly Validator[]) {
    this.union = union;
    this.options = options;
  }

  /** True once it has closed, or one option or none is left. */
  get settled(): boolean {
    return this.lost || !this.depth || (this.options.length < 2 && !this.union.exclusive);
  }

  /** Lets every option judge. */
  token(token: Token, value: unknown, piece?: string): boolean {
    let rest = piece;
    if ((token === GROW || token === STRING) && this.options.some(({ slot }) => isRefutable(slot.child))) {
      // Options may be refuted by different characters: each is given its turn.
      rest = piece ?? (value as string);
      for (const char of rest) {
        this.#seen += char;
        this.#judge(GROW, this.#seen, char);
        if (this.settled) {
          this.rest = (value as string).slice(this.#seen.length);
          return false;
        }
      }
      if (token === GROW) return false;
      rest = '';
    }
    this.#seen = '';
    if (token < CLOSE) this.depth++;
    else if (token === CLOSE) this.depth--;
    const again = this.#judge(token, value, rest);
    if (token !== GROW) this.#length += lengthOf(token, value);
    if (this.#length >= this.#due && (token === STRING || token === SCALAR || token === CLOSE)) {
      this.#due = this.#length * MORE;
      this.#agree();
    }
    return again;
  }

  /** The parts that are the same in all options, in the objects that were shown before. */
  shown(): unknown {
    if (this.#due === HEAVY || this.settled) this.#agree();
    return this.agreed;
  }

  #agree(): void {
    const snapshots = this.options.map((option) => option.snapshot());
    const found = snapshots.reduce((left, right) => meet(left, right));
    // Behind a gate, they have to agree on its keys too.
    const isShown = this.options.some(({ frames: [root] }) =>
      (root?.shape.gate ?? []).every((key) => has(found, key)),
    );
    this.agreed = share(this.agreed, isShown ? found : undefined);
  }

  /** Where what is shown is open. */
  openPath(): JsonPath {
    const paths = this.options.map((option) => option.openPath() ?? []);
    const path = paths.reduce((left, right) => (right.length < left.length ? right : left));
    let value = this.agreed;
    const end = path.findIndex((key) => {
      value = (value as Record<string, unknown> | undefined)?.[key];
      return value === undefined;
    });
    return end < 0 ? path : path.slice(0, end);
  }

  #judge(token: Token, value: unknown, piece?: string): boolean {
    let again = false;
    for (const option of this.options) again = !!option.token(token, value, piece) || again;
    const left = this.options.filter((option) => !option.verdict.issues.length);
    // Where none is left, what they showed stays.
    if (left.length) this.options = left;
    else this.lost = true;
    return again;
  }
}

/** From this length on, what the options agree on is found out only when there is as much `MORE` of it. */
const HEAVY = 1024;
const MORE = 9 / 8;

/** Whether a string may be refuted before its end. */
const isRefutable = (shape: Shape | undefined): boolean =>
  !!(shape?.live || shape?.strings || shape?.options);

/** The depth to which options are compared; what is deeper is shown once one of them is left. */
const DEEPEST = 512;

/** The parts that are the same in both; undefined where there is none. */
function meet(left: unknown, right: unknown, depth = 0): unknown {
  if (Object.is(left, right)) return left;
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right || depth > DEEPEST)
    return undefined;
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
