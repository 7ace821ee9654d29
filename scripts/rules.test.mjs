// Each rule of the house finds its breach, and leaves good files alone.
import { expect, test } from 'vitest';
import { breaches } from './rules.mjs';

const source = 'packages/core/src/patch.ts';
const good = '// Applies patches.\nexport const a = 1;\n';
// In pieces, so that this file keeps the rules.
const join = (...pieces) => pieces.join('');

test('a good file has no breach', () => {
  expect(breaches(source, good)).toEqual([]);
  expect(breaches('packages/core/src/patch.test.ts', `import './patch.ts';\n`)).toEqual([]);
});

test.for([
  [source, 'export const a = 1;', '1: does not say what the file owns'],
  ['packages/core/src/utils.ts', good, '1: is named after what it is, not after what it owns'],
  ['README.md', join('see /wo', 'rk/main'), '1: speaks of one machine'],
  ['.ci/run', join('\ncurl registry.np', 'mjs.org'), '2: names the host of a registry'],
  ['scripts/a.mjs', join('// TO', 'DO later'), '1: is left for later'],
  ['a.test.ts', join('test.sk', 'ip("x", () => {});'), '1: is skipped or alone'],
  ['a.test.ts', join('expect(x).toMatchSnap', 'shot();'), '1: is a snapshot: state the law instead'],
  ['a.test.ts', 'x\n'.repeat(401), '401: the test file has 401 lines, 400 is the most'],
])('%s with %j is found', ([file, text, what]) => {
  expect(breaches(file, text)).toEqual([what]);
});
