// One run: followed over as many connections as it takes, until it is over, left, or cannot be followed any more.
import {
  createPartial,
  type ErrorCode,
  type FieldState,
  type JsonPath,
  type Message,
  type OutputOf,
  type PartialDocument,
  PartialError,
  type Schema,
} from '@partialkit/core';
import { type Follower, readConnection } from './connection.ts';
import type { Dehydrated } from './dehydrate.ts';
import { CUT, errorOf, type Fault, faultOf, isDamage, isTransient } from './fault.ts';
import { fieldStateIn } from './field-state.ts';
import { hearElements } from './hear-elements.ts';
import type { StoreOptions } from './options.ts';
import { createReceiver } from './receiver.ts';
import { delayOf, pause } from './retry.ts';
import { type Source, type SourceFunction, sourceOf } from './source.ts';
import type { PartialState, Status } from './state.ts';
import { tell } from './tell.ts';

/** What a run is made of. */
export interface RunOptions<S extends Schema> {
  readonly id: string;
  readonly input: unknown;
  readonly origin: Source | SourceFunction;
  /** The store's options, as they are now. */
  read(): StoreOptions<S>;
  /** What another store has seen of the same run. */
  readonly known?: Dehydrated<S> | undefined;
  /** There is something to show; at once, where the status has changed. */
  onChange(isUrgent: boolean): void;
}

/** See {@link createRun}. */
export interface Run<S extends Schema> {
  /** It is being followed. */
  readonly isActive: boolean;
  /** Nothing can change any more. */
  readonly isSettled: boolean;
  readonly cursor: string | undefined;
  /** Resolves when the run is over, left or lost; never rejects. */
  follow(): Promise<void>;
  /** Lets go of the connection. With `stopped` the run is ended for all; the promise is that of the server's word. */
  leave(status: 'idle' | 'stopped'): Promise<void> | undefined;
  /** The state as it is now. */
  show(previous: PartialState<S>): PartialState<S>;
  /** How far a place is. */
  state(path: JsonPath, shown: PartialState<S>): FieldState;
}

const ATTEMPTS = 8;
/** Errors of a document that nothing can mend. */
const REFUSED = /^invalid(-json)?$/;

/** Prepares to follow a run; nothing is asked for before `follow`. */
export function createRun<S extends Schema>(options: RunOptions<S>): Run<S> {
  const { id, input, origin, read, known, onChange } = options;
  const { schema, mode, initial, retry = {}, ...reading } = read();
  const source = typeof origin === 'function' ? sourceOf(origin) : origin;
  const document = createPartial(schema, { ...reading, extract: reading.extract ?? 'auto' });
  // Messages know nothing of the schema.
  const receiver = createReceiver(document as unknown as PartialDocument<Schema>, mode, known?.cursor);

  let status: Status = known?.status ?? 'connecting';
  let data: OutputOf<S> | undefined = known?.data;
  let error: PartialError | undefined =
    known?.error && new PartialError(known.error.code, known.error.message);
  let attempt = 0;
  let isStale = false;
  // An error that another connection may mend has a cursor to go on from.
  let isSettled = /^(done|stopped|incomplete)$/.test(status) || (status === 'error' && !known?.cursor);
  /** A server has accepted, and keeps a log. */
  let isLive = status !== 'connecting';
  let isResumable = isLive;
  /** The other store may have seen something of the document. */
  const hasBegun = isLive;
  /** The server's word on when to come back, always, and the next time. */
  let retryMs = 0;
  let retryAfterMs = 0;
  let leaving: AbortController | undefined;
  let stopping: Promise<void> | undefined;

  hearElements(document, read);

  function go(next: Status): void {
    if (status === next) return;
    status = next;
    onChange(true);
  }

  /** Tells the server, but none that has shown to know nothing of runs: that one sees the connection close. */
  function stop(): Promise<void> | undefined {
    const isKnown = isResumable || receiver.mark;
    return isLive && !isKnown ? undefined : source.stop?.(id, isLive).catch(() => {});
  }

  function settle(next: Status, isFinal: boolean, why?: PartialError): void {
    leaving = undefined;
    isSettled = isFinal;
    isStale &&= !isFinal;
    error = why;
    go(next);
    if (why) tell(() => read().onError?.(why));
    // The schema has just made it.
    else if (next === 'done') tell(() => read().onFinish?.(data as OutputOf<S>));
  }

  const follower = {
    input,
    run: id,
    reading,
    onLive(resumable) {
      isLive = true;
      isResumable ||= resumable;
      go('streaming');
    },
    onRetry(ms) {
      retryMs = ms;
    },
    onRetryAfter(ms) {
      retryAfterMs = ms;
    },
    isWatched: () => isResumable || !!receiver.mark,
    take(message) {
      const { cursor, mark } = receiver;
      if (isOfConnection(message)) return message.error ?? CUT;
      const verdict = receiver.take(message);
      const { isBehind } = receiver;
      // What has no ids is not tried again once it has begun.
      if (receiver.mark ? receiver.mark !== mark : receiver.isTouched) attempt = 0;
      if (receiver.cursor !== cursor) isStale &&= isBehind;
      // Below the mark, and at it, all has been heard.
      const isNew = message.id ? receiver.mark !== mark : !isBehind;
      if (message.type === 'meta' && isNew) tell(() => read().onMeta?.(message.value));
      switch (verdict) {
        case 'over':
          return null;
        case 'gap':
          isStale = true;
          return CUT;
        case 'damaged':
        case 'refused':
          return faultOf(document.error, verdict === 'refused' || !receiver.mark);
        default:
          onChange(false);
          return verdict;
      }
    },
  } satisfies Partial<Follower>;

  /** Whether an `end` is that of the connection, not of the run. */
  function isOfConnection(message: Message): message is Message & { type: 'end' } {
    if (message.type !== 'end' || message.id) return false;
    return !!receiver.mark || (message.reason === 'error' && !receiver.isTouched);
  }

  function mayRetry(fault: Fault): boolean {
    const isLast = attempt >= (retry.attempts ?? ATTEMPTS);
    if (!isTransient(fault) || isLast || typeof origin === 'function') return false;
    // A POST may be sent again under its key, but a body that has begun may be of somebody who knows no keys.
    return !!receiver.mark || (!receiver.isTouched && (isResumable || !isLive));
  }

  function fail(fault: Fault): void {
    // Nothing can have expired that has not begun.
    const isWrong = fault.code === 'expired' && !known && !receiver.mark;
    const why = errorOf(isWrong ? { ...fault, code: 'bad-request' } : fault, document.openPath);
    const isRefused = REFUSED.test(why.code);
    // Nobody can use what is still to come.
    if (isRefused) void stop();
    settle(outcomeOf(why.code), isRefused || (receiver.isTouched && !receiver.mark), why);
  }

  function outcomeOf(code: ErrorCode): 'incomplete' | 'error' {
    const isCut = code === 'cut' || (code === 'invalid' && receiver.isLoose);
    return code === 'incomplete' || (isCut && receiver.isTouched && !receiver.mark) ? 'incomplete' : 'error';
  }

  async function conclude(signal: AbortSignal): Promise<void> {
    const { ended } = document;
    let why = document.error;
    let result: OutputOf<S> | undefined;
    if (ended === 'stop') {
      try {
        result = await document.endAsync();
      } catch (cause) {
        // It throws nothing else.
        why = cause as PartialError;
      }
    }
    if (signal.aborted) return;
    data = result;
    if (ended === 'abort') settle('stopped', true);
    else settle(why ? outcomeOf(why.code) : 'done', true, why);
  }

  return {
    get isActive() {
      return !!leaving;
    },
    get isSettled() {
      return isSettled;
    },
    get cursor() {
      return receiver.mark;
    },

    async follow() {
      // What comes without ids cannot be gone on with.
      const isLost = receiver.isTouched && !receiver.mark && !document.ended;
      if (isSettled || leaving || isLost) return;
      leaving = new AbortController();
      const { signal } = leaving;
      attempt = 0;
      error = undefined;
      // It may have been left while it was so.
      isStale = receiver.isTouched && receiver.isBehind;
      go(isLive ? 'reconnecting' : 'connecting');
      while (!signal.aborted) {
        const { cursor: after, mark } = receiver;
        const ask = { ...follower, after, isJoin: !!(known || mark) };
        const fault = document.ended ? undefined : await readConnection(source, ask, signal);
        if (signal.aborted) return;
        if (!fault) return conclude(signal);
        if (isDamage(fault) && !fault.isFinal) {
          receiver.forget();
          isStale = true;
        }
        if (!mayRetry(fault)) return fail(fault);
        attempt++;
        status = isLive ? 'reconnecting' : 'connecting';
        onChange(true);
        await pause(delayOf(attempt, retry, Math.max(retryMs, retryAfterMs)), signal);
        retryAfterMs = 0;
      }
    },

    leave(next) {
      if (isSettled) return stopping;
      if (next === 'stopped') stopping = stop();
      leaving?.abort();
      leaving = undefined;
      attempt = 0;
      isStale = false;
      if (next === 'stopped') {
        isSettled = true;
        error = undefined;
      }
      go(next);
      return stopping;
    },

    show(previous) {
      const { isTouched, isBehind } = receiver;
      const held =
        isBehind && !document.ended && isTouched ? previous : isTouched || !known ? document : known;
      const { partial = known?.data ?? known?.partial ?? initial, issues, openPath, meta } = held;
      const doc = { partial, data, error, issues, openPath, meta };
      // The status decides which of them are there.
      return { status, ...doc, run: id, attempt, stale: isStale } as PartialState<S>;
    },

    state(path, shown) {
      const isElsewhere = receiver.isBehind || (hasBegun && !receiver.isTouched);
      return isElsewhere ? fieldStateIn(shown as never, path) : document.state(path);
    },
  };
}
