// The stock list of a thousand records that the playground's recorded model writes: generated, always the same.
import { seededRandom } from '@partialkit/testing';
import type * as z from 'zod';
import { categories, type Records } from '../documents/records.ts';

const kinds: Readonly<Record<(typeof categories)[number], readonly string[]>> = {
  bearings: ['Roller bearing', 'Thrust bearing', 'Cutless bearing', 'Pillow block'],
  cable: ['Anchor cable', 'Battery cable', 'Steering cable', 'Shore cable'],
  fittings: ['Bow shackle', 'Cleat', 'Fairlead', 'Turnbuckle', 'Hinge'],
  instruments: ['Barometer', 'Compass', 'Echo sounder', 'Wind vane'],
  lighting: ['Anchor light', 'Deck light', 'Lantern', 'Side light'],
  paint: ['Antifouling', 'Bilge paint', 'Primer', 'Spar varnish'],
  rope: ['Dock line', 'Halyard', 'Heaving line', 'Sheet'],
  safety: ['Fire blanket', 'Flare', 'Life ring', 'Throw bag'],
};
const makes = ['Aker', 'Brise', 'Corva', 'Delfin', 'Eider', 'Fulmar', 'Grane', 'Havn', 'Isbjørn', 'Jolle'];
const sizes = ['XS', 'S', 'M', 'L', 'XL', '8 mm', '12 mm', '16 mm', '24 V', '5 l'];
const DAY_MS = 86_400_000;

export function recordsDocument(count = 1000): z.input<typeof Records> {
  const random = seededRandom(31);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const records = Array.from({ length: count }, (_, i) => {
    const category = pick(categories);
    const day = new Date(Date.UTC(2025, 0, 1) + Math.floor(random() * 365) * DAY_MS);
    return {
      id: i + 1,
      product: `${pick(makes)} ${pick(kinds[category]).toLowerCase()}, ${pick(sizes)}`,
      category,
      price: Math.round(200 + random() * 40_000) / 100,
      stock: Math.floor(random() ** 2 * 400),
      rating: Math.round(20 + random() * 30) / 10,
      restocked: day.toISOString().slice(0, 10),
    };
  });
  return { warehouse: 'Northhaven chandlery', records };
}
