// One production and those who read it: the first reader to want more draws it on, all get the same messages.
import type { EndError, Message } from '@partialkit/core';
import { LONGEST } from './alarm.ts';
import type { Cursor } from './cursor.ts';
import type { Batches } from './stream-response.ts';

/**
 * What happens to a run when its last reader has left: it is stopped, now or after a grace period, or goes on to its
 * end. Meanwhile it can be joined again.
 */
export type OnDisconnect = 'stop' | 'continue' | { readonly stopAfterMs: number };

/** Makes the messages of a run, numbered `<epoch>-1`, `<epoch>-2` and so on, until the signal aborts. */
export type Production = (signal: AbortSignal, epoch: number) => AsyncIterator<readonly Message[]>;

/** A joiner gets what there is in pieces of this many messages. */
const PIECE = 64;

/** What a reader who comes back is told where the run was stopped for want of readers. */
const DESERTED: EndError = {
  code: 'cut',
  message: 'Nobody was reading the answer any more, so it was stopped.',
  retryable: true,
};

export class Run {
  /** About how many characters it keeps. */
  size = 0;
  /** Set when the `end` is there. */
  endedAt: number | undefined;
  readonly #messages: Message[] = [];
  readonly #epoch: number;
  readonly #batches: AsyncIterator<readonly Message[]>;
  readonly #stopped = new AbortController();
  readonly #onDisconnect: OnDisconnect;
  readonly #onEnd: () => void;
  #readers = 0;
  /** Somebody has asked for the end: for readers that is no error. */
  #isWanted = false;
  #grace: ReturnType<typeof setTimeout> | undefined;
  /** What the production still does after its end. */
  #closing: Promise<unknown> | undefined;
  /** The step that is under way, shared by all who wait for one. */
  #step: Promise<void> | undefined;

  constructor(produce: Production, epoch: number, onDisconnect: OnDisconnect, onEnd: () => void) {
    this.#epoch = epoch;
    this.#batches = produce(this.#stopped.signal, epoch);
    this.#onDisconnect = onDisconnect;
    this.#onEnd = onEnd;
  }

  /** Reads what follows `cursor`, or all; where nothing can follow, the `end` again. */
  read(cursor: Cursor | undefined): Batches {
    const last = this.#messages.length;
    let seq = cursor?.epoch === this.#epoch ? Math.min(cursor.seq, this.endedAt ? last - 1 : last) : 0;
    let isOpen = true;
    this.#readers++;
    clearTimeout(this.#grace);
    const leave = (): void => {
      if (isOpen && --this.#readers === 0) this.#deserted();
      isOpen = false;
    };
    const next = async (): Promise<IteratorResult<readonly Message[], unknown>> => {
      while (isOpen) {
        const value = this.#messages.slice(seq, seq + PIECE);
        seq += value.length;
        if (value.length > 0) return { done: false, value };
        if (!this.endedAt) await this.#advance();
        else {
          await this.#closing;
          leave();
        }
      }
      return { done: true, value: undefined };
    };
    return { next, leave };
  }

  /** Ends it with reason `abort`, for all readers; one that has ended stays as it is. */
  stop(): void {
    this.#isWanted = true;
    this.#halt();
  }

  #halt(): void {
    if (this.endedAt) return;
    this.#stopped.abort();
    void this.#finish();
  }

  #deserted(): void {
    const policy = this.#onDisconnect;
    if (this.endedAt) return;
    if (policy === 'stop') this.#halt();
    else if (policy !== 'continue') {
      this.#grace = setTimeout(() => this.#halt(), Math.min(policy.stopAfterMs, LONGEST));
      // A process that has nothing else to do need not wait. Not every platform's timers can be told so.
      (this.#grace as { unref?(): void }).unref?.();
    }
    void this.#finish();
  }

  /** Goes on by itself while nobody draws it on. */
  async #finish(): Promise<void> {
    while (!this.endedAt && (this.#readers === 0 || this.#stopped.signal.aborted)) await this.#advance();
  }

  #advance(): Promise<void> {
    this.#step ??= this.#take().finally(() => {
      this.#step = undefined;
    });
    return this.#step;
  }

  async #take(): Promise<void> {
    try {
      const { done, value } = await this.#batches.next();
      for (const message of done ? [] : value) this.#keep(message);
      if (!done && !this.endedAt) return;
      this.#closing = this.#batches.return?.().catch(() => {});
    } catch {
      // Told below: what cannot be written, ends.
    }
    if (!this.endedAt) {
      const id = `${this.#epoch}-${this.#messages.length + 1}`;
      this.#keep({ id, type: 'end', reason: 'error', error: { code: 'provider' } });
    }
  }

  #keep(given: Message): void {
    const message = this.#told(given);
    this.#messages.push(message);
    this.size += message.type === 'delta' ? message.text.length : JSON.stringify(message).length;
    if (message.type !== 'end') return;
    this.endedAt = Date.now();
    clearTimeout(this.#grace);
    this.#onEnd();
  }

  /** A reader whose connection was lost has not stopped anything, and must not be told that it was stopped. */
  #told(message: Message): Message {
    if (message.type !== 'end' || message.reason !== 'abort') return message;
    const isDeserted = this.#stopped.signal.aborted && !this.#isWanted;
    return isDeserted ? { ...message, reason: 'error', error: DESERTED } : message;
  }
}
