// Every sample that the repository shows compiles and prints what it says.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSamples } from './check.mjs';
import { extractSamples } from './extract.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const places = [
  /^README\.md$/,
  /^packages\/[^/]+\/README\.md$/,
  /^docs\/(?!.*node_modules).*\.md$/,
  /^packages\/[^/]+\/src\/(?!.*\.(test|test-d)\.).*\.tsx?$/,
];
const listed = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'],
  {
    cwd: root,
    encoding: 'utf8',
  },
);
const samples = listed
  .split('\n')
  .filter((file) => places.some((place) => place.test(file)))
  .flatMap((file) => extractSamples(file, readFileSync(`${root}/${file}`, 'utf8')));
const written = writeSamples(root, samples);
const table = written.files.map((file) => [`${file.sample.file}:${file.sample.line}`, file]);

let errors = new Map();
beforeAll(() => {
  errors = written.compile();
}, 120_000);
afterAll(written.remove);

describe('samples', () => {
  test('there are some', () => {
    expect(samples.length).toBeGreaterThan(0);
  });

  test.for(table)('%s compiles', ([, file]) => {
    expect(errors.get(file.sample) ?? []).toEqual([]);
  });

  test.for(table.filter(([, file]) => file.sample.runs))(
    '%s runs and prints what it says',
    async ([, file]) => {
      expect(await written.run(file)).toEqual([]);
    },
  );
});
