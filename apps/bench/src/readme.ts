// The table of a README, made from the results, between two marks.
import type { Results } from './results.ts';
import { timeOf } from './results.ts';
import { duration } from './words.ts';

export const START = '<!-- bench:start -->';
export const END = '<!-- bench:end -->';

/** What the table shows, from left to right. */
const COLUMNS = [
  { head: 'report 20 KB, validated', workload: 'c', task: 'T4' },
  { head: 'records 200 KB, validated', workload: 'd', task: 'T4' },
  { head: 'report 20 KB, plain', workload: 'c', task: 'T1' },
  { head: 'records 200 KB, plain', workload: 'd', task: 'T1' },
] as const;

/** CPU time per chunk of each candidate, as Markdown. */
export function markdown(results: Results): string {
  const rows = results.candidates.flatMap(({ id, name, package: from, version }) => {
    // Limits have no values on the way.
    if (from === undefined) return [];
    const label = id === 'partialkit' ? `**${name}**` : `${name} ${version ?? ''}`.trim();
    const cells = COLUMNS.map(({ workload, task }) => {
      const cell = results.cells.find(
        (each) => each.workload === workload && each.task === task && each.chunking === 'token',
      );
      const time = timeOf(cell, id);
      if (cell && time !== undefined) return duration(time / cell.chunks);
      return cell?.outcomes[id]?.status === 'DNF' ? `over ${results.limit} s in all` : '';
    });
    return [`| ${label} | ${cells.join(' | ')} |`];
  });
  const { machine, date } = results;
  return [
    `| CPU time per token | ${COLUMNS.map(({ head }) => head).join(' | ')} |`,
    `| --- | ${COLUMNS.map(() => '---:').join(' | ')} |`,
    ...rows,
    '',
    `A value after every token of 4 characters on average; validated: true to a zod schema at each of them. ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${date}; compare within the table only. All tasks and documents: \`apps/bench\`.`,
  ].join('\n');
}

/**
 * `text` with `table` between the marks.
 * @throws RangeError if the marks are not there
 */
export function between(text: string, table: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END, start);
  if (start < 0 || end < 0) throw new RangeError(`The marks ${START} and ${END} are missing.`);
  return `${text.slice(0, start + START.length)}\n${table}\n${text.slice(end)}`;
}
