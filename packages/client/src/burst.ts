// Tells a developer when something between server and page holds a stream back until it is whole.

/** Wants every chunk of an answer, and undefined when no more are wanted. */
export type BurstCheck = (chunk: Uint8Array | undefined) => void;

const SILENCE_MS = 2000;
const BURST_MS = 50;
const BURST_BYTES = 1000;

let isTold = false;

/**
 * Watches one answer, asked for at `start`. Where all of it comes at once after a silence, the console says so: once
 * per page, and only in development.
 */
export function checkBursts(start: number): BurstCheck | undefined {
  try {
    return process.env.NODE_ENV === 'production' ? undefined : createCheck(start);
  } catch {
    // Bundlers replace that expression. Where none has, nobody develops.
    return undefined;
  }
}

declare const process: { readonly env: { readonly NODE_ENV?: string } };

function createCheck(start: number): BurstCheck {
  let first = 0;
  let size = 0;
  return (chunk) => {
    const now = Date.now();
    first ||= now;
    size += chunk?.length ?? 0;
    if (chunk || isTold || first - start < SILENCE_MS || now - first > BURST_MS || size < BURST_BYTES) return;
    isTold = true;
    // biome-ignore lint/suspicious/noConsole: it is told to a developer, who reads nothing else.
    console.warn(
      `PartialKit: ${size} bytes came at once, after ${first - start} ms of silence. Something holds the stream back: ` +
        'turn off buffering and compression for it in the proxy (nginx: "proxy_buffering off;"), send ' +
        '"x-accel-buffering: no" and "cache-control: no-transform", or flush after each event on the server.',
    );
  };
}
