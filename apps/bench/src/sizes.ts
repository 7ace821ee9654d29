// What each function weighs in an app, and the proof that an app carries only what it imports.
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Findings } from './finding.ts';

const ENTRIES: Readonly<Record<string, string>> = {
  'core: createJsonParser': `export { createJsonParser } from '@partialkit/core'`,
  'core: createPartial': `export { createPartial } from '@partialkit/core'`,
  'core: readMessages': `export { readMessages } from '@partialkit/core'`,
  'core: streamPartial': `export { streamPartial } from '@partialkit/core'`,
  'core: all of it': `export * from '@partialkit/core'`,
  'react: usePartial, with client and core': `export { usePartial } from '@partialkit/react'`,
  'peer: AI SDK useObject': `export { experimental_useObject } from '@ai-sdk/react'`,
  'peer: jsonriver': `export { parse } from 'jsonriver'`,
  'peer: partial-json': `export { parse } from 'partial-json'`,
  'peer: @streamparser/json': `export { JSONParser } from '@streamparser/json'`,
  'peer: best-effort-json-parser': `export { parse } from 'best-effort-json-parser'`,
  'peer: AI SDK parsePartialJson': `export { parsePartialJson } from 'ai'`,
  'peer: @langchain/core parsePartialJson': `export { parsePartialJson } from '@langchain/core/output_parsers'`,
  'peer: schema-stream (zod external)': `export { SchemaStream } from 'schema-stream'`,
};

/** What `createJsonParser` has no use for. */
const FOREIGN =
  /eventsource-parser|zod|core[/]src[/](sources[/]|shape|compile|builder|judge|validate|verdict|document|stream|patch|merge|decode|encode|read-messages)/;

interface Bundle {
  readonly gzip: number;
  readonly minified: number;
  /** Files that bytes of the bundle come from. */
  readonly files: readonly string[];
}

export async function sizes(root: string): Promise<Findings> {
  const rows = [];
  for (const [what, code] of Object.entries(ENTRIES)) {
    const { gzip, minified, files } = await bundle(code, root);
    const note = `${minified.toLocaleString('en-US')} minified, from ${files.length} files`;
    rows.push({ what, value: gzip, unit: 'bytes' as const, note });
  }
  const parser = await bundle(ENTRIES['core: createJsonParser'] ?? '', root);
  const carried = parser.files.filter((file) => FOREIGN.test(file));
  rows.push({
    what: 'files beyond the parser in an app that imports only createJsonParser',
    value: carried.length,
    unit: '' as const,
    most: 0,
    note: carried.length
      ? carried.join(', ')
      : `it carries ${parser.files.map((file) => file.replace(/.*[/]/, '')).join(', ')}`,
  });
  return { title: 'Sizes in an app, minified and gzipped, zod and react apart', rows };
}

async function bundle(contents: string, root: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@partialkit/source'],
    external: ['zod', 'zod/*', 'react', 'node:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const bytes = outputFiles[0]?.contents ?? new Uint8Array();
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  return { gzip: gzipSync(bytes, { level: 9 }).length, minified: bytes.length, files };
}
