// LangChain's parsePartialJson. Parses the text so far.
import { parsePartialJson } from '@langchain/core/output_parsers';
import { again, type Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'langchain',
  name: '@langchain/core parsePartialJson',
  package: '@langchain/core',
  gives: 'a new value',
  read: again((text) => parsePartialJson(text)),
};
