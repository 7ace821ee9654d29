// A timer that can be waited for beside something else.

/** See {@link setAlarm}. */
export interface Alarm {
  /** Resolves when the time has come; never after `off`. */
  readonly rings: Promise<undefined>;
  off(): void;
}

/** Rings once, in `ms` milliseconds. */
export function setAlarm(ms: number): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rings = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return { rings, off: () => clearTimeout(timer) };
}
