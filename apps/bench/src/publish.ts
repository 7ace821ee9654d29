// Makes the page with charts, and the tables of the README and the docs, from what was measured.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Findings } from './finding.ts';
import { page } from './page.ts';
import { between, markdown } from './readme.ts';
import type { Results } from './results.ts';

/** Reads `bench.json`, and what else is there of `scale.json` and `app.json`, and writes the page. */
export function publishPage(folder: string, file: string = join(folder, 'index.html')): void {
  const files = ['app.json', 'scale.json']
    .map((name) => join(folder, name))
    .filter((each) => existsSync(each));
  const findings = files.flatMap((each) => JSON.parse(readFileSync(each, 'utf8')) as Findings[]);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page(resultsIn(folder), findings));
}

/** Files of the repository that show the table between two marks. */
const TABLES = ['README.md', 'docs/reference/performance.md'];
/** Where the documentation site takes the page from. */
const PAGE = 'docs/public/bench.html';

/** Writes the tables, and the page into the docs. */
export function publishDocs(folder: string, repository: string): void {
  const table = markdown(resultsIn(folder));
  for (const file of TABLES.map((name) => join(repository, name)))
    writeFileSync(file, between(readFileSync(file, 'utf8'), table));
  publishPage(folder, join(repository, PAGE));
}

function resultsIn(folder: string): Results {
  return JSON.parse(readFileSync(join(folder, 'bench.json'), 'utf8')) as Results;
}
