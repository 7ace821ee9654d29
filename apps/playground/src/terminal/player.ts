// Plays one run on a terminal: frames drawn in place with keys to steer, or plain ones for a pipe.
import type { Schema } from '@partialkit/core';
import type { Pace } from '../replay/pace.ts';
import { type Frame, frame, type Title } from './frame.ts';
import { createScreen, windowOf } from './screen.ts';
import type { Terminal } from './terminal.ts';
import { type Run, type Source, watch } from './watch.ts';

/** What is played. */
export interface Play {
  readonly title: Title;
  readonly schema: Schema;
  readonly tool?: string | undefined;
  readonly source: Source;
  /** Bytes that have come over the wire so far. */
  wireBytes(): number;
  /** Undefined for a live model. */
  readonly pace?: Pace | undefined;
  /** Ends the source; the player ends the run at `q`. */
  readonly stop: AbortController;
}

const FRAME_MS = 50;

/** Plays to the end, and answers with the run as it then is. */
export async function play(terminal: Terminal, what: Play): Promise<Run> {
  return terminal.live ? playLive(terminal, what) : playPlain(terminal, what);
}

async function playLive(terminal: Terminal, what: Play): Promise<Run> {
  const { schema, source, tool, pace, stop } = what;
  const screen = createScreen(terminal);
  let run: Run | undefined;
  const draw = (isLast: boolean): void => {
    if (!run) return;
    const { head, body, foot, focus } = picture(terminal, what, run);
    const hint = isLast ? [] : [terminal.paint.dim(hints(pace))];
    const room = terminal.rows - 1 - head.length - foot.length - hint.length;
    const shown = isLast ? body : windowOf(body, focus, Math.max(3, room));
    screen.draw([...head, ...shown, ...foot, ...hint]);
  };
  const leaveKeys = terminal.keys((key) => {
    if (key === 'q' || key === 'escape' || key === 'interrupt') stop.abort();
    else if (pace) steer(pace, key);
    draw(false);
  });
  const timer = setInterval(draw, FRAME_MS, false);
  try {
    for await (run of watch(schema, source, { tool, signal: stop.signal }));
    draw(true);
  } finally {
    clearInterval(timer);
    leaveKeys();
    screen.leave();
  }
  return run as Run;
}

function steer(pace: Pace, key: string): void {
  if (key === 'space') pace.paused = !pace.paused;
  else if (key === 'right' || key === '+') pace.speed = Math.min(pace.speed * 2, 64);
  else if (key === 'left' || key === '-') pace.speed = Math.max(Math.min(pace.speed, 64) / 2, 1 / 8);
}

function hints(pace: Pace | undefined): string {
  if (!pace) return 'q stop';
  const speed = pace.speed === Number.POSITIVE_INFINITY ? 'no waiting' : `×${pace.speed}`;
  return `space ${pace.paused ? 'go on' : 'pause'} · ← → speed ${speed} · q stop`;
}

/** A frame after 1, 2, 4, 8 … messages, then the last one and the result as JSON. */
async function playPlain(terminal: Terminal, what: Play): Promise<Run> {
  let run: Run | undefined;
  let steps = 0;
  for await (run of watch(what.schema, what.source, { tool: what.tool, signal: what.stop.signal })) {
    const isOver = run.status !== 'waiting' && run.status !== 'streaming';
    if (isOver || (steps & (steps - 1)) === 0) {
      const { head, body, foot } = picture(terminal, what, run);
      terminal.write([...(steps ? [''] : head), ...body, ...foot, ''].join('\n'));
    }
    steps++;
  }
  const { document, status } = run as Run;
  const value: unknown = document.partial;
  terminal.write(
    `\nresult (${status})\n${value === undefined ? 'nothing came' : JSON.stringify(value, null, 2)}\n`,
  );
  return run as Run;
}

function picture(terminal: Terminal, { title, schema, wireBytes }: Play, run: Run): Frame {
  const { columns, paint, live } = terminal;
  return frame({ title, schema, run, wireBytes: wireBytes(), columns, paint, words: !live });
}
