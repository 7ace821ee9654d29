// `npm start` opens the playground in a browser, `npm run terminal` the one in the terminal, as does `npm start` with
// arguments: builds what it needs, then becomes it. Signals are its own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const [first, ...rest] = process.argv.slice(2);
const name = first === undefined ? 'server' : 'terminal';
if (first === 'terminal') process.argv.splice(2, Infinity, ...rest);
const main = new URL(`apps/playground/dist/${name}/main.js`, root);
const build = spawnSync(
  'npx',
  ['--no-install', 'turbo', 'run', 'build', '--filter=@partialkit/playground', '--output-logs=errors-only'],
  {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    shell: process.platform === 'win32',
  },
);
if (build.status !== 0 || !existsSync(main)) {
  process.stderr.write(`${build.stdout}${build.stderr}\nThe playground could not be built.\n`);
  process.exit(1);
}
await import(main.href);
