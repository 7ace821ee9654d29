// best-effort-json-parser. Parses the text so far.
import { disableErrorLogging, parse } from 'best-effort-json-parser';
import { again, type Candidate } from '../candidate.ts';

disableErrorLogging();

export const candidate: Candidate = {
  id: 'best-effort',
  name: 'best-effort-json-parser',
  package: 'best-effort-json-parser',
  gives: 'a new value',
  read: again((text) => parse(text)),
};
