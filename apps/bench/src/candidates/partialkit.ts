// PartialKit: the parser for values, the document for validated ones.
import { createJsonParser, createPartial } from '@partialkit/core';
import type { Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'partialkit',
  name: 'PartialKit',
  package: '@partialkit/core',
  gives: 'immutable',
  note: 'where a value copies much, in deep and in very wide documents, an open string grows in steps and an open container waits',
  read({ chunks, every, look }) {
    const parser = createJsonParser();
    for (let i = 0; i < chunks.length; i++) {
      parser.push(chunks[i] ?? '');
      if ((i + 1) % every === 0) look(parser.snapshot.value, i);
    }
    return parser.end();
  },
  readValidated({ chunks, every, look, workload }) {
    const document = createPartial(workload.schema);
    for (let i = 0; i < chunks.length; i++) {
      document.push(chunks[i] ?? '');
      if ((i + 1) % every === 0) look(document.partial, i);
    }
    return document.end();
  },
};
