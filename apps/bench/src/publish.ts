// Makes the page and the tables of the READMEs from what was measured.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings } from './finding.ts';
import { page } from './page.ts';
import { between, markdown, START } from './readme.ts';
import type { Results } from './results.ts';

/** Reads `bench.json`, and what else is there of `scale.json` and `app.json`, and writes `index.html` beside them. */
export function publishPage(folder: string): void {
  const files = ['app.json', 'scale.json']
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file));
  const findings = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Findings[]);
  writeFileSync(join(folder, 'index.html'), page(resultsIn(folder), findings));
}

/** Writes the table between the marks of the README at the root of the workspace. */
export function publishTable(folder: string, root: string): void {
  const file = join(root, '../../README.md');
  const text = readFileSync(file, 'utf8');
  if (text.includes(START)) writeFileSync(file, between(text, markdown(resultsIn(folder))));
}

function resultsIn(folder: string): Results {
  return JSON.parse(readFileSync(join(folder, 'bench.json'), 'utf8')) as Results;
}
