// A set of places in a document, asked about a place in time that does not depend on how many there are.
import type { JsonPath } from './json.ts';

const segment = (key: string | number): string => `${String(key).length}:${key}`;

/** A path as a text; indices are alike as numbers and as text. */
export const keyOf = (path: JsonPath): string => path.map(segment).join('');

/** The keys of a path and of all above it, the root first. */
function chain(path: JsonPath): string[] {
  let key = '';
  return [key, ...path.map((part) => (key += segment(part)))];
}

/** Places, each with a value. */
export class Places<V = void> {
  readonly #values = new Map<string, V>();
  /** They and all above them. */
  readonly #trails = new Set<string>();

  get size(): number {
    return this.#values.size;
  }

  values(): V[] {
    return [...this.#values.values()];
  }

  add(path: JsonPath, value: V): void {
    const keys = chain(path);
    this.#values.set(keys.at(-1) as string, value);
    for (const key of keys) this.#trails.add(key);
  }

  addAll(others: Places<V>): void {
    for (const [key, value] of others.#values) this.#values.set(key, value);
    for (const key of others.#trails) this.#trails.add(key);
  }

  clear(): void {
    this.#values.clear();
    this.#trails.clear();
  }

  has(path: JsonPath): boolean {
    return this.#values.has(keyOf(path));
  }

  /** Whether there is one at `path`, or below it. */
  hasIn(path: JsonPath): boolean {
    return this.#trails.has(keyOf(path));
  }

  /** Whether there is one above `path`, `depth` keys deep or deeper. */
  hasAbove(path: JsonPath, depth = 0): boolean {
    return chain(path)
      .slice(depth, -1)
      .some((key) => this.#values.has(key));
  }

  /** The value of the deepest that is at `path`, or above it. */
  nearest(path: JsonPath): V | undefined {
    const key = chain(path).findLast((each) => this.#values.has(each));
    return key === undefined ? undefined : this.#values.get(key);
  }
}
