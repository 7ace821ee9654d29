// The clock of a replay: how fast it runs, and whether it stands still.

/** The time of a replay, which can be changed while somebody waits. */
export interface Pace {
  /** 1 is the pace of a model; Infinity does not wait at all. */
  speed: number;
  paused: boolean;
  /** Resolves when `ms` of the replay's own time are over, or at the signal. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The longest sleep, so that a change of speed is felt at once. */
const SLICE = 40;

export function createPace(speed = 1): Pace {
  const pace: Pace = {
    speed,
    paused: false,
    async wait(ms, signal) {
      for (let left = ms; left > 0 && !signal?.aborted; ) {
        if (pace.speed === Number.POSITIVE_INFINITY && !pace.paused) return;
        const start = performance.now();
        await sleep(pace.paused ? SLICE : Math.min(left / pace.speed, SLICE));
        if (!pace.paused) left -= (performance.now() - start) * pace.speed;
      }
    },
  };
  return pace;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
