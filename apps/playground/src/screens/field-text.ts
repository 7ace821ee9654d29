// What stands in a field, also while nothing is there.
import type { FieldState } from '@partialkit/core';

/** How a value is written. */
export type Show<T> = (value: NonNullable<T>) => string | undefined;

/** The text of a field. A heading or a link that is still to come must not be empty. */
export function fieldText<T>(value: T, state: FieldState, show: Show<T> = String): string {
  const text = value === undefined || value === null ? '' : (show(value) ?? '');
  if (text !== '' || state === 'done') return text;
  return state === 'invalid' ? 'refused' : '…';
}
