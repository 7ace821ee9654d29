// The terminal as the player sees it: where it writes to, how large it is, which keys come.
import type { ReadStream, WriteStream } from 'node:tty';
import { colourful, type Paint, plain } from './paint.ts';

/** A key by its name, such as `up`, `return`, `space`, `q`. */
export type OnKey = (key: string) => void;

/** Where a player plays. */
export interface Terminal {
  write(text: string): void;
  /** Whether frames can be drawn over each other, and keys can be read. */
  readonly live: boolean;
  readonly paint: Paint;
  readonly columns: number;
  readonly rows: number;
  /** Hands over keys until the returned function is called. */
  keys(listener: OnKey): () => void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The terminal that the process was started in. */
export function processTerminal(input: ReadStream, output: WriteStream, env: Environment): Terminal {
  const live = output.isTTY === true && input.isTTY === true && env.TERM !== 'dumb';
  const isColourful = env.NO_COLOR
    ? false
    : env.FORCE_COLOR
      ? env.FORCE_COLOR !== '0'
      : output.isTTY && env.TERM !== 'dumb';
  return {
    write: (text) => void output.write(text),
    live,
    paint: isColourful ? colourful : plain,
    get columns() {
      return Math.max(40, Math.min(output.columns || 100, 120));
    },
    get rows() {
      return Math.max(12, output.rows || 24);
    },
    keys(listener) {
      const onData = (data: Buffer): void => {
        for (const key of keysOf(data.toString())) listener(key);
      };
      input.setRawMode(true);
      input.resume();
      input.on('data', onData);
      return () => {
        input.off('data', onData);
        input.setRawMode(false);
        input.pause();
      };
    },
  };
}

const NAMES: Readonly<Record<string, string>> = {
  '\x1b[A': 'up',
  '\x1b[B': 'down',
  '\x1b[C': 'right',
  '\x1b[D': 'left',
  '\x1bOA': 'up',
  '\x1bOB': 'down',
  '\x1b[5~': 'pageup',
  '\x1b[6~': 'pagedown',
  '\x1b': 'escape',
  '\x03': 'interrupt',
  '\x04': 'interrupt',
  '\r': 'return',
  '\n': 'return',
  ' ': 'space',
};

/** Several keys may come in one piece. */
function keysOf(data: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys are told by control characters
  return (data.match(/\x1b[[O][0-9;]*[A-Za-z~]|./gsu) ?? []).map((key) => NAMES[key] ?? key);
}
