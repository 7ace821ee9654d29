// Numbers in words that fit a table.
import type { Outcome } from './cell.ts';

/** Three digits that mean something. */
export function digits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}

/** ms in the unit that fits. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${digits(milliseconds / 1000)} s`;
  return milliseconds >= 1 ? `${digits(milliseconds)} ms` : `${digits(milliseconds * 1000)} µs`;
}

export function bytes(count: number): string {
  if (count >= 1e6) return `${digits(count / 1e6)} MB`;
  return count >= 1000 ? `${digits(count / 1000)} KB` : `${Math.round(count)} B`;
}

/** Why there is no time. */
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
      return `wrong: ${outcome.why}`;
    default:
      return outcome satisfies never;
  }
}
