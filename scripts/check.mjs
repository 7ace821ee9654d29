// `npm run check`: everything beside the tests that keeps the packages honest. Runs all of it, and says what failed.
// Given the name of a file, it writes the counts there too.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const steps = [
  ['lint', 'npm run lint --silent'],
  ['types', 'npm run types --silent'],
  ['build, publint, attw', 'npx --no-install turbo run build check:package --continue'],
  ['size', 'npm run size --silent'],
  ['unused', 'npx --no-install knip'],
  ['rules', 'node scripts/rules.mjs'],
  // A bump can leave the lockfile without the binaries of other platforms; only this notices.
  ['lockfile', 'npm ci --dry-run --ignore-scripts --no-audit --no-fund'],
];

let failed = 0;
for (const [name, command] of steps) {
  const start = performance.now();
  const { code, output } = await run(command);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  console.log(`${code === 0 ? 'passed' : 'FAILED'} ${seconds} s  ${name}`);
  if (code !== 0) {
    failed++;
    console.log(output.replace(/^/gm, '    '));
  } else if (name === 'size') console.log(output.trimEnd().replace(/^/gm, '    '));
}
console.log(`${steps.length - failed} of ${steps.length} checks passed.`);
const [report] = process.argv.slice(2);
if (report) writeFileSync(report, JSON.stringify({ passed: steps.length - failed, failed }));
process.exitCode = failed === 0 ? 0 : 1;

/** Runs a command and keeps what it says, in the order in which it says it. */
function run(command) {
  return new Promise((resolve) => {
    const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' };
    const child = spawn(command, { shell: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('close', (code) => resolve({ code, output }));
  });
}
