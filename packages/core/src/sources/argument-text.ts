// Writes values that come one by one, each with its JSON path, as the text of the document that they make.
import { PartialError } from '../error.ts';

type Keys = readonly (string | number)[];

const STEP = /\[(\d+)]|\[(['"])(.*?)\2]|[^.[\]]+/g;

/** Values come in the order of the document: a place that was left is not entered again. */
export class ArgumentText {
  /** Where the last value is, from the root, and so which containers are open. */
  #at: Keys = ['$'];
  /** The path of the string that is open. */
  #open: string | undefined;
  readonly #seen = new Set<string>();

  /**
   * Answers the text that a value adds; where `more` pieces of a string follow, it stays open.
   * @throws PartialError `protocol` if the place cannot be reached
   */
  add(path: string, value: unknown, more = false): string {
    const json = JSON.stringify(value);
    const isText = typeof value === 'string';
    const text = isText && path === this.#open ? json.slice(1) : this.#enter(path) + json;
    this.#open = isText && more ? path : undefined;
    return this.#open ? text.slice(0, -1) : text;
  }

  /** Answers what closes the document. */
  end(): string {
    return this.#enter('');
  }

  /** Closes and opens containers, up to where the value at `path` stands; all of them without one. */
  #enter(path: string): string {
    const last = this.#at;
    const at: Keys = [...path.matchAll(STEP)].map(([key, index, , quoted]) =>
      index ? +index : (quoted ?? key),
    );
    let depth = 0;
    while (depth < at.length && at[depth] === last[depth]) depth++;
    let text = this.#open ? '"' : '';
    for (const key of last.slice(depth + 1).reverse()) text += typeof key === 'number' ? ']' : '}';
    // Neither place is in the other.
    let isGood = !path || (depth < at.length && (depth === 1 || depth < last.length));
    for (let i = depth, before = last[i]; i < at.length; i++, before = undefined) {
      const key = at[i];
      const isIndex = typeof key === 'number';
      const place = JSON.stringify(at.slice(0, i + 1));
      isGood &&= isIndex ? key - 1 === (before ?? -1) : typeof before !== 'number' && !this.#seen.has(place);
      this.#seen.add(place);
      text += before === undefined ? (isIndex ? '[' : '{') : ',';
      if (!isIndex) text += `${JSON.stringify(key)}:`;
    }
    if (!isGood) throw new PartialError('protocol', `Arguments out of order at ${path}`);
    this.#at = at;
    return text;
  }
}
