// Streams of models as they came over the wire, or as they might have, each with what it must come to. Node only.
import { readFixture, readJsonFixture } from './fixture-files.ts';

export { type JsonPatchCase, jsonPatchSuite } from './json-patch-suite.ts';
export { type JsonTextCase, jsonTestSuite } from './json-test-suite.ts';
export { type SseCase, type SseEvent, sseCases } from './sse-cases.ts';

/** One output of an answer: a text, the arguments of a tool call, reasoning, or a refusal. */
export interface RecordedOutput {
  readonly channel: 'text' | 'tool' | 'reasoning' | 'refusal';
  /** All deltas joined; `''` of a tool means no arguments, that is `{}`. Absent when the answer carried values. */
  readonly text?: string;
  /** Whether `text` alone is a whole JSON document. */
  readonly jsonComplete?: boolean;
  /** That document, if it is an object. */
  readonly json?: unknown;
  /** The tool's name. */
  readonly name?: string;
  /** The tool call's id. */
  readonly id?: string;
  /** Which choice of a chat completion, or which candidate of Gemini. */
  readonly choice?: number;
  readonly candidate?: number;
  /** Which content block or tool call. */
  readonly index?: number;
  readonly outputIndex?: number;
  readonly contentIndex?: number;
  readonly messageId?: string;
  readonly kind?: string;
  readonly role?: string;
}

/** What a recording comes to, computed apart from any code of ours: deltas joined, then `JSON.parse`. */
export interface RecordedOutcome {
  readonly outputs: readonly RecordedOutput[];
  /** The provider's own finish marks, per choice or candidate where it has several. */
  readonly finish?: unknown;
  /** The error that the stream carried. */
  readonly error?: unknown;
  /** The last usage seen. */
  readonly usage?: unknown;
  /** AG-UI: the state at the end, and after each state event. */
  readonly state?: unknown;
  readonly statesAfter?: readonly unknown[];
}

/** A recorded stream. */
export interface Recording {
  /** The file's name without its ending, unique. */
  readonly name: string;
  readonly provider: string;
  readonly api:
    | 'ag-ui'
    | 'anthropic-messages'
    | 'gemini-generate'
    | 'openai-chat'
    | 'openai-responses'
    | 'vercel-ui-message';
  readonly model: string | undefined;
  readonly origin: 'recording' | 'recording-sanitised' | 'sdk-test-mock' | 'synthetic';
  /** `sse`: the body byte for byte. `jsonl`: one payload per line, the event framing was lost. */
  readonly framing: 'sse' | 'jsonl';
  readonly shows: readonly string[];
  readonly note: string;
  /** The file ends inside its last event, which a strict reader drops; `expected` counts it in. */
  readonly unterminated: boolean;
  readonly expected: RecordedOutcome;
  /** The file as it is. */
  bytes(): Uint8Array<ArrayBuffer>;
  /** The body as a client would receive it: the file itself, or its payloads framed as an event stream. */
  body(): Uint8Array<ArrayBuffer>;
  /** The payloads as parsed objects, which is what the official clients yield; marks like `[DONE]` left out. */
  payloads(): unknown[];
}

interface Manifest {
  readonly fixtures: readonly (Omit<Recording, 'name' | 'unterminated' | 'bytes' | 'body' | 'payloads'> & {
    readonly file: string;
    readonly sse?: { readonly unterminatedLastEvent: boolean };
  })[];
}

/**
 * All recorded streams, in the manifest's order. A file is read when asked for.
 *
 * ```ts
 * import { recordings } from '@partialkit/testing/recordings';
 *
 * const recording = recordings.find(({ name }) => name === 'openai-chat-json-schema-n3');
 * console.log(recording?.expected.outputs[0]?.text); // {"city":"San Francisco","temperature":65,"units":"f"}
 * console.log(recording?.payloads().length); // 49
 * ```
 */
export const recordings: readonly Recording[] =
  // The manifest is ours; its tests check every field that is read here.
  (readJsonFixture('providers/MANIFEST.json') as Manifest).fixtures.map(
    ({ file, provider, api, model, origin, framing, shows, note, expected, sse }) => {
      const bytes = (): Uint8Array<ArrayBuffer> => readFixture(`providers/${file}`);
      const text = (): string => new TextDecoder().decode(bytes());
      const payloads = (): unknown[] =>
        (framing === 'jsonl' ? text().split('\n') : eventData(text()))
          .filter((data) => data.trim() !== '' && data !== '[DONE]')
          .map((data): unknown => JSON.parse(data));
      return {
        name: file.replace(/(\.chunks)?\.(jsonl|sse)$/, ''),
        provider,
        api,
        model,
        origin,
        framing,
        shows,
        note,
        expected,
        unterminated: sse?.unterminatedLastEvent ?? false,
        bytes,
        body: () => (framing === 'sse' ? bytes() : frame(payloads(), api)),
        payloads,
      };
    },
  );

/** The data of each event of a whole event stream, also of a last one that no blank line ends. */
function eventData(text: string): string[] {
  return text.split(/(?:\r\n|\r|\n){2,}/).flatMap((event) => {
    const lines = event.split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:'));
    return lines.length === 0 ? [] : [lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n')];
  });
}

/** Payloads in the framing that their provider uses. */
function frame(payloads: readonly unknown[], api: Recording['api']): Uint8Array<ArrayBuffer> {
  const named = api === 'anthropic-messages' || api === 'openai-responses';
  const events = payloads.map((payload) => {
    const name = named ? `event: ${(payload as { readonly type: string }).type}\n` : '';
    return `${name}data: ${JSON.stringify(payload)}\n\n`;
  });
  const done = api === 'vercel-ui-message' ? 'data: [DONE]\n\n' : '';
  return new TextEncoder().encode(events.join('') + done);
}
