// The other end of a candidate's process: starts it, asks it, ends it.
import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Question } from './question.ts';

/** A candidate in a process of its own. */
export interface Inquiry {
  readonly id: string;
  /**
   * The answer, or undefined if the process died or did not answer in `seconds`; the next question then goes to a new
   * one.
   */
  ask(question: Question, seconds: number): Promise<Answer | undefined>;
  /** Ends the process; the next question goes to a new one. */
  end(): void;
}

/** The process runs `script` and begins with the first question. */
export function createInquiry(id: string, script: string): Inquiry {
  let child: ChildProcess | undefined;
  const end = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  return {
    id,
    end,
    ask(question, seconds) {
      child ??= fork(script, [], {
        execArgv: ['--expose-gc'],
        env: { ...process.env, NODE_ENV: 'production' },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const asked = child;
      return new Promise((resolve) => {
        const finish = (answer?: Answer): void => {
          clearTimeout(timer);
          asked.off('message', finish);
          asked.off('exit', leave);
          resolve(answer);
        };
        const leave = (): void => {
          if (child === asked) end();
          finish();
        };
        const timer = setTimeout(leave, seconds * 1000);
        asked.on('message', finish);
        asked.on('exit', leave);
        asked.send(question);
      });
    },
  };
}
