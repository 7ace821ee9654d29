// The check of samples fails where a sample is wrong.
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { writeSamples } from './check.mjs';
import { findExpectations, prints } from './expectations.mjs';
import { extractSamples } from './extract.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ticks = '```';
const block = (info, ...lines) => [ticks + info, ...lines, ticks, ''].join('\n');

describe('finding samples', () => {
  test('a Markdown file gives its ts, tsx and vue blocks with their lines', () => {
    const text = `# Title\n\n${block('ts', 'a;', 'b;')}${block('sh', 'npm i')}${block('tsx', '<a />;')}${block('vue', '<b />')}${block('ts no-run', 'c;')}`;
    expect(extractSamples('a.md', text)).toEqual([
      { file: 'a.md', line: 4, language: 'ts', name: undefined, runs: true, code: 'a;\nb;' },
      { file: 'a.md', line: 11, language: 'tsx', name: undefined, runs: false, code: '<a />;' },
      { file: 'a.md', line: 14, language: 'vue', name: undefined, runs: false, code: '<b />' },
      { file: 'a.md', line: 17, language: 'ts', name: undefined, runs: false, code: 'c;' },
    ]);
  });

  test('a doc comment gives its blocks without the stars, code of other comments stays out', () => {
    const text = `// x\n/**\n * Says hi.\n *\n * ${ticks}ts\n * if (a) {\n *   b;\n * }\n * ${ticks}\n */\n// ${ticks}ts\n// c\n// ${ticks}\nexport const a = 1;`;
    expect(extractSamples('a.ts', text)).toEqual([
      { file: 'a.ts', line: 6, language: 'ts', name: undefined, runs: true, code: 'if (a) {\n  b;\n}' },
    ]);
  });

  test('indented blocks, longer fences and names are understood; a block without an end is an error', () => {
    const text = `1. item\n\n   ${ticks}\`ts {1} [a.ts]\n   a;\n   ${ticks}\n   ${ticks}\`\n`;
    expect(extractSamples('a.md', text)).toMatchObject([{ line: 4, name: 'a.ts', code: `a;\n${ticks}` }]);
    expect(() => extractSamples('a.md', `${ticks}ts\nx`)).toThrow('a.md:1');
  });
});

describe('what a sample says that it prints', () => {
  test('stands behind the statement or, if nothing is there, below it', () => {
    const code =
      'console.log(1); // 1\nconsole.log(\n  2,\n); // 2\nconsole.log(3);\n// a\n// b\n\n// no\nconsole.log(4);\n\n// no\n[5].forEach((x) => console.log(x)); // 5';
    expect(findExpectations(code).expectations).toEqual([
      { line: 0, expected: '1' },
      { line: 1, expected: '2' },
      { line: 4, expected: 'a\nb' },
      { line: 9, expected: undefined },
      { line: 12, expected: '5' },
    ]);
  });

  test('is what a console prints, white space apart, with … for anything', () => {
    expect(prints("{ a: [ 1 ] } 'x'", [[{ a: [1] }, "'x'"]])).toBe(true);
    expect(prints("{a: ['b']}", [[{ a: ['b'] }]])).toBe(true);
    expect(prints("{ a: 'b  c' }", [[{ a: 'bc' }]])).toBe(false);
    expect(prints('1 2', [[1], [2]])).toBe(true);
    expect(prints('{ a: 1 }, {}', [[{ a: 1 }], [{}]])).toBe(true);
    expect(prints('1 2', [[1]])).toBe(false);
    expect(prints('Error: … (3)', [['Error: a.b*c (3)']])).toBe(true);
    expect(prints('a.c', [['abc']])).toBe(false);
    expect(prints('', [])).toBe(true);
  });
});

describe('checking samples', () => {
  const text = [
    block(
      'ts',
      `import { everySplit } from '@partialkit/testing';`,
      `console.log(everySplit('a').length); // 2`,
    ),
    block('ts', 'console.log(1 + 1); // 3'),
    block('ts', 'const text: string = 1;', 'console.log(text); // 1'),
    block('ts', `import { nothing } from '@partialkit/testing';`, 'console.log(nothing);'),
    block('ts', `throw new Error('no');`),
    block('ts [shared.ts]', 'export const two = 2;'),
    block(
      'ts',
      `import { two } from './shared.ts';`,
      'for (const x of [1, two]) console.log(x);',
      '// 1',
      '// 2',
    ),
    block('ts', 'if (Math.random() > 2) console.log(1); // 1'),
  ].join('');
  const written = writeSamples(root, extractSamples('check/broken.md', text));
  afterAll(written.remove);
  const byIndex = (i) => written.files[i];

  test('the ones that do not compile are found, at their lines', () => {
    const errors = [...written.compile()].map(([sample, messages]) => [sample.line, messages.join()]);
    expect(errors.sort(([a], [b]) => a - b)).toEqual([
      [9, expect.stringMatching(/^check\/broken\.md:9: error TS2322/)],
      [13, expect.stringMatching(/^check\/broken\.md:13: error TS2305/)],
    ]);
  }, 60_000);

  test('the ones that print something else, or nothing, are found', async () => {
    expect(await written.run(byIndex(0))).toEqual([]);
    expect(await written.run(byIndex(1))).toEqual(['check/broken.md:6: expected “3”, printed “2”']);
    expect(await written.run(byIndex(6))).toEqual([]);
    expect(await written.run(byIndex(7))).toEqual([expect.stringContaining('expected “1”, printed “”')]);
  });

  test('one that throws fails', async () => {
    await expect(written.run(byIndex(4))).rejects.toThrow('no');
  });
});
