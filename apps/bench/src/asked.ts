// The other end of a candidate's process: starts it, asks it, ends it.
import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Question } from './worker.ts';

/** A candidate in a process of its own. */
export class Asked {
  readonly id: string;
  readonly #script: string;
  readonly #flags: readonly string[];
  #child: ChildProcess | undefined;

  constructor(id: string, script: string, flags: readonly string[] = []) {
    this.id = id;
    this.#script = script;
    this.#flags = flags;
  }

  /**
   * The answer, or undefined if the process died or did not answer in `seconds`; it is then ended, and the next question
   * goes to a new one.
   */
  ask(question: Question, seconds: number): Promise<Answer | undefined> {
    this.#child ??= fork(this.#script, [], {
      execArgv: ['--expose-gc', ...this.#flags],
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'json',
    });
    const child = this.#child;
    return new Promise((resolve) => {
      const finish = (answer?: Answer): void => {
        clearTimeout(timer);
        child.off('message', finish);
        child.off('exit', leave);
        resolve(answer);
      };
      const leave = (): void => {
        this.end();
        finish();
      };
      const timer = setTimeout(leave, seconds * 1000);
      child.on('message', finish);
      child.on('exit', leave);
      child.send(question);
    });
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}
