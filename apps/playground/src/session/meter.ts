// Counts what a run costs: bytes on the wire, and how often each part of the page was rendered.

/** What has been counted since the last reset. */
export interface Meter {
  readonly bytes: number;
  /** Pieces in which the bytes came. */
  readonly chunks: number;
  /** Renders by part; a part of which there are many, such as a row, is counted as one. */
  readonly renders: ReadonlyMap<string, number>;
  received(bytes: number): void;
  rendered(part: string): void;
  reset(): void;
}

export function createMeter(): Meter {
  let bytes = 0;
  let chunks = 0;
  const renders = new Map<string, number>();
  return {
    get bytes() {
      return bytes;
    },
    get chunks() {
      return chunks;
    },
    renders,
    received(count) {
      bytes += count;
      chunks++;
    },
    rendered(part) {
      renders.set(part, (renders.get(part) ?? 0) + 1);
    },
    reset() {
      bytes = 0;
      chunks = 0;
      renders.clear();
    },
  };
}
