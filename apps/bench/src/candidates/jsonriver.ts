// jsonriver: an async iterable of one value that is changed in place.
import { parse } from 'jsonriver';
import type { Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'jsonriver',
  name: 'jsonriver',
  package: 'jsonriver',
  gives: 'one mutated value',
  async read({ chunks, every, look }) {
    let read = 0;
    let due = every;
    const stream = {
      next: () => {
        const value = chunks[read++];
        return Promise.resolve(value === undefined ? { done: true as const, value } : { done: false, value });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    let last: unknown;
    for await (const value of parse(stream)) {
      last = value;
      if (read < due) continue;
      due = read + every;
      look(value, read - 1);
    }
    return last;
  },
};
