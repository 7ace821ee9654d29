// A person with an address and skills: the document of the profile screen.
import * as z from 'zod';

export const Profile = z.object({
  name: z.string(),
  title: z.string(),
  email: z.email(),
  born: z.iso.date(),
  available: z.boolean(),
  address: z.object({ street: z.string(), city: z.string(), postcode: z.string(), country: z.string() }),
  skills: z.array(
    z.object({
      name: z.string(),
      level: z.enum(['learning', 'working', 'expert']),
      years: z.number().int().min(0).max(60),
    }),
  ),
  bio: z.string().max(600),
});

/** What a live model is asked for. */
export const profilePrompt =
  'Invent the profile of a person who builds instruments. Six skills, and a bio of three sentences.';
