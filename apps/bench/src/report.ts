// What the terminal shows of a cell: times and ratios, one line per candidate.
import type { Cell, Outcome } from './cell.ts';
import { nameOf } from './implied.ts';
import { timeOf } from './results.ts';
import { describes } from './task.ts';

export function report(cell: Cell, names: ReadonlyMap<string, string>): string {
  const unit = timeOf(cell, 'json-parse');
  const river = timeOf(cell, 'jsonriver');
  const lines = [
    `\n${nameOf(cell)}: ${describes[cell.task]}; ${cell.length} characters, ${cell.chunks} chunks`,
  ];
  for (const [id, name] of names) {
    const outcome = cell.outcomes[id];
    if (!outcome) continue;
    const label = `  ${name.padEnd(36)}`;
    if (outcome.status === 'done') {
      const cells = [
        `${milliseconds(outcome.cpu)} ms`,
        times(outcome.cpu, unit, 'JSON.parse'),
        times(outcome.cpu, river, 'jsonriver'),
      ];
      // Less than half of what has come: it holds open strings back, for one.
      const shows =
        outcome.shows !== undefined && outcome.shows < 0.5
          ? `   shows ${Math.round(outcome.shows * 100)} %`
          : '';
      lines.push(
        `${label}${cells[0]?.padStart(14)}${cells[1]?.padStart(22)}${cells[2]?.padStart(20)}${shows}`,
      );
    } else lines.push(`${label}${' '.repeat(5)}${why(outcome)}`);
  }
  return lines.join('\n');
}

/** Three digits that mean something. */
export function milliseconds(value: number): string {
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 1
        ? value.toFixed(2)
        : value.toFixed(3);
}

function times(value: number, unit: number | undefined, name: string): string {
  if (unit === undefined) return '';
  const ratio = value / unit;
  return `${ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(ratio >= 10 ? 1 : 2)} × ${name}`;
}

export function why(outcome: Exclude<Outcome, { status: 'done' }>): string {
  switch (outcome.status) {
    case 'DNF': {
      const share = outcome.share === undefined ? '' : `, ${Math.round(outcome.share * 100)} % read`;
      const implied = outcome.implied === undefined ? '' : `, as it did not finish ${outcome.implied}`;
      return `DNF in ${outcome.limit} s${share}${implied}`;
    }
    case 'refuses':
      return `not measured: ${outcome.why}`;
    case 'wrong':
      return `WRONG: ${outcome.why}`;
    default:
      return outcome satisfies never;
  }
}
