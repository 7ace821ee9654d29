// Cases for readers of event streams, after the HTML standard's "Interpreting an event stream". Node only.
import { readJsonFixture } from './fixture-files.ts';
import { fromBase64 } from './json-test-suite.ts';

/** An event as the standard dispatches it. */
export interface SseEvent {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

/** Bytes of an event stream and what a reader must make of them, however they are cut. */
export interface SseCase {
  readonly name: string;
  readonly note?: string;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  readonly expected: {
    readonly events: readonly SseEvent[];
    /** The last accepted reconnection time. */
    readonly retry: number | null;
    /** The last event id at the end of the stream. */
    readonly lastEventId: string;
  };
}

interface CasesFile {
  readonly cases: readonly (Omit<SseCase, 'chunks'> & { readonly chunks: readonly string[] })[];
}

/**
 * Every case.
 *
 * ```ts
 * import { sseCases } from '@partialkit/testing/recordings';
 *
 * const lf = sseCases().find(({ name }) => name === 'lf');
 * console.log(lf?.expected.events.map(({ data }) => data)); // [ 'a', 'b' ]
 * ```
 */
export function sseCases(): SseCase[] {
  // The file is ours; the test of this module checks what is read here.
  const { cases } = readJsonFixture('sse/cases.json') as CasesFile;
  return cases.map((each) => ({ ...each, chunks: each.chunks.map(fromBase64) }));
}
