// Carries out the checks beside the bench, each in a process of its own, and says which figure is beyond its bound.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type Findings, line } from './finding.ts';
import { follow } from './server/follow.ts';
import { sizes } from './sizes.ts';
import { wire } from './wire.ts';

export async function runScale(root: string, say: (line: string) => void): Promise<Findings[]> {
  const all: Findings[] = [];
  const add = (findings: Findings): void => {
    all.push(findings);
    say(`\n${findings.title}`);
    for (const row of findings.rows) say(`  ${line(row)}`);
  };
  for (const name of await ask<string[]>(root)) add(await ask<Findings>(root, name));
  add(wire());
  add(await sizes(root));
  add(await follow(root));
  return all;
}

function ask<T>(root: string, ...args: string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const options = { execArgv: ['--expose-gc'], env: { ...process.env, NODE_ENV: 'production' } };
    const child = fork(join(root, 'dist/scale.js'), args, options);
    child.on('message', (answer) => resolve(answer as T));
    child.on('exit', (code) => reject(new Error(`The check ${args.join()} ended with ${code}.`)));
  });
}
