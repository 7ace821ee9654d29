// Where the newest leaf of a growing text is: what a view that shows the document would write into the DOM.

export type Path = readonly (string | number)[];

/**
 * For each chunk the path of the last value that has its place when the chunk has come. Worked out before anything is
 * measured, so that no candidate pays for it. `text` must be valid JSON without empty keys.
 */
export function newestLeaves(chunks: readonly string[]): Path[] {
  const text = chunks.join('');
  const path: (string | number)[] = [];
  const leaves: Path[] = [];
  let newest: Path = [];
  let quote = -1;
  let at = 0;
  for (const chunk of chunks) {
    for (const end = at + chunk.length; at < end; at++) {
      const unit = text[at];
      const last = path.at(-1);
      if (quote >= 0) {
        if (unit === '\\') at++;
        else if (unit === '"') {
          if (last === '') path[path.length - 1] = JSON.parse(text.slice(quote, at + 1)) as string;
          quote = -1;
        }
      } else if (unit === '"') quote = at;
      else if (unit === '{') path.push('');
      else if (unit === '}' || unit === ']') path.pop();
      else if (unit === ':') newest = [...path];
      else if (unit === '[') {
        path.push(0);
        newest = [...path];
      } else if (unit === ',') {
        path[path.length - 1] = typeof last === 'number' ? last + 1 : '';
        if (typeof last === 'number') newest = [...path];
      }
    }
    leaves.push(newest);
  }
  return leaves;
}

/** Reads what is at `path`, as far as it is there; of a string its last character, which makes a rope flat. */
export function touch(value: unknown, path: Path): number {
  let place = value;
  for (const key of path) {
    if (typeof place !== 'object' || place === null) break;
    place = (place as Record<string | number, unknown>)[key];
  }
  if (typeof place === 'string') return place.charCodeAt(place.length - 1);
  return typeof place === 'number' ? place : 0;
}
