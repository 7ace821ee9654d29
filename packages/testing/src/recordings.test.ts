import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonPatchSuite, jsonTestSuite, recordings, sseCases } from './recordings.ts';

interface Entry {
  readonly file: string;
  readonly sha256: string;
  readonly payloads: number;
}
const manifest = JSON.parse(
  readFileSync(new URL('../fixtures/providers/MANIFEST.json', import.meta.url), 'utf8'),
) as { readonly fixtures: readonly Entry[] };
const pairs = recordings.map((recording, i) => ({ recording, entry: manifest.fixtures[i] as Entry }));
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('recordings', () => {
  test('names are unique, and every field that a reader relies on is there', () => {
    expect(new Set(recordings.map(({ name }) => name)).size).toBe(manifest.fixtures.length);
    for (const { name, provider, api, framing, expected } of recordings) {
      expect(name).toMatch(/^[a-z0-9-]+$/);
      expect(provider).toMatch(/^[a-z-]+$/);
      expect(api).toMatch(/^[a-z-]+$/);
      expect(['sse', 'jsonl']).toContain(framing);
      for (const { channel } of expected.outputs) {
        expect(['text', 'tool', 'reasoning', 'refusal']).toContain(channel);
      }
    }
  });

  test.for(pairs)(
    '$recording.name is the file of the manifest, and its payloads parse',
    ({ recording, entry }) => {
      expect(createHash('sha256').update(recording.bytes()).digest('hex')).toBe(entry.sha256);
      expect(recording.payloads()).toHaveLength(entry.payloads);
    },
  );

  test.for(pairs)('$recording.name: what is complete parses to what is expected', ({ recording }) => {
    for (const { channel, text, jsonComplete, json } of recording.expected.outputs) {
      // Gemini's streamed arguments come as values at paths: there is no text of them.
      if (jsonComplete && channel !== 'reasoning' && text !== undefined && json !== undefined)
        expect(JSON.parse(text || '{}')).toEqual(json);
    }
  });

  test('a recording without its framing is framed anew', () => {
    const framed = recordings.filter(({ framing }) => framing === 'jsonl');
    expect(framed.length).toBeGreaterThan(0);
    for (const recording of framed) {
      const data = decode(recording.body()).match(/^data: \{.*$/gm) ?? [];
      expect(data.map((line): unknown => JSON.parse(line.slice(6)))).toEqual(recording.payloads());
    }
  });
});

describe('suites', () => {
  test('the JSON test suite agrees with JSON.parse wherever it demands something', () => {
    const cases = jsonTestSuite();
    expect(cases).toHaveLength(318);
    for (const { name, text, expect: demand, jsonParse, validUtf8 } of cases) {
      const accepts = parses(text);
      expect(accepts, name).toBe(jsonParse === 'accepts');
      if (demand !== 'i' && validUtf8) expect(accepts, name).toBe(demand === 'y');
    }
  });

  test('the patch suites hold cases of each outcome, none disabled', () => {
    const cases = jsonPatchSuite();
    expect(cases.length).toBeGreaterThan(100);
    expect(cases.filter((each) => each.error !== undefined).length).toBeGreaterThan(30);
    expect(cases.filter((each) => 'expected' in each).length).toBeGreaterThan(60);
    for (const each of cases) expect(Array.isArray(each.patch)).toBe(true);
  });

  test('the event stream cases decode', () => {
    const cases = sseCases();
    expect(cases).toHaveLength(69);
    const lf = cases.find(({ name }) => name === 'lf');
    expect(lf?.chunks.map(decode)).toEqual(['data: a\n\ndata: b\n\n']);
    expect(lf?.expected.events).toHaveLength(2);
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
