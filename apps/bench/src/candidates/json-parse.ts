// A limit: one JSON.parse of the whole text, when all of it is there; for T4, one parse by the schema after it.
import type { Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'json-parse',
  name: 'JSON.parse, once at the end',
  gives: 'the final value',
  read: ({ chunks }) => JSON.parse(chunks.join('')),
  readValidated: ({ chunks, workload }) => workload.schema.parse(JSON.parse(chunks.join(''))),
};
