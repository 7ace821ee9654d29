// Sends the pieces of a recorded stream one by one, as a model would.
import { seededRandom } from '@partialkit/testing';
import type { Pace } from './pace.ts';

/** How a replay goes. */
export interface ReplayOptions {
  readonly pace: Pace;
  /** Mean time between two pieces, in milliseconds. */
  readonly gap: number;
  readonly signal?: AbortSignal | undefined;
}

/** Recordings hold no times, so the time between two pieces is made up: uneven, but the same in each replay. */
export async function* replay<T>(
  pieces: Iterable<T>,
  { pace, gap, signal }: ReplayOptions,
): AsyncGenerator<T> {
  const random = seededRandom(1);
  for (const piece of pieces) {
    // Some pieces come in a burst, and now and then a model thinks.
    const dice = random();
    await pace.wait(gap * (dice < 0.3 ? 0.2 : dice > 0.97 ? 5 : 0.5 + dice), signal);
    if (signal?.aborted) return;
    yield piece;
  }
}

/** The events of an event stream, each with the blank line that ends it, as bytes. */
export function eventsOf(body: Uint8Array): Uint8Array[] {
  const encoder = new TextEncoder();
  return new TextDecoder()
    .decode(body)
    .split(/(?<=\n\n|\r\r|\r\n\r\n)/)
    .filter((event) => event !== '')
    .map((event) => encoder.encode(event));
}
