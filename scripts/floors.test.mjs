// A wrong import is found, a right one is not.
import { describe, expect, test } from 'vitest';
import { wrongImports } from './floors.mjs';

const manifest = {
  name: '@partialkit/client',
  dependencies: { '@partialkit/core': '*', zustand: '*', '@partialkit/server': '*' },
  peerDependencies: { zod: '*' },
  devDependencies: { '@partialkit/testing': '*' },
};
const inFile = (path, text) => wrongImports({ package: 'client', path, text, manifest, shared: ['vitest'] });

describe('imports', () => {
  test.for([
    [`import { a } from '@partialkit/core';`],
    [`import { createStore } from 'zustand/vanilla';`],
    [`export { b } from './b.ts';`],
    [`import type { z } from 'zod';\nimport { type C } from 'zod/v4/core';\nexport type { C };`, 'types'],
  ])('%j is fine', ([text, note]) => {
    // An import whose names are all types still runs the module, unless the whole import is one of types.
    expect(inFile('src/a.ts', text)).toHaveLength(note ? 1 : 0);
  });

  test.for([
    [`import { a } from '@partialkit/server';`, '@partialkit/server is not below client'],
    [`import { a } from '@partialkit/react';`, '@partialkit/react is no dependency of the package'],
    [`import type { a } from 'react';`, 'react is no dependency of the package'],
    [`const a = await import('left-pad');`, 'left-pad is no dependency of the package'],
    [`import * as z from 'zod';\nexport const a = z;`, 'zod may be imported for its types only'],
    [`import { a } from '../../core/src/a.ts';`, "../../core/src/a.ts leads out of the package's source"],
    [`import { readFile } from 'node:fs';`, 'node:fs is only there in Node'],
    [`export { a } from './a.test.ts';`, './a.test.ts is a test'],
    [`import { a } from '@partialkit/testing';`, '@partialkit/testing is no dependency of the package'],
  ])('%j is wrong', ([text, message]) => {
    expect(inFile('src/a.ts', text)).toEqual([message]);
  });

  test('tests may use Node, what the package is developed with, and the package itself', () => {
    const text = `import 'node:fs'; import '@partialkit/testing'; import 'vitest'; import '@partialkit/client'; import * as z from 'zod'; z;`;
    expect(inFile('src/a.test.ts', text)).toEqual([]);
    expect(inFile('src/a.test.ts', `import 'left-pad';`)).toHaveLength(1);
  });

  test('a comment or a text that looks like an import is none', () => {
    expect(inFile('src/a.ts', `// import 'left-pad';\nexport const a = "import 'left-pad'";`)).toEqual([]);
  });
});
