// A timer that can be waited for beside something else.

/** See {@link setAlarm}. */
export interface Alarm {
  /** Resolves when the time has come; never after `off`. */
  readonly rings: Promise<undefined>;
  off(): void;
}

/** The longest that a timer can wait, in milliseconds; one that is asked for more goes off at once. */
export const LONGEST: number = 2 ** 31 - 1;

/** Rings once, in `ms` milliseconds; not at all where that is longer than timers can wait. */
export function setAlarm(ms: number): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rings = new Promise<undefined>((resolve) => {
    if (ms <= LONGEST) timer = setTimeout(resolve, ms, undefined);
  });
  return { rings, off: () => clearTimeout(timer) };
}
