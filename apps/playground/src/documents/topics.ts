// What there is to ask for: the schema of each document with the words that a live model is asked with.
import type * as z from 'zod';
import { Profile, profilePrompt } from './profile.ts';

/** A document that can be asked for. */
export interface Topic {
  readonly schema: z.ZodType;
  readonly prompt: string;
}

export const topics: Readonly<Record<string, Topic>> = {
  profile: { schema: Profile, prompt: profilePrompt },
};
