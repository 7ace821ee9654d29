// Takes the messages of one run by their ids: what follows is applied, what has been there is dropped, a hole is found.
import type { Message, PartialDocument, Schema } from '@partialkit/core';

/**
 * What a message has come to: nothing to speak of; the document is `over`; a `gap` before the message; a document that
 * is `damaged`, so that only a whole new one helps; or one that is `refused` for good.
 */
type Verdict = undefined | 'over' | 'gap' | 'damaged' | 'refused';

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

/** `known` is how far another store has been with the same run, if one has. */
export function createReceiver(
  document: PartialDocument<Schema>,
  mode: 'replace' | 'merge' | undefined,
  known: string | undefined,
): Receiver {
  let place = 0n;
  let highest = placeOf(known);
  let isTouched = false;
  let isLoose = false;

  return {
    get cursor() {
      return idOf(place);
    },
    get mark() {
      return idOf(highest);
    },
    get isTouched() {
      return isTouched;
    },
    get isLoose() {
      return isLoose;
    },
    get isBehind() {
      return place < highest;
    },
    forget() {
      place = 0n;
    },
    take(message) {
      const { id, type } = message;
      const next = placeOf(id);
      if (next) {
        if (next <= place) return undefined;
        const expected = place || isTouched ? place + 1n : FIRST;
        if (type !== 'snapshot' && next !== expected) return 'gap';
        place = next;
        if (place > highest) highest = place;
      } else if (highest && type !== 'meta') return 'gap';
      if (type !== 'meta') {
        isTouched = true;
        if (type !== 'end') isLoose = type === 'snapshot' && !next;
      }
      document.apply(mode === 'merge' && isLoose ? merging(message) : message);
      const { ended, error } = document;
      if (ended) return 'over';
      return error && (/^invalid(-json)?$/.test(error.code) ? 'refused' : 'damaged');
    },
  };
}

/** Places are whole numbers in the order of the ids; each epoch has so many. */
const EPOCH = 10n ** 15n;
const FIRST = EPOCH + 1n;

/** 0 where an id is none. */
function placeOf(id = ''): bigint {
  const [, epoch = 0, seq = 0] = /^([1-9]\d{0,14})-([1-9]\d{0,14})$/.exec(id) ?? [];
  return BigInt(epoch) * EPOCH + BigInt(seq);
}

function idOf(place: bigint): string | undefined {
  return place ? `${place / EPOCH}-${place % EPOCH}` : undefined;
}

/** Snapshots that nobody numbers are what a backend has so far, or has new. */
function merging(message: Message): Message {
  if (message.type !== 'snapshot') return message;
  const { value } = message;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { type: 'merge', value } : message;
}
