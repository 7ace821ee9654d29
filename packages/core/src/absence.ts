// What did not come when a container closes: defaults are filled in, and what is missing is refused.
import type { Place } from './place.ts';
import { OBJECT, RECORD, TUPLE } from './shape.ts';
import { type Payload, run, type ZodSchema } from './zod.ts';

/** Hears of what is missing at the open place of the container; nothing where only the final parse can tell. */
export type Missing = (raw: object[] | undefined, schema: ZodSchema) => void;

/** Judges what is absent from `place`, which is about to close, as zod does; `isJudged` tells of keys that came all the same. */
export function fillIn(place: Place, isJudged: () => boolean, missing: Missing): void {
  const { shape } = place;
  if (shape.kind === OBJECT) {
    for (const [key, field] of shape.fields ?? []) {
      if (!turnTo(place, key) || isJudged()) continue;
      for (const schema of shape.sides?.get(key) ?? [field]) {
        const { optin, optout } = schema._zod;
        if (optin === 'optional' && optout) continue;
        const judged = run(schema, undefined);
        if (!judged?.issues.length && judged && optin) {
          if (judged.value !== undefined || (optin === 'defaulted' && !optout)) place.write(judged.value);
        } else if (!(judged && optin && optout)) {
          const raw = [{ code: 'invalid_type', expected: 'nonoptional', inst: schema }];
          missing(judged && (judged.issues.length ? judged.issues : raw), schema);
        }
      }
    }
  } else if (shape.kind === RECORD && shape.strict) {
    for (const key of shape.keys?._zod.values ?? []) {
      const schema = shape.rest as ZodSchema;
      if (turnTo(place, String(key)) && !isJudged()) take(place, run(schema, undefined), schema, missing);
    }
  } else if (shape.kind === TUPLE) {
    const items = shape.items as readonly ZodSchema[];
    const kept = required(items, 'optout');
    for (let index = place.key as number; index < items.length; index++) {
      const item = items[index] as ZodSchema;
      place.key = index;
      if (index >= kept && item._zod.optin === 'optional') break;
      const judged = run(item, undefined);
      if (index >= kept && judged?.issues.length) break;
      take(place, judged, item, missing);
    }
  }
}

/** How many items of a tuple there have to be. */
export function required(items: readonly ZodSchema[], side: 'optin' | 'optout'): number {
  let count = items.length;
  while (count && items[count - 1]?._zod[side]) count--;
  return count;
}

function turnTo(place: Place, key: string): boolean {
  place.key = key;
  return !place.filled;
}

function take(place: Place, judged: Payload | undefined, schema: ZodSchema, missing: Missing): void {
  if (judged && !judged.issues.length) {
    if (!place.ended) place.write(judged.value);
  } else {
    missing(judged?.issues, schema);
    // A tuple has no holes: what would come behind is not shown.
    place.ended = place.array;
  }
}
