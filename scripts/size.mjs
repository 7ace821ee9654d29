// `npm run size`: what each entry weighs in an app, minified and gzipped, beside its budget. Needs the packages built.
// With `-- --files` also which files the minified bytes come from.
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const KB = 1024;
const entries = [
  {
    name: 'core, the parser alone',
    code: `export { createJsonParser } from '@partialkit/core'`,
    budget: 3 * KB,
  },
  { name: 'core', code: `export * from '@partialkit/core'`, budget: 8 * KB },
  {
    name: 'client, with core, zustand, eventsource-parser',
    code: `export * from '@partialkit/client'`,
    budget: 12 * KB,
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
for (const { name, code, budget, external = [] } of entries) {
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
  rows.push({ name, files, minified: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, budget });
}

const columns = [['entry', 'minified', 'gzip', 'budget', '']];
for (const { name, minified, gzip, budget } of rows) {
  columns.push([name, `${minified}`, `${gzip}`, `${budget}`, gzip > budget ? 'too big' : '']);
}
const widths = [0, 1, 2, 3].map((i) => Math.max(...columns.map((row) => row[i].length)));
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
process.exitCode = rows.some(({ gzip, budget }) => gzip > budget) ? 1 : 0;
