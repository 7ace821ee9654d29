// Reads one connection, as long as it lives.
import type { Message } from '@partialkit/core';
import { CUT, type Fault, faultOf } from './fault.ts';
import type { ConnectRequest, Source } from './source.ts';

/** What is asked for, and who hears of it. */
export interface Follower extends Omit<ConnectRequest, 'signal' | 'onActivity'> {
  /** Whether silence means that nobody is there any more. */
  isWatched(): boolean;
  /** Takes a message. A fault ends the connection, and so does null, without one. */
  take(message: Message): Fault | null | undefined;
}

/** 2.5 heartbeats. */
export const SILENCE_MS = 37_500;

/** Resolves with what was wrong, or without anything when all was taken or `leaving` has aborted; never rejects. */
export async function readConnection(
  source: Source,
  follower: Follower,
  leaving: AbortSignal,
): Promise<Fault | undefined> {
  const connection = new AbortController();
  const { signal } = connection;
  const abort = (): void => connection.abort();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const onActivity = (): void => {
    clearTimeout(silence);
    if (follower.isWatched() && !signal.aborted) silence = setTimeout(abort, SILENCE_MS);
  };
  const onLive = (isResumable: boolean): void => {
    if (!signal.aborted) follower.onLive(isResumable);
    onActivity();
  };
  let messages: AsyncIterator<Message> | undefined;
  leaving.addEventListener('abort', abort);
  onActivity();
  try {
    messages = source.connect({ ...follower, signal, onActivity, onLive })[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await messages.next();
      if (leaving.aborted) return undefined;
      const fault = done || signal.aborted ? CUT : follower.take(value);
      if (fault) abort();
      if (fault !== undefined) return fault ?? undefined;
    }
  } catch (cause) {
    return leaving.aborted ? undefined : faultOf(cause);
  } finally {
    clearTimeout(silence);
    leaving.removeEventListener('abort', abort);
    // Whatever it still says.
    void messages?.return?.().catch(() => {});
  }
}
