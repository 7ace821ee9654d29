// The AI SDK's parsePartialJson. Repairs the text so far and hands it to JSON.parse.
import { parsePartialJson } from 'ai';
import { againLater, type Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'ai-sdk',
  name: 'AI SDK parsePartialJson',
  package: 'ai',
  gives: 'a new value',
  read: againLater(async (text) => (await parsePartialJson(text)).value),
};
