// Sends messages in batches, each with its id: not every token is worth a packet.
import type { Message } from '@partialkit/core';
import { setAlarm } from './alarm.ts';
import { type Extractor, Outgoing } from './outgoing.ts';

/** When what waits is sent. */
export interface FlushOptions {
  /** Milliseconds between two batches; 40 by default. */
  readonly flushMs?: number | undefined;
  /** Characters that are sent without waiting for the time to come; 4,096 by default. */
  readonly flushBytes?: number | undefined;
}

/**
 * Reads `messages` and gives batches of what goes out, numbered `<epoch>-1`, `<epoch>-2` and so on where there is an
 * epoch. The first one is an empty snapshot, before anything is read; the one with the `end` comes at once and is the
 * last. While nobody asks for the next batch nothing is read: at most one batch and one message wait.
 */
export async function* batchMessages(
  messages: AsyncIterator<Message>,
  { flushMs = 40, flushBytes = 4096 }: FlushOptions,
  epoch?: number,
  extractor?: Extractor,
): AsyncGenerator<readonly Message[], void, undefined> {
  const outgoing = new Outgoing(extractor);
  let seq = 0;
  let last = 0;
  const flush = (): readonly Message[] => {
    last = performance.now();
    return outgoing.flush().map(number);
  };
  const number = (message: Message): Message =>
    epoch === undefined ? message : { id: `${epoch}-${++seq}`, ...message };
  try {
    outgoing.add({ type: 'snapshot', text: '' });
    yield flush();
    let next: Promise<IteratorResult<Message>> | undefined;
    while (!outgoing.ended) {
      if (outgoing.isEmpty) next = take(await (next ?? messages.next()));
      // What is there already goes along, also when the time has come.
      const alarm = setAlarm(Math.max(0, last + flushMs - performance.now()));
      while (!outgoing.ended && outgoing.size < flushBytes) {
        next ??= messages.next();
        const step = await Promise.race([next, alarm.rings]);
        if (!step) break;
        next = take(step);
      }
      alarm.off();
      const batch = flush();
      if (batch.length > 0) yield batch;
    }
  } catch (cause) {
    // It cannot be written. Those who read along are told why, the reader that it is so.
    await messages.throw?.(cause).catch(() => {});
    yield [number({ type: 'end', reason: 'error', error: { code: 'provider' } })];
  } finally {
    await messages.return?.();
  }

  function take(step: IteratorResult<Message>): undefined {
    if (step.done) outgoing.add({ type: 'end', reason: 'error', error: { code: 'cut' } });
    else outgoing.add(step.value);
  }
}
