// The laws of places: what they say of a path is what a look at each of them would say.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Places } from './places.ts';

type Path = readonly (string | number)[];

const path = fc.array(fc.oneof(fc.constantFrom('a', 'b', '1:a', ''), fc.nat({ max: 2 })), { maxLength: 4 });
const paths = fc.array(path, { maxLength: 6 });

const isIn = (inner: Path, outer: Path): boolean =>
  outer.length <= inner.length && outer.every((key, depth) => String(key) === String(inner[depth]));

/** Places whose values are their paths, some of them added with another set. */
function placesOf(own: readonly Path[], others: readonly Path[]): Places<Path> {
  const [places, more] = [new Places<Path>(), new Places<Path>()];
  for (const each of own) places.add(each, each);
  for (const each of others) more.add(each, each);
  places.addAll(more);
  return places;
}

test('what is in, at and above a path is told as a look at each place would tell it', () => {
  fc.assert(
    fc.property(paths, paths, path, fc.nat({ max: 4 }), (own, others, here, depth) => {
      const places = placesOf(own, others);
      const all = [...own, ...others];
      const inside = all.filter((each) => isIn(each, here));
      const outside = all.filter((each) => isIn(here, each));
      const above = outside.filter((each) => each.length < here.length && each.length >= depth);
      expect(places.has(here)).toBe(inside.some((each) => each.length === here.length));
      expect(places.hasIn(here)).toBe(inside.length > 0);
      expect(places.hasAbove(here, depth)).toBe(above.length > 0);
      const deepest = Math.max(...outside.map((each) => each.length));
      expect(places.nearest(here)?.length).toBe(outside.length ? deepest : undefined);
      expect(places.size).toBe(places.values().length);
    }),
  );
});

test('nothing is left of them once they are cleared', () => {
  fc.assert(
    fc.property(paths, path, (own, here) => {
      const places = placesOf(own, [here]);
      places.clear();
      expect([places.size, places.has(here), places.hasIn(here), places.nearest(here)]).toEqual([
        0,
        false,
        false,
        undefined,
      ]);
    }),
  );
});
