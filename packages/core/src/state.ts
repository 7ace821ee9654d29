// How far a place of a document is.
import type { JsonPath } from './json.ts';
import type { Validator } from './validate.ts';

/**
 * How far a place is: nothing of it has come; it is being written; it is whole and passed its schema, checks and
 * transforms included; or it was refused. A state only moves forward.
 */
export type FieldState = 'pending' | 'streaming' | 'done' | 'invalid';

/** The state of `place`, a path from the root of the document, in what `validator` has read. */
export function stateOf(validator: Validator, place: JsonPath): FieldState {
  const { frames, verdict, base, fork, top } = validator;
  const path = place.slice(base.length);
  if (verdict.refused.has(place) || verdict.lost.hasAbove(place)) return 'invalid';
  if (verdict.deferred.hasIn(place)) return 'streaming';
  const hidden = verdict.hidden.nearest(place);
  if (hidden) return closed(validator, place, hidden.value, hidden.path.length);
  let depth = 0;
  while (depth < frames.length && depth < path.length && isSame(frames[depth]?.key, path[depth])) depth++;
  // What is in a leaf is judged with it.
  if (frames.some((frame, index) => frame.leaf && index <= depth && index < path.length)) return 'pending';
  const at = base.length + depth;
  if (validator.complete) return closed(validator, place, validator.root, at);
  const absent = (above: number): FieldState =>
    verdict.refused.hasIn(place) || verdict.refused.hasAbove(place, above) ? 'invalid' : 'pending';
  const isOpen = validator.begun || !!fork || !!validator.tagged;
  if (depth === path.length) {
    const parent = frames[depth - 1];
    // A repeated key: the first value is there until the second is whole.
    const again = parent?.veiled && parent.filled;
    if (!again && (depth < frames.length || isOpen)) return 'streaming';
    return parent?.filled ? closed(validator, place, undefined, at) : absent(at - 1);
  }
  const open = frames[depth];
  if (open) {
    const key = path[depth] as string | number;
    const slot = open.array ? +key : String(key);
    if (open.has(slot)) return closed(validator, place, open.at(slot), at + 1);
    const passed = open.array && +key < (open.key as number);
    if (passed) return closed(validator, place, open.value, at);
    return absent(at);
  }
  if (fork) {
    const states = fork.options.map((option) => stateOf(option, place));
    return states.includes('pending') ? 'pending' : 'streaming';
  }
  if (isOpen || !(top ? top.filled : validator.root !== undefined)) return absent(at - 1);
  const value = top ? top.at(top.key) : validator.root;
  return closed(validator, place, value, at);
}

/** The state of a place in, or of, what has closed; `value` stands after `depth` keys. */
function closed({ verdict }: Validator, place: JsonPath, value: unknown, depth: number): FieldState {
  if (verdict.refused.hasIn(place)) return 'invalid';
  let part = value;
  for (let at = depth; at < place.length; at++) {
    const key = place[at] as string | number;
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) {
      if (verdict.refused.hasAbove(place, at)) return 'invalid';
      return verdict.deferred.hasAbove(place, at) ? 'streaming' : 'done';
    }
    part = (part as Record<string | number, unknown>)[key];
  }
  return 'done';
}

const isSame = (left: unknown, right: unknown): boolean => String(left) === String(right);
