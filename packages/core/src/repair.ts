// The faults of a text that may be mended, each by its name, and the warnings that say so.
import type { JsonPath } from './json.ts';

/**
 * A fault that the `repair` option mends. None is mended unless it is named, and each time it is reported.
 *
 * - `control-character`: a raw control character in a string, such as a line break.
 * - `trailing-comma`: a comma before `]` or `}`.
 * - `comment`: `// …` and `/* … *\/` between tokens.
 * - `single-quote`: strings and keys in single quotes.
 * - `literal`: `True` and `False` are read as booleans, `None` and `NaN` as null.
 */
export type Repair = 'control-character' | 'trailing-comma' | 'comment' | 'single-quote' | 'literal';

/** Something that was accepted, but that a careful producer would not send. */
export interface Warning {
  /** The repair that was made, or `repeated-key`: the last value of a key wins. */
  readonly code: Repair | 'repeated-key';
  /** UTF-16 units from the start of the text, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** UTF-16 units from the start of the line, from 1. */
  readonly column: number;
  readonly path: JsonPath;
}
