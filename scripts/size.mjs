// `npm run size`: what each entry weighs in an app, minified and gzipped. Needs the packages built. No entry may grow
// beyond its budget; the goal is what it should weigh one day. The table of the README must say the same.
// With `-- --files` also which files the minified bytes come from, with `-- --write` it writes the table.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const KB = 1024;
const entries = [
  {
    name: 'core, the parser alone',
    code: `export { createJsonParser } from '@partialkit/core'`,
    goal: 3 * KB,
    budget: 5 * KB,
  },
  { name: 'core', code: `export * from '@partialkit/core'`, goal: 8 * KB, budget: 26 * KB },
  {
    name: 'client, with core, zustand, eventsource-parser',
    code: `export * from '@partialkit/client'`,
    goal: 12 * KB,
    budget: 30 * KB,
  },
  {
    name: 'react, beside the client',
    code: `export * from '@partialkit/react'`,
    budget: 1 * KB,
    external: ['react', '@partialkit/client'],
  },
  {
    name: 'vue, beside the client',
    code: `export * from '@partialkit/vue'`,
    budget: 1 * KB,
    external: ['vue', '@partialkit/client'],
  },
  { name: 'testing', code: `export * from '@partialkit/testing'`, budget: 3 * KB },
];

const rows = [];
for (const { name, code, budget, goal = budget, external = [] } of entries) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: new URL('.', import.meta.url).pathname },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    // A browser, so that a module of Node's in an entry for the browser fails right here.
    platform: 'browser',
    target: 'es2022',
    external: ['zod', ...external],
    logLevel: 'error',
  });
  const bytes = outputFiles[0].contents;
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).map(([file, { bytesInOutput }]) => [bytesInOutput, file]),
  );
  rows.push({
    name,
    files,
    minified: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    goal,
    budget,
  });
}

const columns = [['entry', 'minified', 'gzip', 'goal', 'budget', '']];
for (const { name, minified, gzip, goal, budget } of rows) {
  columns.push([
    name,
    `${minified}`,
    `${gzip}`,
    `${goal}`,
    `${Math.floor(budget)}`,
    gzip > budget ? 'too big' : '',
  ]);
}
const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...columns.map((row) => row[i].length)));
for (const [name, ...cells] of columns) {
  console.log(
    [name.padEnd(widths[0]), ...cells.map((cell, i) => cell.padStart(widths[i + 1] ?? 0))]
      .join('  ')
      .trimEnd(),
  );
}
if (process.argv.includes('--files')) {
  for (const { name, files } of rows) {
    console.log(`\n${name}`);
    for (const [bytes, file] of files.sort(([a], [b]) => b - a)) console.log(`${bytes}`.padStart(8), file);
  }
}
console.log("Bytes; gzip at level 9; zod is the user's own and not counted.");

const readme = new URL('../README.md', import.meta.url);
const text = readFileSync(readme, 'utf8');
const [before, after] = ['start', 'end'].map((word) => `<!-- size:${word} -->`);
const inKB = (bytes) => (bytes / KB).toFixed(1).replace('.0', '');
const lines = rows
  .filter(({ name }) => name !== 'testing')
  .map(({ name, gzip, goal }) => `| ${name} | ${inKB(gzip)} | ${inKB(goal)} |`);
const table = ['| entry | KB | goal |', '| --- | ---: | ---: |', ...lines].join('\n');
const start = text.indexOf(before) + before.length;
const right = `${text.slice(0, start)}\n${table}\n${text.slice(text.indexOf(after))}`;
const isWrong = right !== text && !process.argv.includes('--write');
if (isWrong) console.log('README.md says something else: npm run size -- --write');
else writeFileSync(readme, right);
process.exitCode = isWrong || rows.some(({ gzip, budget }) => gzip > budget) ? 1 : 0;
