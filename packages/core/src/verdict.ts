// What has been found out about one document: issues, refused and deferred places, and who listens to its elements.
import { PartialError } from './error.ts';
import type { Issue } from './issue.ts';
import type { JsonPath } from './json.ts';
import { Places } from './places.ts';

/** A value that is not shown, with its place. */
interface Hidden {
  readonly path: JsonPath;
  readonly value: unknown;
}

/** Shared by all that judge one document. */
export class Verdict {
  readonly issues: Issue[] = [];
  readonly refused: Places = new Places();
  /** The paths of the issues; what stands there may be well in itself. */
  readonly #told: Places = new Places();
  /** What has closed, but is not shown. */
  readonly hidden: Places<Hidden> = new Places<Hidden>();
  /** Unions that no option took: nothing in them can be judged. */
  readonly lost: Places = new Places();
  /** Places that only the final parse can judge. */
  readonly deferred: Places<JsonPath> = new Places<JsonPath>();
  /** Whether a place plainly waits for something asynchronous. */
  waits = false;
  /** Set once nothing more is to be read. */
  halted: PartialError | undefined;
  onElement: ((path: JsonPath, index: number, value: unknown) => void) | undefined;
  readonly #limit: number;
  readonly #abort: boolean;

  /** @param limit The most issues. @param abort Whether the first one ends it. */
  constructor(limit = 1000, abort = false) {
    this.#limit = limit;
    this.#abort = abort;
  }

  /** One issue per path. `place` tells what is refused by it: what is done stays done, and what is around it is refused. */
  refuse(issues: readonly Issue[], place?: (path: JsonPath) => JsonPath | undefined): void {
    for (const issue of issues) {
      if (this.#told.has(issue.path)) continue;
      if (this.issues.length >= this.#limit)
        throw new PartialError('limit', `More than ${this.#limit} issues.`);
      this.#told.add(issue.path);
      this.refused.add(place?.(issue.path) ?? issue.path);
      this.issues.push(issue);
    }
    if (this.#abort && this.issues.length) {
      this.halted = new PartialError('invalid', 'The schema refuses the document.', { issues: this.issues });
    }
  }

  /** Tells of the elements in the value at `path`, but for those that are refused or wait, and for what is `open`. */
  tell(value: unknown, path: JsonPath, open?: string): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === open) continue;
      const at = Array.isArray(value) ? +key : key;
      const place = [...path, at];
      if (at !== key && !this.isJudged(place)) this.onElement?.(path, +at, part);
      this.tell(part, place);
    }
  }

  /** Whether what stands at `path`, or something in it, is refused or waits. */
  isJudged(path: JsonPath): boolean {
    return this.refused.hasIn(path) || this.deferred.hasIn(path);
  }
}
