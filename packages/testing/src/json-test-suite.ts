// The JSON test suite of Nicolas Seriot: texts that a parser must accept, must refuse, or may decide on. Node only.
import { readJsonFixture } from './fixture-files.ts';

/** One text of the suite. */
export interface JsonTextCase {
  readonly name: string;
  /** `y` must be accepted, `n` must be refused, `i` is left to the implementation. */
  readonly expect: 'y' | 'n' | 'i';
  readonly validUtf8: boolean;
  /** What `JSON.parse` says to `text`. */
  readonly jsonParse: 'accepts' | 'rejects';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `bytes` decoded leniently, a byte order mark kept. */
  readonly text: string;
}

interface SuiteFile {
  readonly cases: readonly {
    readonly name: string;
    readonly expect: 'y' | 'n' | 'i';
    readonly validUtf8: boolean;
    readonly jsonParse: string;
    readonly base64: string;
  }[];
}

/**
 * Every text of the suite.
 *
 * ```ts
 * import { jsonTestSuite } from '@partialkit/testing/recordings';
 *
 * const empty = jsonTestSuite().find(({ name }) => name === 'y_array_empty');
 * console.log(empty?.text, empty?.expect); // [] y
 * ```
 */
export function jsonTestSuite(): JsonTextCase[] {
  // The file is ours to keep as it is; the test of this module checks what is read here.
  const { cases } = readJsonFixture('json-test-suite/test_parsing.json') as SuiteFile;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return cases.map(({ name, expect, validUtf8, jsonParse, base64 }) => {
    const bytes = fromBase64(base64);
    return {
      name,
      expect,
      validUtf8,
      jsonParse: jsonParse === 'accepts' ? 'accepts' : 'rejects',
      bytes,
      text: decoder.decode(bytes),
    };
  });
}

/** The bytes that a base64 text stands for. */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
