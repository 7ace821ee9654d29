// Programs that use the packages compile under settings other than ours.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test, vi } from 'vitest';

// No test judges a time.
vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the compiler says of a module beside the server's sources, in an ordinary strict program for Node. */
function errorsOf(code) {
  const file = `${root}apps/playground/src/server/consumer.ts`;
  const options = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['@partialkit/source'],
    allowImportingTsExtensions: true,
    declaration: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, code, options.target) : getSourceFile(path, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(
      ({ code: number, messageText }) => `${number}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
}

test('headers, credentials and fetch are typed where there is no DOM', () => {
  const code = `
    import { createPartialStore, http } from '@partialkit/client';
    import { partialHandler, toResponse } from '@partialkit/server';
    import * as z from 'zod';
    const schema = z.object({ a: z.string() });
    const handler = partialHandler({ schema, produce: () => ['{}'], headers: new Headers({ a: 'b' }) });
    http('/', { fetch, headers: [['a', 'b']], credentials: 'include' });
    http('/', { fetch: (url, init) => handler(new Request(url, init)), headers: () => ({ a: 'b' }) });
    // @ts-expect-error no headers
    http('/', { headers: 5 });
    // @ts-expect-error no such mode
    createPartialStore({ schema, url: '/', credentials: 'some' });
    // @ts-expect-error no fetch
    http('/', { fetch: () => 5 });
    // @ts-expect-error no headers
    toResponse(['{}'], { headers: 5 });
    // @ts-expect-error no headers
    partialHandler({ schema, produce: () => ['{}'], headers: 5 });
  `;
  expect(errorsOf(code)).toEqual([]);
});

test('a handler of Node can be exported from a library', () => {
  const code = `
    import { toResponse } from '@partialkit/server';
    import { nodeHandler } from '@partialkit/server/node';
    export const handler = nodeHandler(() => toResponse(['{}']));
  `;
  expect(errorsOf(code)).toEqual([]);
});

test('what the client and the server show of core has a name there', () => {
  const code = `
    import type { ErrorCode, Message, PartialOptions, Source } from '@partialkit/client';
    import { PartialError } from '@partialkit/server';
    import type { ErrorCode as Code, Issue, OutputOf, PartialDocument, PartialOf, Schema } from '@partialkit/server';
    export const code: ErrorCode = new PartialError('incomplete', '').code satisfies Code;
    export const replay = (messages: AsyncIterable<Message>): Source => ({ connect: () => messages });
    export const defaults: PartialOptions = { onInvalid: 'abort' };
    export interface Outcome<S extends Schema> {
      readonly document: PartialDocument<S>;
      readonly shown: PartialOf<S>;
      readonly data: OutputOf<S>;
      readonly issues: readonly Issue[];
    }
  `;
  expect(errorsOf(code)).toEqual([]);
});
