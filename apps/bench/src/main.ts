// The command line: `npm run bench`, `-- --quick`, `-- --scale`, `-- --publish`, and what to leave out.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Findings, isBeyond } from './finding.ts';
import { narrowed } from './narrowed.ts';
import { full, quick } from './plan.ts';
import { publishDocs, publishPage } from './publish.ts';
import type { Results } from './results.ts';
import { runApp } from './run-app.ts';
import { type Built, runBench, wrongs } from './run-bench.ts';
import { runScale } from './run-scale.ts';

/**
 * Without a word: all of it, into `results/`, the page, the README and the docs. `--quick`: a look, into `dist/`. `--scale`: the
 * checks of scale, of the wire, of sizes and of the server alone. `--app`: the pages in Chromium alone. `--publish`: the
 * page, the README and the docs from what is in `results/`. `--renew=growth,memory`: these parts of `results/` anew, of which
 * each is measured in turns by itself. `--only=partialkit,jsonriver`, `--workloads=c,d`, `--tasks=T1,T4`,
 * `--parts=cells,growth`: that alone, into `dist/`.
 *
 * Answers the exit code: 1 if a value of ours, or of a limit, is wrong; 2 for a word that it does not know.
 */
export async function main(args: readonly string[], bundles: Built): Promise<number> {
  const { root } = bundles;
  const unknown = args.filter((arg) => !WORDS.test(arg));
  if (unknown.length) {
    console.error(`There is no ${unknown.join(' ')}. See apps/bench/README.md.`);
    return 2;
  }
  const has = (word: string): boolean => args.includes(`--${word}`);
  const chosen = (word: string): string[] | undefined => {
    const arg = args.find((each) => each.startsWith(`--${word}=`));
    return arg?.slice(word.length + 3).split(',');
  };
  const renewed = chosen('renew');
  const [only, letters, tasks, parts = renewed] = ['only', 'workloads', 'tasks', 'parts'].map(chosen);
  const isWhole = !has('quick') && [only, letters, tasks, parts].every((choice) => choice === undefined);
  const isAlone = has('scale') || has('app') || has('publish');
  const folder = join(root, isWhole || renewed ? 'results' : 'dist');
  mkdirSync(folder, { recursive: true });

  let wrong: string[] = [];
  if (!isAlone) {
    const plan = narrowed(has('quick') ? quick : full, letters, tasks);
    const measured = await runBench(plan, { only, parts }, bundles);
    const results = renewed ? renew(join(folder, 'bench.json'), measured, renewed) : measured;
    write(folder, 'bench.json', results);
    wrong = wrongs(results);
    say(`\n${results.minutes} minutes.`);
  }
  const isAll = isWhole && !isAlone;
  if (has('scale') || isAll) tell(folder, 'scale.json', await runScale(root, say));
  if (has('app') || isAll) tell(folder, 'app.json', await runApp(root, say));
  if (isAll || renewed || has('publish')) publishDocs(folder, join(root, '../..'));
  else if (!isAlone) publishPage(folder);
  for (const line of wrong) console.error(line);
  say(`\nResults in ${folder}`);
  return wrong.length ? 1 : 0;
}

const WORDS = /^--((quick|scale|app|publish)$|(renew|only|workloads|tasks|parts)=)/;

/** The results that are there, with some of their parts measured anew. */
function renew(file: string, measured: Results, parts: readonly string[]): Results {
  const fresh = Object.entries(measured).filter(([part]) => parts.includes(part));
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Results), ...Object.fromEntries(fresh) };
}

function say(line: string): void {
  console.log(line);
}

/** Writes the figures, and says which of them are beyond their bounds. */
function tell(folder: string, name: string, all: readonly Findings[]): void {
  write(folder, name, all);
  for (const { title, rows } of all) {
    for (const row of rows.filter(isBeyond)) say(`\nBeyond its bound: ${row.what} (${title})`);
  }
}

function write(folder: string, name: string, value: unknown): void {
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 1)}\n`);
}
