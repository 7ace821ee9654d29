// How far a field is in a state that was shown.
import type { FieldState, JsonPath, Schema } from '@partialkit/core';
import type { PartialState } from './state.ts';
import { valueAt } from './value-at.ts';

/** How far a place is in a state that is not, or not any more, that of the document. */
export function fieldStateIn(state: PartialState<Schema>, path: JsonPath): FieldState {
  const { status, partial, issues, openPath, run } = state;
  const isAt = (there: JsonPath): boolean => path.every((key, i) => `${key}` === `${there[i]}`);
  // What is there is `initial`.
  if (!run || status === 'connecting') return 'pending';
  if (issues.some((issue) => issue.path.length === path.length && isAt(issue.path))) return 'invalid';
  if (status === 'done') return 'done';
  if (valueAt(partial, path) === undefined) return 'pending';
  return openPath && isAt(openPath) ? 'streaming' : 'done';
}

/** See {@link rememberStates}. */
interface RememberedStates<T> {
  stateAt(path: JsonPath, shown: T): FieldState;
  /** Whether a place that was asked for is now at another point than what is shown says. */
  haveMoved(shown: T): boolean;
}

/**
 * Asks `ask` once for each state and path: a field stays as far as it was shown to be, until something else is shown,
 * while the document has gone on.
 */
export function rememberStates<T extends object>(
  ask: (path: JsonPath, shown: T) => FieldState,
): RememberedStates<T> {
  const answers = new WeakMap<T, Map<string, FieldState>>();
  const answersOf = (shown: T): Map<string, FieldState> => answers.get(shown) ?? new Map();
  return {
    stateAt(path, shown) {
      const key = JSON.stringify(path);
      const known = answersOf(shown);
      const answer = known.get(key) ?? ask(path, shown);
      answers.set(shown, known.set(key, answer));
      return answer;
    },
    haveMoved: (shown) =>
      [...answersOf(shown)].some(([key, answer]) => ask(JSON.parse(key), shown) !== answer),
  };
}
