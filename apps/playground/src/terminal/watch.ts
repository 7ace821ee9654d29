// One run of the main job: a stream in, a growing document with its measures out.
import {
  createPartial,
  type PartialDocument,
  PartialError,
  readMessages,
  type Schema,
} from '@partialkit/core';

/** How a run stands. */
export type RunStatus = 'waiting' | 'streaming' | 'done' | 'incomplete' | 'declined' | 'stopped' | 'failed';

/** What is known of a run so far. */
export interface Run {
  readonly document: PartialDocument<Schema>;
  readonly status: RunStatus;
  /** Why it is not done, in words. */
  readonly trouble: string | undefined;
  /** Messages that carried a part of the document. */
  readonly pieces: number;
  readonly elapsedMs: number;
  /** When the first value was there. */
  readonly firstMs: number | undefined;
  /** Time spent in reading messages into the document and taking its partial. */
  readonly workMs: number;
  readonly reasoning: string;
  readonly refusal: string;
  readonly tool: string | undefined;
  readonly usage: unknown;
}

/** How the stream is read. */
export interface WatchOptions {
  readonly tool?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Whatever core reads. */
export type Source = Parameters<typeof readMessages>[0];

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Yields the same object after every message, with what the message has changed; its last status is final. */
export async function* watch(
  schema: Schema,
  source: Source,
  { tool, signal }: WatchOptions,
): AsyncGenerator<Run> {
  const start = performance.now();
  const document = createPartial(schema, { extract: 'auto' });
  const run: Writable<Run> = {
    document,
    status: 'waiting',
    trouble: undefined,
    pieces: 0,
    get elapsedMs() {
      return (end ?? performance.now()) - start;
    },
    firstMs: undefined,
    workMs: 0,
    reasoning: '',
    refusal: '',
    tool: undefined,
    usage: undefined,
  };
  let end: number | undefined;
  yield run;
  for await (const message of readMessages(source, { ...(tool === undefined ? {} : { tool }), signal })) {
    if (message.type === 'meta') note(run, message.value);
    else if (message.type !== 'end') run.pieces++;
    const before = performance.now();
    document.apply(message);
    const isThere = document.partial !== undefined;
    run.workMs += performance.now() - before;
    if (isThere) run.firstMs ??= performance.now() - start;
    if (run.pieces > 0) run.status = 'streaming';
    if (message.type === 'end') {
      end = performance.now();
      await conclude(run);
    }
    yield run;
  }
}

function note(run: Writable<Run>, value: unknown): void {
  // What core says in a meta message: see its StreamMeta.
  const { reasoning, refusal, tool, usage }: { [key: string]: unknown } = Object(value);
  if (typeof reasoning === 'string') run.reasoning += reasoning;
  if (typeof refusal === 'string') run.refusal += refusal;
  if (typeof tool === 'string') run.tool = tool;
  if (usage !== undefined) run.usage = usage;
}

async function conclude(run: Writable<Run>): Promise<void> {
  const { document } = run;
  try {
    await document.endAsync();
    run.status = 'done';
  } catch (error) {
    if (!(error instanceof PartialError)) throw error;
    const { ended } = document;
    if (ended === 'length') run.status = 'incomplete';
    else run.status = ended === 'filter' ? 'declined' : ended === 'abort' ? 'stopped' : 'failed';
    run.trouble = troubles[run.status] ?? `${error.message} (${error.code})`;
  }
}

const troubles: Partial<Record<RunStatus, string>> = {
  incomplete: 'The model reached its token limit; what had come stays.',
  declined: 'The model declined to answer, or was stopped for safety.',
  stopped: 'Stopped.',
};
