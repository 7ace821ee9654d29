// Applies a JSON Merge Patch (RFC 7396) to a value without changing it.
import { define } from './define.ts';
import { PartialError } from './error.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { share } from './share.ts';

/**
 * Returns `target` with `patch` merged into it: objects key by key, null removes a key, everything else replaces what
 * was there. `target` itself never changes; what stays equal keeps its identity, the whole too.
 *
 * ```ts
 * import { mergePatch } from '@partialkit/core';
 *
 * const recipe = mergePatch({ title: 'Miso', minutes: 20 }, { title: 'Miso soup', minutes: null });
 * console.log(recipe); // { title: 'Miso soup' }
 * ```
 *
 * @throws PartialError `limit` if the patch nests deeper than 512
 */
export function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  return share(target, merge(target, patch, 512));
}

function merge(target: JsonValue | undefined, patch: JsonValue, depth: number): JsonValue {
  if (!isObject(patch)) return patch;
  if (!depth) throw new PartialError('limit', 'The merge patch is nested too deep.');
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else define(result, key, merge(Object.hasOwn(result, key) ? result[key] : undefined, value, depth - 1));
  }
  return result;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
