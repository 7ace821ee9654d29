// The parser that Anthropic's client carries for its streaming helpers. Parses the text so far.
import { partialParse } from '@anthropic-ai/sdk/_vendor/partial-json-parser/parser.mjs';
import { again, type Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'anthropic',
  name: '@anthropic-ai/sdk (vendored parser)',
  package: '@anthropic-ai/sdk',
  gives: 'a new value',
  read: again((text) => partialParse(text)),
};
