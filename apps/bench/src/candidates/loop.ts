// A limit: the least that immutable snapshots can do. Reads every character code, appends one string, allocates one
// object per value that is wanted.
import type { Candidate } from '../candidate.ts';

/** Outside, so that no engine can drop the reading. */
const sink = { codes: 0 };

export const candidate: Candidate = {
  id: 'loop',
  name: 'the least loop',
  gives: 'text',
  note: 'reads every character code, appends one string, allocates one object per value',
  read({ chunks, every, look }) {
    let text = '';
    let codes = 0;
    let value = { text };
    for (let i = 0; i < chunks.length; i++) {
      const chunk = chunks[i] ?? '';
      for (let at = 0; at < chunk.length; at++) codes ^= chunk.charCodeAt(at);
      text += chunk;
      if ((i + 1) % every !== 0) continue;
      value = { text };
      look(value, i);
    }
    sink.codes ^= codes;
    return value.text === text ? value : { text };
  },
  expected: (text) => ({ text }),
  refuses: (_workload, task) => (task === 'T4' ? 'it knows no values' : undefined),
};
