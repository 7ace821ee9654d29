// Which keys of the elements of a list the schema has refused.
import type { Issue } from '@partialkit/core';

/** The refused keys of each element of the list `list`, by index, joined by blanks. */
export function refusedKeys(issues: readonly Issue[], list: string): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  for (const { path } of issues) {
    const [first, index, key] = path;
    if (first !== list || typeof index !== 'number') continue;
    keys.set(index, `${keys.get(index) ?? ''} ${key ?? ''}`.trim());
  }
  return keys;
}
