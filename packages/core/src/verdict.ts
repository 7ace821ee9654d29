// What has been found out about one document: issues, refused and deferred places, and who listens to its elements.
import { PartialError } from './error.ts';
import type { Issue } from './issue.ts';
import type { JsonPath } from './json.ts';

/** A path as a key that begins as those of the places above it do; indices are alike as numbers and as text. */
export const keyOf = (path: JsonPath): string => path.map((key) => `${String(key).length}:${key}`).join('');

/** Shared by all that judge one document. */
export class Verdict {
  readonly issues: Issue[] = [];
  readonly #refused = new Set<string>();
  /** What has closed, but is not shown. */
  readonly hidden: { readonly path: JsonPath; readonly value: unknown }[] = [];
  /** Unions that no option took: nothing in them can be judged. */
  readonly lost: string[] = [];
  /** Places that only the final parse can judge. */
  readonly deferred: string[] = [];
  /** Whether a place plainly waits for something asynchronous. */
  waits = false;
  /** Set once nothing more is to be read. */
  halted: PartialError | undefined;
  onElement: ((path: JsonPath, index: number, value: unknown) => void) | undefined;
  readonly #limit: number;
  readonly #abort: boolean;

  /** @param abort Whether the first issue ends it. */
  constructor(limit: number, abort = false) {
    this.#limit = limit;
    this.#abort = abort;
  }

  /** One entry per refused path. */
  refuse(issues: readonly Issue[]): void {
    for (const issue of issues) {
      const key = keyOf(issue.path);
      if (this.#refused.has(key)) continue;
      if (this.issues.length >= this.#limit)
        throw new PartialError('limit', `More than ${this.#limit} issues.`);
      this.#refused.add(key);
      this.issues.push(issue);
    }
    if (this.#abort && this.issues.length) {
      this.halted = new PartialError('invalid', 'The schema refuses the document.', { issues: this.issues });
    }
  }

  isRefused(path: JsonPath): boolean {
    return this.#refused.has(keyOf(path));
  }

  /** Whether a place below `path` is refused. */
  isBroken(path: JsonPath): boolean {
    const key = keyOf(path);
    return [...this.#refused].some((refused) => isBelow(refused, key));
  }

  /** Whether `path` is below a refused place that is `depth` keys deep or deeper. */
  isBelowRefused(path: JsonPath, depth: number): boolean {
    return path.some((_, length) => length >= depth && this.isRefused(path.slice(0, length)));
  }

  /** Whether what stands at `path`, or something in it, waits for the final parse. */
  isDeferred(path: JsonPath): boolean {
    const key = keyOf(path);
    return this.deferred.some((place) => place === key || isBelow(place, key));
  }

  /** Whether what stands at `path`, or something in it, is refused or waits. */
  isJudged(path: JsonPath): boolean {
    return this.isRefused(path) || this.isBroken(path) || this.isDeferred(path);
  }

  /** Whether `path` is below one of `places`. */
  isIn(places: readonly string[], path: JsonPath): boolean {
    const key = keyOf(path);
    return places.some((place) => isBelow(key, place));
  }
}

const isBelow = (path: string, above: string): boolean => path !== above && path.startsWith(above);
