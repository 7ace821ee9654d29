// The entries of a value of any kind, for the screen that knows nothing of its document.

/** One line of a tree. */
export interface TreeEntry {
  readonly key: string;
  readonly value: unknown;
  /** `1, 2, 3` for elements, as people count. */
  readonly label: string;
}

/** What is in a container; undefined for everything else. */
export function entriesOf(value: unknown): TreeEntry[] | undefined {
  if (Array.isArray(value))
    return value.map((each, i) => ({ key: String(i), value: each, label: String(i + 1) }));
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).map(([key, each]) => ({
    key,
    value: each,
    label: key === '' ? '(empty)' : key,
  }));
}

/** A value that is no container, as text. */
export function leafText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
