// `npm run bench`: bundles the bench and each candidate as an app would be, then measures. See README.md.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const shared = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['@partialkit/source', 'import', 'module'],
  mainFields: ['module', 'main'],
  define: { 'process.env.NODE_ENV': '"production"' },
  // Bundled CommonJS asks for `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'error',
};
/** hashbrown keeps its parser to itself: one more export, not a byte of it changed. */
const hashbrown = {
  name: 'hashbrown',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@hashbrownai[/]core[/]index[.]esm[.]js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\nexport { StreamSchemaParser };`,
    })),
};
const candidates = readdirSync(here('src/candidates'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -3));

const missing = [];
for (const id of candidates) {
  try {
    await build({
      ...shared,
      logLevel: 'silent',
      plugins: [hashbrown],
      stdin: {
        contents: `import { candidate } from './candidates/${id}.ts';\nimport { serve } from './worker.ts';\nserve(candidate);`,
        resolveDir: here('src'),
      },
      outfile: here(`dist/candidates/${id}.js`),
    });
  } catch (error) {
    if (id === 'partialkit') throw error;
    missing.push({ id, why: error.errors?.[0]?.text ?? String(error) });
  }
}
for (const { id, why } of missing) console.log(`${id} is left out: ${why}`);
await build({ ...shared, entryPoints: [here('src/scale.ts')], outfile: here('dist/scale.js') });
await build({ ...shared, entryPoints: [here('src/server/serve.ts')], outfile: here('dist/serve.js') });
await build({
  ...shared,
  external: ['esbuild', '@playwright/test'],
  entryPoints: [here('src/main.ts')],
  outfile: here('dist/main.js'),
});
const { main } = await import('./dist/main.js');
const built = candidates.filter((id) => !missing.some((each) => each.id === id));
process.exitCode = await main(process.argv.slice(2), { built, missing, root: here('.') });
