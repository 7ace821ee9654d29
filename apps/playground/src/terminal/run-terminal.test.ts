import { recordings } from '@partialkit/testing/recordings';
import { describe, expect, test } from 'vitest';
import { recordedDocuments } from '../recorded/recorded-documents.ts';
import { fakeTerminal } from './fake-terminal.test.kit.ts';
import { runTerminal } from './run-terminal.ts';

async function run(...args: string[]) {
  const terminal = fakeTerminal();
  const code = await runTerminal(args, {}, terminal);
  const [frames = '', status = '', json = ''] = terminal.output.split(/^result \((\w+)\)\n/m);
  return { code, output: terminal.output, frames, status, json };
}

test('every recorded stream can be played', () => {
  expect(new Set(recordedDocuments.map(({ recording }) => recording.name))).toEqual(
    new Set(recordings.map(({ name }) => name)),
  );
});

describe.for(recordedDocuments.map((document) => [document.recording.name, document] as const))(
  '%s',
  ([name, { recording, tool }]) => {
    const { outputs, state, error, finish } = recording.expected;
    const followed = outputs.find((output) =>
      tool === undefined
        ? output.channel === 'tool' || /^\s*[[{]/.test(output.channel === 'text' ? (output.text ?? '') : '')
        : output.name === tool,
    );
    // A tool call without arguments has the empty object for them.
    const whole = state ?? (followed?.text === '' ? {} : followed?.json);

    test('comes to the document that the manifest holds', async () => {
      const { code, json, status } = await run(name);
      expect(code).toBe(0);
      if (whole !== undefined) expect(JSON.parse(json)).toEqual(whole);
      else expect(status).not.toBe('done');
      const isWhole = whole !== undefined && !error && !JSON.stringify(finish ?? '').includes('refusal');
      if (isWhole) expect(status).toBe('done');
    });

    test('shows plain frames, and ends', async () => {
      const { output, frames } = await run(name);
      expect(frames).toContain(name);
      expect(frames).toMatch(/^timing {4}/m);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a pipe gets none
      expect(output).not.toMatch(/\x1b/);
    });
  },
);

test('a frame says the state of every field, the pending ones too', async () => {
  const { frames } = await run('openai-chat-gpt-4o-json-schema');
  for (const line of [/^pending +title$/m, /^streaming +author$/m, /^done +published_year +1954$/m]) {
    expect(frames).toMatch(line);
  }
});

test('without a name a pipe gets one recording, and the way to the others', async () => {
  const { code, output, status } = await run();
  expect(code).toBe(0);
  expect(status).toBe('done');
  expect(output).toContain('--list');
});

test('any part of a name will do, unless several recordings have it', async () => {
  expect((await run('gpt-4o-json')).status).toBe('done');
  const several = await run('anthropic');
  expect(several.code).toBe(2);
  expect(several.output).toContain('anthropic-messages-json-schema');
  expect((await run('no-such')).output).toContain('No recording');
});

test('--list names every recording', async () => {
  const { output } = await run('--list');
  expect(output.trim().split('\n').sort()).toEqual(recordings.map(({ name }) => name).sort());
});

test.for([
  [['--speed', 'soon'], '--speed'],
  [['--speed', '-1'], '--speed'],
  [['--loud'], '--loud'],
  [['one', 'two'], 'one, two'],
  [['--model', ''], '--model needs'],
  [['--model', 'm', '--speed', '2'], 'own pace'],
] as const)('%j is told to be a mistake', async ([args, words]) => {
  const { code, output } = await run(...args);
  expect(code).toBe(2);
  expect(output).toContain(words);
});

test('on a screen a recording is chosen, steered and left by keys', async () => {
  const terminal = fakeTerminal(true);
  const done = runTerminal([], {}, terminal);
  await terminal.shows('› openai-chat-json-object-leading-newlines');
  terminal.press('down');
  await terminal.shows('› anthropic-messages-json-schema');
  terminal.press('return');
  await terminal.shows('speed ×1 · q stop');
  terminal.press('right');
  await terminal.shows('speed ×2 · q stop');
  terminal.press('space');
  await terminal.shows('space go on');
  terminal.press('q');
  await terminal.shows('stopped');
  await terminal.shows('return back to the list');
  terminal.press('q');
  expect(await done).toBe(0);
});

test('on a screen a recording is played to its end', async () => {
  const terminal = fakeTerminal(true);
  expect(await runTerminal(['gpt-4o-json', '--speed', 'max'], {}, terminal)).toBe(0);
  expect(terminal.output).toMatch(/✓ title {2,}"The Lord of the Rings"/);
  expect(terminal.output).toMatch(/status +done/);
});
