// The command line: `npm run bench`, `-- --quick`, `-- --scale`, `-- --publish`, and what to leave out.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBeyond } from './finding.ts';
import { narrowed } from './narrowed.ts';
import { full, quick } from './plan.ts';
import { publishPage, publishTable } from './publish.ts';
import { type Built, runBench, wrongs } from './run-bench.ts';
import { runScale } from './run-scale.ts';

/**
 * Without a word: all of it, into `results/`, the page and the README. `--quick`: a look, into `dist/`. `--scale`: the
 * checks of scale, of the wire and of sizes. `--publish`: the page and the README from what is in `results/`.
 * `--only=partialkit,jsonriver`, `--workloads=c,d`, `--tasks=T1,T4`, `--parts=cells,growth`: that alone, into `dist/`.
 *
 * Answers the exit code: 1 if a value of ours, or of a limit, is wrong.
 */
export async function main(args: readonly string[], bundles: Built): Promise<number> {
  const { root } = bundles;
  const has = (word: string): boolean => args.includes(`--${word}`);
  const chosen = (word: string): string[] | undefined => {
    const arg = args.find((each) => each.startsWith(`--${word}=`));
    return arg?.slice(word.length + 3).split(',');
  };
  const [only, letters, tasks, parts] = ['only', 'workloads', 'tasks', 'parts'].map(chosen);
  const isWhole = !has('quick') && [only, letters, tasks, parts].every((choice) => choice === undefined);
  const folder = join(root, isWhole ? 'results' : 'dist');
  mkdirSync(folder, { recursive: true });

  let wrong: string[] = [];
  if (!has('scale') && !has('publish')) {
    const plan = narrowed(has('quick') ? quick : full, letters, tasks);
    const results = await runBench(plan, { only, parts }, bundles);
    write(folder, 'bench.json', results);
    wrong = wrongs(results);
    console.log(`\n${results.minutes} minutes.`);
  }
  if (has('scale') || (isWhole && !has('publish'))) {
    const findings = await runScale(root, (line) => console.log(line));
    write(folder, 'scale.json', findings);
    for (const { title, rows } of findings) {
      for (const row of rows.filter(isBeyond)) console.log(`\nBeyond its bound: ${row.what} (${title})`);
    }
  }
  if (!has('scale')) publishPage(folder);
  if (isWhole && !has('scale')) publishTable(folder, root);
  for (const line of wrong) console.error(line);
  console.log(`\nResults in ${folder}`);
  return wrong.length ? 1 : 0;
}

function write(folder: string, name: string, value: unknown): void {
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 1)}\n`);
}
