// The rules of the house that no other tool knows: floors, names, first lines, words that have no place here.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { wrongImports } from './floors.mjs';

const root = new URL('../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');

// Written so that they do not match themselves.
const words = [
  [/[/]work[/]|[/]tmp[/]bash_|[.][.][/]shared\b/, 'speaks of one machine'],
  [/\b(registry|deb)[.][a-z]+[.](org|com)\b/, 'names the host of a registry'],
  [/[D]EVELOPERS[.]md|before[-]stop/, 'speaks of how the project is made'],
  [/\b(TO[D]O|FIX[M]E)\b/, 'is left for later'],
];
const inTests = [
  [/\b(it|test|describe)[.](only|skip|todo)\b/, 'is skipped or alone'],
  [/\btoMatch(File|Inline)?Snapshot\b/, 'is a snapshot: state the law instead'],
];
const vague = /(^|[/])(types|utils?|helpers?|errors|constants|misc|common)[.]tsx?$/;
const binary = /[.](png|jpe?g|gif|ico|woff2?|tgz)$/;

/**
 * What is wrong with one file, each as `line: what`.
 *
 * @param {string} file
 * @param {string} text
 * @returns {string[]}
 */
export function breaches(file, text) {
  const lines = text.split('\n');
  const isTest = /[.](test|test-d)[.]/.test(file);
  const isSource = /^packages[/][^/]+[/]src[/]/.test(file);
  const found = [];
  lines.forEach((line, i) => {
    for (const [pattern, what] of isTest ? [...words, ...inTests] : words) {
      if (pattern.test(line)) found.push(`${i + 1}: ${what}`);
    }
  });
  if (isSource && !isTest && /[.]tsx?$/.test(file) && !/^[/][/] \S/.test(lines[0] ?? '')) {
    found.push('1: does not say what the file owns');
  }
  if (isTest && lines.length > 401)
    found.push(`401: the test file has ${lines.length - 1} lines, 400 is the most`);
  if (isSource && vague.test(file)) found.push('1: is named after what it is, not after what it owns');
  return found;
}

function importBreaches(file, text) {
  const [, name, path] = /^packages[/]([^/]+)[/](src[/].+[.]tsx?)$/.exec(file) ?? [];
  if (!path) return [];
  const manifest = JSON.parse(read(`packages/${name}/package.json`));
  const shared = Object.keys(JSON.parse(read('package.json')).devDependencies);
  return wrongImports({ package: name, path, text, manifest, shared }).map((what) => `1: ${what}`);
}

function main() {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && !binary.test(file) && existsSync(new URL(file, root)))
    .filter((file) => file !== 'package-lock.json' && !file.startsWith('packages/testing/fixtures/'));
  const found = files.flatMap((file) => {
    const text = read(file);
    return [...breaches(file, text), ...importBreaches(file, text)].map((what) => `${file}:${what}`);
  });
  for (const line of found) console.log(line);
  console.log(`${files.length} files, ${found.length} breaches of the rules of the house.`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
