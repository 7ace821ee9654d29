// @streamparser/json: incremental, calls back with each value, its container and the stack above.
import { JSONParser } from '@streamparser/json';
import type { Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'streamparser',
  name: '@streamparser/json',
  package: '@streamparser/json',
  gives: 'one mutated value',
  note: 'asked for partial tokens and values; an open string is put into its object by hand, as it is not in the tree',
  read({ chunks, every, look }) {
    const wantsPartial = every !== Number.POSITIVE_INFINITY;
    const parser = new JSONParser(
      wantsPartial ? { emitPartialTokens: true, emitPartialValues: true } : { paths: ['$'] },
    );
    let root: unknown;
    parser.onValue = ({ value, key, parent, stack, partial }) => {
      if (stack.length === 0 && !partial) root = value;
      else if (root === undefined) root = stack[1]?.value ?? parent;
      if (partial && typeof value === 'string' && typeof key === 'string' && parent) {
        (parent as Record<string, unknown>)[key] = value;
      }
    };
    for (let i = 0; i < chunks.length; i++) {
      parser.write(chunks[i] ?? '');
      if ((i + 1) % every === 0) look(root, i);
    }
    return root;
  },
};
