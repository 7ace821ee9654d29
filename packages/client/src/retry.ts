// Waiting between two tries.

/** How a lost connection is tried again: full jitter below `baseMs`, doubled each time up to `maxMs`. */
export interface Retry {
  /** 500 by default. */
  readonly baseMs?: number | undefined;
  /** 15,000 by default. */
  readonly maxMs?: number | undefined;
  /** How often, before the stream has gone on; 8 by default. */
  readonly attempts?: number | undefined;
}

/** How long to wait before the nth try, from 1; not less than `floor`, which is the server's own word. */
export function delayOf(attempt: number, { baseMs = 500, maxMs = 15_000 }: Retry, floor: number): number {
  return Math.max(floor, Math.random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
}

const LONGEST = 2 ** 31 - 1;
const WAKES = ['online', 'pageshow', 'visibilitychange'] as const;

/** Waits, but no longer than until the network or the reader is back; without a network, until then. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const isOffline = (): boolean => globalThis.navigator?.onLine === false;
    const timer = isOffline() ? undefined : setTimeout(end, Math.min(ms, LONGEST));
    for (const name of WAKES) globalThis.addEventListener?.(name, wake);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();

    function wake({ type }: Event): void {
      const isSeen = !globalThis.document?.hidden && !isOffline();
      if (type === WAKES[0] || isSeen) end();
    }
    function end(): void {
      clearTimeout(timer);
      for (const name of WAKES) globalThis.removeEventListener?.(name, wake);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
