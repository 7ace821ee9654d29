// The bars of a chart while it grows.

/** A bar that may still be half. */
export interface BarPart {
  readonly label?: string | undefined;
  readonly value?: number | undefined;
}

/** How long a bar is, from 0 to 1, beside the longest one so far. */
export function barLength({ value = 0 }: BarPart, bars: readonly BarPart[]): number {
  const longest = Math.max(...bars.map((bar) => bar.value ?? 0));
  return longest > 0 ? value / longest : 0;
}
