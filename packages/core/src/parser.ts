// The JSON parser by itself: text in, immutable snapshots out, no schema.
import type { JsonPath, JsonValue } from './json.ts';
import { Reader, type ReadOptions } from './reader.ts';
import type { Warning } from './repair.ts';
import { Tree } from './tree.ts';

/** What there is so far of a growing document. */
export interface Snapshot {
  /** Undefined before the first byte of a value. It never changes; parts that stay the same keep their identity. */
  readonly value: JsonValue | undefined;
  /** The deepest place that is shown and still growing; `[]` before the first byte, null when the value is whole. */
  readonly openPath: JsonPath | null;
}

/** See {@link createJsonParser}. */
export interface JsonParser {
  /**
   * Takes the next piece of text, cut anywhere.
   * @throws PartialError `invalid-json` at the first bad byte, `limit`; and the same at every later call
   */
  push(text: string): void;
  /**
   * Ends the text and returns the value, which equals that of JSON.parse.
   * @throws PartialError `incomplete` with `openPath`, or the error of `push`
   */
  end(): JsonValue;
  /** Made when read; text that nobody reads between costs no snapshot. */
  readonly snapshot: Snapshot;
  /** The repairs that were made, and repeated keys. */
  readonly warnings: readonly Warning[];
}

/**
 * Parses JSON that is still being written. Strict as JSON.parse, linear in the text however it is cut, and never
 * recursive. A string grows as it comes; a number, `true`, `false` and `null` appear when they are whole.
 *
 * ```ts
 * import { createJsonParser } from '@partialkit/core';
 *
 * const parser = createJsonParser();
 * parser.push('{"title": "Miso so');
 * console.log(parser.snapshot.value); // { title: 'Miso so' }
 * parser.push('up", "minutes": 20');
 * console.log(parser.snapshot.value); // { title: 'Miso soup' }
 * parser.push('}');
 * console.log(parser.end()); // { title: 'Miso soup', minutes: 20 }
 * ```
 */
export function createJsonParser(options: ReadOptions = {}): JsonParser {
  const tree = new Tree();
  const reader = new Reader(tree, options);
  let last: Snapshot = { value: undefined, openPath: [] };
  return {
    push: (text) => reader.push(text),
    end() {
      reader.end(tree.openPath());
      return tree.root as JsonValue;
    },
    get snapshot() {
      const value = tree.snapshot() as JsonValue | undefined;
      const openPath = tree.openPath();
      if (value !== last.value || openPath !== last.openPath) last = { value, openPath };
      return last;
    },
    get warnings() {
      return reader.warnings;
    },
  };
}
