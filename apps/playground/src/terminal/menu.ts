// A list to choose from with the arrow keys.
import { createScreen, windowOf } from './screen.ts';
import type { Terminal } from './terminal.ts';
import { clip, pad, textWidth } from './text-width.ts';

/** One line of a menu. */
export interface Choice<T> {
  readonly name: string;
  readonly about: string;
  readonly value: T;
}

/** Answers with what was chosen, or undefined when the menu was left. `start` is where it begins. */
export function choose<T>(
  terminal: Terminal,
  heading: string,
  choices: readonly Choice<T>[],
  start = 0,
): Promise<{ readonly value: T; readonly at: number } | undefined> {
  const { paint } = terminal;
  const screen = createScreen(terminal);
  const width = Math.max(...choices.map(({ name }) => textWidth(name))) + 2;
  let at = start;
  const draw = (): void => {
    const lines = choices.map(({ name, about }, i) => {
      const text = clip(`${pad(name, width)}${about}`, terminal.columns - 4);
      const isLong = textWidth(text) > width;
      if (i === at) return `${paint.cyan('›')} ${paint.bold(text)}`;
      return `  ${isLong ? text.slice(0, width) + paint.dim(text.slice(width)) : text}`;
    });
    const hint = paint.dim('↑ ↓ choose · return play · q leave');
    screen.draw([paint.bold(heading), '', ...windowOf(lines, at, terminal.rows - 5), '', hint]);
  };
  draw();
  return new Promise((resolve) => {
    const leave = terminal.keys((key) => {
      if (key === 'up' || key === 'k') at = Math.max(0, at - 1);
      else if (key === 'down' || key === 'j') at = Math.min(choices.length - 1, at + 1);
      else if (key === 'pageup') at = Math.max(0, at - 10);
      else if (key === 'pagedown') at = Math.min(choices.length - 1, at + 10);
      const chosen = choices[at];
      const isLeft = key === 'q' || key === 'escape' || key === 'interrupt';
      if (!isLeft && (key !== 'return' || !chosen)) {
        draw();
        return;
      }
      leave();
      // The menu gives its place to what comes next.
      screen.draw([]);
      screen.leave();
      resolve(isLeft || !chosen ? undefined : { value: chosen.value, at });
    });
  });
}
