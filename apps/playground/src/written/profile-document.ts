// The profile that the playground's recorded model writes.
import type * as z from 'zod';
import type { Profile } from '../documents/profile.ts';

export const profileDocument: z.input<typeof Profile> = {
  name: 'Ingrid Solheim',
  title: 'Maker of Hardanger fiddles',
  email: 'ingrid@solheim.example',
  born: '1979-03-14',
  available: true,
  address: { street: 'Strandgata 18', city: 'Ulvik', postcode: '5730', country: 'Norway' },
  skills: [
    { name: 'Carving scrolls', level: 'expert', years: 22 },
    { name: 'Mother-of-pearl inlay', level: 'expert', years: 18 },
    { name: 'Varnish', level: 'working', years: 11 },
    { name: 'Tuning understrings', level: 'expert', years: 20 },
    { name: 'Acoustic measurement', level: 'learning', years: 2 },
    { name: 'Teaching', level: 'working', years: 7 },
  ],
  bio: 'Ingrid builds fiddles the way her grandfather did, with one change: she measures each plate with a microphone before the glue goes on. Her instruments are played from Bergen to Boston, and the waiting list is three years long. On winter evenings she teaches at the folk school across the fjord, where half of the class arrives by boat.',
};
