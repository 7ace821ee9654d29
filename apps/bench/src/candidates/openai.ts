// The parser that the openai client carries for its streaming helpers. Parses the text so far.
import { partialParse } from 'openai/_vendor/partial-json-parser/parser.mjs';
import { again, type Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'openai',
  name: 'openai (vendored parser)',
  package: 'openai',
  gives: 'a new value',
  read: again((text) => partialParse(text)),
};
