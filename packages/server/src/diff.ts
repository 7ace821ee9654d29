// Turns two values into the operations that lead from one to the other; a string that has grown is appended to.
import type { JsonValue, Operation } from '@partialkit/core';
import jsonpatch from 'fast-json-patch';

/**
 * Returns operations that make `to` out of `from`, none where they are equal. Undefined where the root itself is
 * another one, so that only the whole value tells.
 */
export function diff(from: JsonValue | undefined, to: JsonValue): readonly Operation[] | undefined {
  const isSameKind = isContainer(from) && isContainer(to) && Array.isArray(from) === Array.isArray(to);
  if (!isSameKind) return undefined;
  return jsonpatch.compare(from, to).map((operation): Operation => {
    // It never makes operations of another kind than `add`, `replace` and `remove`.
    const made = operation as Operation;
    if (made.op !== 'replace' || typeof made.value !== 'string') return made;
    const before = at(from, made.path);
    const grows = typeof before === 'string' && made.value.startsWith(before);
    return grows ? { op: 'append', path: made.path, value: made.value.slice(before.length) } : made;
  });
}

function isContainer(
  value: JsonValue | undefined,
): value is Exclude<JsonValue, string | number | boolean | null> {
  return typeof value === 'object' && value !== null;
}

/** What stands at a pointer (RFC 6901); operations of one comparison never move what later ones point to. */
function at(root: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isContainer(value) || !Object.hasOwn(value, key)) return undefined;
    value = (value as { readonly [key: string]: JsonValue })[key];
  }
  return value;
}
