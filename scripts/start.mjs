// `npm start`: builds what the playground needs, then becomes the playground. Arguments and signals are its own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const main = new URL('apps/playground/dist/terminal/main.js', root);
const packages = ['core', 'testing', 'playground'].map((name) => `--filter=@partialkit/${name}`);
const build = spawnSync(
  'npx',
  ['--no-install', 'turbo', 'run', 'build', '--only', ...packages, '--output-logs=errors-only'],
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
