// Writes samples to files of the workspace, compiles them all in one go, and runs them one by one.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { findExpectations, printed, prints } from './expectations.mjs';

/** @typedef {import('./extract.mjs').Sample} Sample */

/**
 * A place on disk for `samples`, inside the repository so that packages resolve. Samples of one document share a
 * folder, so that they can import each other by name.
 *
 * @param {string} root of the repository
 * @param {readonly Sample[]} samples
 */
export function writeSamples(root, samples) {
  mkdirSync(join(root, '.samples'), { recursive: true });
  const folder = mkdtempSync(join(root, '.samples', 'run-'));
  const files = samples.map((sample) => {
    const own = join(folder, sample.file.replaceAll(/[^\w-]+/g, '_'));
    const file = join(own, sample.name ?? `line-${sample.line}.${sample.language}`);
    const { instrumented, expectations } = findExpectations(sample.code);
    const run = join(own, `run-${sample.line}.ts`);
    write(file, sample.language === 'vue' ? sample.code : asModule(sample.code));
    if (sample.runs) write(run, asModule(instrumented));
    return { sample, file, run, expectations };
  });
  const hasVue = samples.some(({ language }) => language === 'vue');
  const config = {
    extends: relative(folder, join(root, 'tsconfig.base.json')),
    compilerOptions: { types: ['node'], declaration: false, isolatedDeclarations: false },
    include: ['**/*.ts', '**/*.tsx', '**/*.vue'],
    exclude: ['**/run-*.ts'],
  };
  write(join(folder, 'tsconfig.json'), JSON.stringify(config));

  return {
    files,

    /** What the compiler says of each sample that does not compile: the place in its document, and the message. */
    compile() {
      if (samples.length === 0) return new Map();
      const { stdout, stderr, status } = spawnSync(
        'npx',
        ['--no-install', hasVue ? 'vue-tsc' : 'tsc', '-p', folder, '--pretty', 'false'],
        { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' },
      );
      /** @type {Map<Sample, string[]>} */
      const errors = new Map();
      let last;
      let others = 0;
      for (const line of stdout.split('\n')) {
        const [, path, at, message] = /^(.+?)\((\d+),\d+\): (error .+)$/.exec(line) ?? [];
        if (path) {
          const found = files.find(({ file }) => join(root, path) === file);
          // What a source file gets wrong is told by `npm run types`.
          if (!found) others++;
          last = found ? (errors.get(found.sample) ?? []) : undefined;
          if (!found || !last) continue;
          errors.set(found.sample, last);
          last.push(`${found.sample.file}:${found.sample.line + Number(at) - 1}: ${message}`);
        } else if (/^\s/.test(line)) last?.push(line);
      }
      if (status !== 0 && errors.size + others === 0)
        throw new Error(`The compiler failed: ${stdout}${stderr}`);
      return errors;
    },

    /**
     * Runs a sample and returns what it printed otherwise than it says. Whatever it throws comes through.
     *
     * @param {(typeof files)[number]} file
     * @returns {Promise<string[]>}
     */
    async run({ sample, run, expectations }) {
      /** @type {unknown[][][]} */
      const calls = expectations.map(() => []);
      globalThis.__log = calls.map(
        (own) =>
          (...args) =>
            own.push(args),
      );
      await import(/* @vite-ignore */ run);
      return expectations.flatMap(({ line, expected }, i) =>
        expected === undefined || prints(expected, calls[i])
          ? []
          : [`${sample.file}:${sample.line + line}: expected “${expected}”, printed “${printed(calls[i])}”`],
      );
    },

    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function asModule(code) {
  return `${code}\nexport {};\n`;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
