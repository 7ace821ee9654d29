// Draws lines over the lines that it drew before.
import type { Terminal } from './terminal.ts';

/** A place on the terminal that shows one thing at a time. */
export interface Screen {
  draw(lines: readonly string[]): void;
  /** Leaves what is drawn, and gives the cursor back below it. */
  leave(): void;
}

const HIDE = '\x1b[?25l';
const SHOW = '\x1b[?25h';
const CLEAR_LINE = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';

export function createScreen({ write }: Pick<Terminal, 'write'>): Screen {
  let height = 0;
  return {
    draw(lines) {
      // In one piece, so that no half of a frame is ever seen.
      const up = height > 0 ? `\x1b[${height}A` : HIDE;
      write(`${up}\r${lines.map((line) => `${line}${CLEAR_LINE}\n`).join('')}${CLEAR_BELOW}`);
      height = lines.length;
    },
    leave() {
      if (height > 0) write(SHOW);
      height = 0;
    },
  };
}

/** As many of `lines` as `rows` can show, with the line `focus` among them. */
export function windowOf(lines: readonly string[], focus: number, rows: number): readonly string[] {
  if (lines.length <= rows) return lines;
  const start = Math.min(Math.max(0, focus - Math.floor(rows * 0.7)), lines.length - rows);
  return lines.slice(start, start + rows);
}
