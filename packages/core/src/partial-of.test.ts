// What an editor shows of the types: plain objects, however deep, and no names of ours.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';

const directory = fileURLToPath(new URL('.', import.meta.url));
const file = `${directory}hovered.ts`;
const source = `
import * as z from 'zod';
import * as mini from 'zod/mini';
import type { FieldPath } from './field-path.ts';
import type { Gated, PartialOf } from './partial-of.ts';

declare function partial<S>(schema: S): PartialOf<S>;

const Recipe = z.object({
  title: z.string(),
  level: z.enum(['easy', 'hard']),
  note: z.string().optional(),
  made: z.coerce.date(),
  author: z.object({ name: z.string() }).nullable(),
  steps: z.array(z.object({ text: z.string(), minutes: z.number().default(1) })),
  source: z.discriminatedUnion('by', [
    z.object({ by: z.literal('book'), page: z.number() }),
    z.object({ by: z.literal('web'), url: z.url() }),
  ]),
  amounts: z.record(z.string(), z.object({ grams: z.number() })),
  range: z.tuple([z.number(), z.number()]),
});
type RecipeSoFar = PartialOf<typeof Recipe>;
const inferred = partial(Recipe);
const part = inferred.source;
const joined = partial(z.object({ a: z.string() }).and(z.object({ b: z.string() })).readonly());
const ofMini = partial(mini.object({ a: mini.array(mini.object({ b: mini.optional(mini.string()) })) }));
const gated = partial(z.object({ id: z.number(), text: z.string() }) as z.ZodObject<{ id: z.ZodNumber; text: z.ZodString }> & Gated<'id'>);
const Tree = z.object({ label: z.string(), get nodes() { return z.array(Tree); } });
const tree = partial(Tree);
const path: FieldPath<typeof Recipe> = '';
`;

let service: ts.LanguageService;

/** The text that an editor shows for a name, on one line. */
function hover(name: string): string {
  const position = source.search(new RegExp(`(?<=(const|type) )${name}\\b`));
  const info = service.getQuickInfoAtPosition(file, position, 100_000);
  return ts.displayPartsToString(info?.displayParts).replace(/\s+/g, ' ');
}

beforeAll(() => {
  const config = ts.readConfigFile(`${directory}../tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, `${directory}..`);
  const read = (name: string): string | undefined => (name === file ? source : ts.sys.readFile(name));
  service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => directory,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read,
    directoryExists: ts.sys.directoryExists,
  });
}, 60_000);

const recipe =
  '{ title?: string; level?: "easy" | "hard"; note?: string | undefined; made?: Date; ' +
  'author?: { name?: string; } | null; steps?: { text?: string; minutes?: number; }[]; ' +
  'source?: { by: "book"; page?: number; } | { by: "web"; url?: string; }; ' +
  'amounts?: { [x: string]: { grams?: number; }; }; range?: [number?, number?]; }';

test.for([
  ['RecipeSoFar', `type RecipeSoFar = ${recipe}`],
  ['inferred', `const inferred: ${recipe}`],
  ['part', 'const part: { by: "book"; page?: number; } | { by: "web"; url?: string; } | undefined'],
  ['joined', 'const joined: { readonly a?: string; readonly b?: string; }'],
  ['ofMini', 'const ofMini: { a?: { b?: string | undefined; }[]; }'],
  ['gated', 'const gated: { id: number; text?: string; }'],
  ['tree', 'const tree: { label?: string; nodes?: ...[]; }'],
] as const)('%s reads as plain data', ([name, text]) => {
  expect(hover(name)).toBe(text);
});

test('an editor completes paths', () => {
  const completions = service.getCompletionsAtPosition(file, source.lastIndexOf("''") + 1, {});
  const names = completions?.entries.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['title', 'author', 'author.name', 'steps', 'source.page', 'range.1']),
  );
});
