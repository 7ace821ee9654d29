// partial-json: what TanStack AI and others use. Parses the text so far.
import { parse } from 'partial-json';
import { again, type Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'partial-json',
  name: 'partial-json',
  package: 'partial-json',
  gives: 'a new value',
  read: again((text) => parse(text)),
};
