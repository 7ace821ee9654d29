// What the terminal shows of a cell: times and ratios, one line per candidate.
import type { Cell } from './cell.ts';
import { nameOf } from './implied.ts';
import { timeOf } from './results.ts';
import { describes } from './task.ts';
import { digits, why } from './words.ts';

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
    if (outcome.status !== 'done') {
      lines.push(`${label}${' '.repeat(5)}${why(outcome)}`);
      continue;
    }
    const time = `${digits(outcome.cpu)} ms`.padStart(14);
    const ratios = `${times(outcome.cpu, unit, 'JSON.parse').padStart(22)}${times(outcome.cpu, river, 'jsonriver').padStart(21)}`;
    // Less than half of what has come: it holds open strings back, for one.
    const held = outcome.shows !== undefined && outcome.shows < 0.5;
    lines.push(`${label}${time}${ratios}${held ? `   shows ${percent(outcome.shows ?? 0)}` : ''}`);
  }
  return lines.join('\n');
}

function times(value: number, unit: number | undefined, name: string): string {
  return unit === undefined ? '' : `${digits(value / unit)} × ${name}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
