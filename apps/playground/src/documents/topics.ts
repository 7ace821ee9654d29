// What there is to ask for: the schema of each document with the words that a live model is asked with.
import { Briefing, briefingPrompt } from './briefing.ts';
import { Profile, profilePrompt } from './profile.ts';
import { Records, recordsPrompt } from './records.ts';
import { Report, reportPrompt } from './report.ts';

export const topics = {
  profile: { schema: Profile, prompt: profilePrompt },
  report: { schema: Report, prompt: reportPrompt },
  records: { schema: Records, prompt: recordsPrompt },
  briefing: { schema: Briefing, prompt: briefingPrompt },
} as const;

/** The name of a document that can be asked for. */
export type TopicName = keyof typeof topics;

export function isTopic(name: string): name is TopicName {
  return Object.hasOwn(topics, name);
}
