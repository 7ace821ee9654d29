// Writes values that come one by one, each with its JSON path, as the text of the document that they make.
import { PartialError } from '../error.ts';

type Keys = readonly (string | number)[];

const STEP = /([^$.[\]]+)|\[(\d+)\]|\[(['"])(.*?)\3\]/g;

/** Values come in the order of the document: a place that was left is not entered again. */
export class ArgumentText {
  /** Where the last value is, and so which containers are open. */
  #at: Keys | undefined;
  /** The path of the string that is open. */
  #open: string | undefined;
  readonly #seen = new Set<string>();

  /**
   * Answers the text that a value adds; where `more` pieces of a string follow, it stays open.
   * @throws PartialError `protocol` if the place cannot be reached
   */
  add(path: string, value: unknown, more = false): string {
    const json = JSON.stringify(value);
    if (typeof value !== 'string') return this.#enter(path) + json;
    const begin = this.#open === path ? '' : `${this.#enter(path)}"`;
    this.#open = more ? path : undefined;
    return begin + json.slice(1, -1) + (more ? '' : '"');
  }

  /** Answers what closes the document. */
  end(): string {
    return this.#leave(-1);
  }

  /** Closes what is deeper than `depth`. */
  #leave(depth: number): string {
    let text = this.#open === undefined ? '' : '"';
    this.#open = undefined;
    const at = this.#at ?? [];
    for (let i = at.length - 1; i > depth; i--) text += typeof at[i] === 'number' ? ']' : '}';
    return text;
  }

  /** Closes and opens containers, up to where the value at `path` stands. */
  #enter(path: string): string {
    const steps = [...path.matchAll(STEP)];
    const at: Keys = steps.map(([, name, index, , quoted]) => (index ? +index : (name ?? quoted ?? '')));
    const last = this.#at;
    let depth = 0;
    while (last && depth < at.length && at[depth] === last[depth]) depth++;
    let isGood = !last || depth < Math.min(at.length, last.length);
    let text = this.#leave(depth);
    for (const [i, key] of at.entries()) {
      if (i < depth) continue;
      const isIndex = typeof key === 'number';
      const before = i === depth ? last?.[i] : undefined;
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
