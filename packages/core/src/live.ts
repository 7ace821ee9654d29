// The checks of a string that no longer text can mend, and how much of a text passes them while it grows.
import type { CheckDef } from './zod.ts';

/** The checks that no longer text can mend. */
export interface Live {
  /** The most code points. */
  readonly most: number;
  readonly prefixes: readonly string[];
  /** Characters that may not be there. */
  readonly wrong: readonly RegExp[];
}

/** What bounds a text: checks, and all that it may be. */
interface Bounds {
  readonly live?: Live | undefined;
  readonly strings?: readonly string[] | undefined;
}

/** What checks say of every beginning of a text. */
export const liveOf = (checks: readonly CheckDef[]): Live => ({
  most: bound(checks),
  prefixes: checks.flatMap((check) => check.prefix ?? []),
  wrong: checks.flatMap(({ format }) =>
    format === 'lowercase' ? /[A-Z]/ : format === 'uppercase' ? /[a-z]/ : [],
  ),
});

/** The upper bound that checks set to a length. */
export const bound = (checks: readonly CheckDef[]): number =>
  Math.min(
    ...checks.map(
      (check) => (check.check === 'max_length' ? check.maximum : check.length) ?? Number.POSITIVE_INFINITY,
    ),
  );

/** Units of `text` that hold at most `max` code points, as zod counts them. */
function clip(text: string, max: number): number {
  if (text.length <= max) return text.length;
  let units = 0;
  for (let points = 0; points < max && units < text.length; points++)
    units += (text.codePointAt(units) as number) > 0xffff ? 2 : 1;
  return units;
}

/** How many units two texts begin with alike, up to `most`, no surrogate pair cut in two. */
function sameLength(left: string, right: string, most: number): number {
  let same = 0;
  while (same < most && same < right.length && left[same] === right[same]) same++;
  // A pair that either goes on with; what they share may be half of it at the end of a text, too.
  const isCut =
    same &&
    same < right.length &&
    /^[\ud800-\udbff][\0-\uffff]?[\udc00-\udfff]/.test(left.slice(same - 1, same + 1) + right[same]);
  return isCut ? same - 1 : same;
}

/**
 * How much of `text` a right text may begin with. What stands before `piece`, its last part, and has `points` code
 * points, has been judged, and is not looked at again.
 */
export function goodLength(
  { live, strings }: Bounds,
  text: string,
  piece: string = text,
  points = 0,
): number {
  const before = text.length - piece.length;
  let good = text.length;
  if (live) {
    good = before + clip(piece, live.most - points);
    for (const prefix of live.prefixes) {
      if (before >= prefix.length) continue;
      const same = sameLength(text, prefix, good);
      if (same < prefix.length) good = same;
    }
    for (const pattern of live.wrong) {
      const at = piece.search(pattern);
      if (at >= 0) good = Math.min(good, before + at);
    }
  }
  if (!strings) return good;
  let best = 0;
  for (const value of strings)
    if (best < good && value[best] === text[best]) best = Math.max(best, sameLength(text, value, good));
  return best;
}
