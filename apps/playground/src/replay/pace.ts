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
/** Timers cannot do less well: what is shorter is owed until it is worth a sleep. */
const SHORTEST = 4;

export function createPace(speed = 1): Pace {
  let owed = 0;
  const pace: Pace = {
    speed,
    paused: false,
    async wait(ms, signal) {
      owed += ms;
      while (!signal?.aborted && (pace.paused || owed / pace.speed >= SHORTEST)) {
        const start = performance.now();
        await sleep(pace.paused ? SLICE : Math.min(owed / pace.speed, SLICE));
        if (!pace.paused) owed -= (performance.now() - start) * pace.speed;
      }
      // Without waiting nothing is owed for later, and a sleep that was too long is made good only in part.
      owed = pace.speed === Number.POSITIVE_INFINITY ? 0 : Math.max(owed, -SLICE * pace.speed);
    },
  };
  return pace;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
