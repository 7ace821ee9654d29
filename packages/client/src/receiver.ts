// Takes the messages of one run by their ids: what follows is applied, what has been there is dropped, a hole is found.
import type { Message, PartialDocument, Schema } from '@partialkit/core';

/**
 * What a message has come to: nothing to speak of; the document is `over`; a `gap` before the message; a document that
 * is `damaged`, so that only a whole new one helps; or one that is `refused` for good.
 */
export type Verdict = undefined | 'over' | 'gap' | 'damaged' | 'refused';

/** See {@link createReceiver}. */
export interface Receiver {
  /** The id of the last message that was taken. Undefined also while the whole is wanted anew. */
  readonly cursor: string | undefined;
  /** The highest id ever. */
  readonly mark: string | undefined;
  /** There is something of a document. */
  readonly isTouched: boolean;
  /** A whole that was asked for has not come up to `mark` again: less than what is known. */
  readonly isBehind: boolean;
  /** The document is a snapshot of somebody who numbers nothing, and may not have known how it goes on. */
  readonly isLoose: boolean;
  take(message: Message): Verdict;
  /** Only a snapshot can be next. */
  forget(): void;
}

/** `mark` is where another store has been with the same run, if one has. */
export function createReceiver(
  document: PartialDocument<Schema>,
  mode: 'replace' | 'merge' | undefined,
  known: string | undefined,
): Receiver {
  let cursor: string | undefined;
  let mark = known;
  let isTouched = false;
  let isLoose = false;

  return {
    get cursor() {
      return cursor;
    },
    get mark() {
      return mark;
    },
    get isTouched() {
      return isTouched;
    },
    get isLoose() {
      return isLoose;
    },
    get isBehind() {
      return compare(cursor, mark) < 0;
    },
    forget() {
      cursor = undefined;
    },
    take(message) {
      const { id, type } = message;
      if (placeOf(id)[0]) {
        if (compare(id, cursor) <= 0) return undefined;
        if (type !== 'snapshot' && !isNext(cursor, id, isTouched)) return 'gap';
        cursor = id;
        if (compare(id, mark) > 0) mark = id;
      } else if (mark && type !== 'meta') return 'gap';
      isTouched ||= type !== 'meta';
      if (type !== 'end' && type !== 'meta') isLoose = !id && type === 'snapshot';
      document.apply(mode === 'merge' ? merging(message) : message);
      const { ended, error } = document;
      if (ended) return 'over';
      return error && (/^invalid(-json)?$/.test(error.code) ? 'refused' : 'damaged');
    },
  };
}

/** Epoch and seq; zeros where an id is none. */
function placeOf(id: string | undefined): readonly [epoch: number, seq: number] {
  const [, epoch = 0, seq = 0] = /^([1-9]\d*)-([1-9]\d*)$/.exec(id ?? '') ?? [];
  return [+epoch, +seq];
}

function compare(a: string | undefined, b: string | undefined): number {
  const [epoch, seq] = placeOf(a);
  const [otherEpoch, otherSeq] = placeOf(b);
  return epoch - otherEpoch || seq - otherSeq;
}

function isNext(cursor: string | undefined, id: string | undefined, isTouched: boolean): boolean {
  const [epoch, seq] = placeOf(id);
  const [lastEpoch, lastSeq] = cursor || isTouched ? placeOf(cursor) : [1, 0];
  return epoch === lastEpoch && seq === lastSeq + 1;
}

/** Snapshots that nobody numbers are what a backend has so far, or has new. */
function merging(message: Message): Message {
  const { id, type } = message;
  if (id || type !== 'snapshot' || typeof message.value !== 'object') return message;
  const { value } = message;
  return value === null || Array.isArray(value) ? message : { type: 'merge', value };
}
