// Waiting between two tries.

/** How a lost connection is tried again: full jitter below `baseMs`, doubled each time up to `maxMs`. */
export interface Retry {
  /** 500 by default. */
  readonly baseMs?: number;
  /** 15,000 by default. */
  readonly maxMs?: number;
  /** How often, before the stream has gone on; 8 by default. */
  readonly attempts?: number;
}
