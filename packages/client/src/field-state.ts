// How far a field is in a state that was shown.
import type { FieldState, JsonPath, Schema } from '@partialkit/core';
import type { PartialState } from './state.ts';
import { valueAt } from './value-at.ts';

/** How far a place is in a state that is not, or not any more, that of the document. */
export function fieldStateIn(state: PartialState<Schema>, path: JsonPath): FieldState {
  const { status, partial, issues, openPath, run } = state;
  const isAt = (there: JsonPath): boolean => path.every((key, i) => `${key}` === `${there[i]}`);
  if (!run) return 'pending';
  if (issues.some((issue) => issue.path.length === path.length && isAt(issue.path))) return 'invalid';
  if (status === 'done') return 'done';
  if (valueAt(partial, path) === undefined) return 'pending';
  return openPath && isAt(openPath) ? 'streaming' : 'done';
}

/**
 * Asks `ask` once for each state and path: a field stays as far as it was shown to be, until something else is shown,
 * while the document has gone on.
 */
export function rememberStates<T extends object>(
  ask: (path: JsonPath, shown: T) => FieldState,
): (path: JsonPath, shown: T) => FieldState {
  const answers = new WeakMap<T, Map<string, FieldState>>();
  return (path, shown) => {
    const key = JSON.stringify(path);
    const known = answers.get(shown) ?? new Map<string, FieldState>();
    const answer = known.get(key) ?? ask(path, shown);
    answers.set(shown, known.set(key, answer));
    return answer;
  };
}
