// When what has come is shown: once per frame, or as often as was asked for.

/** See {@link createFrame}. */
export interface Frame {
  /** Something is there to be shown, soon. */
  request(): void;
  /** Shows it now. */
  flush(): void;
}

/** A page that is not drawn has no frames: then a timer stands in. */
const FRAME_MS = 16;
/** A page may be hidden while it waits for a frame, which then does not come. */
const LATE_MS = 100;

/** Calls `commit` once for all requests of one frame, or of `throttle` milliseconds; at each one where those are 0. */
export function createFrame(throttle: 'frame' | number, commit: () => void): Frame {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (frame) cancelAnimationFrame(frame);
    frame = 0;
    commit();
  }

  return {
    flush,
    request() {
      if (throttle === 0) flush();
      else if (!timer) {
        const isFrame = throttle === 'frame';
        const isDrawn =
          isFrame && typeof requestAnimationFrame === 'function' && !globalThis.document?.hidden;
        if (isDrawn) frame = requestAnimationFrame(flush);
        timer = setTimeout(flush, isDrawn ? LATE_MS : isFrame ? FRAME_MS : throttle);
      }
    },
  };
}
