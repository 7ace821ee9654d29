// A terminal for tests: keeps what is written, and lets a test press keys.
import { plain } from './paint.ts';
import type { OnKey, Terminal } from './terminal.ts';

/** See {@link fakeTerminal}. */
export interface FakeTerminal extends Terminal {
  /** All that was written. */
  readonly output: string;
  /** Resolves when the output holds `text`. */
  shows(text: string): Promise<void>;
  press(key: string): void;
}

/** `live` is a screen with keys, otherwise it is a pipe. */
export function fakeTerminal(live = false): FakeTerminal {
  const listeners = new Set<OnKey>();
  const waiting = new Set<() => void>();
  let output = '';
  return {
    live,
    paint: plain,
    columns: 100,
    rows: 24,
    get output() {
      return output;
    },
    write(text) {
      output += text;
      for (const wake of waiting) wake();
    },
    keys(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press(key) {
      for (const listener of [...listeners]) listener(key);
    },
    shows(text) {
      return new Promise((resolve) => {
        const check = (): void => {
          if (!output.includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
    },
  };
}
