// Every recorded answer, however it comes, comes to what its manifest says.
import { chunksOf, seededRandom } from '@partialkit/testing';
import { type RecordedOutput, type Recording, recordings } from '@partialkit/testing/recordings';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from './json.ts';
import type { EndReason, Message } from './message.ts';
import { applyPatch } from './patch.ts';
import { type MessageOptions, type MessageSource, readMessages } from './read-messages.ts';

interface Told {
  text: string;
  values: JsonValue[];
  end: (Message & { type: 'end' }) | undefined;
  reasoning: string;
  refusal: string;
  usage: unknown;
  tool: unknown;
}

/** Reads all, and says what the messages come to. */
async function read(source: MessageSource, options?: MessageOptions): Promise<Told> {
  const told: Told = {
    text: '',
    values: [],
    end: undefined,
    reasoning: '',
    refusal: '',
    usage: undefined,
    tool: undefined,
  };
  for await (const message of readMessages(source, options)) {
    expect(told.end, 'nothing follows the end').toBeUndefined();
    if (message.type === 'delta') told.text += message.text;
    else if (message.type === 'snapshot' && message.text !== undefined) told.text = message.text;
    else if (message.type === 'snapshot') told.values.push(message.value as JsonValue);
    else if (message.type === 'patch') told.values.push(applyPatch(told.values.at(-1) ?? null, message.ops));
    else if (message.type === 'end') told.end = message;
    else {
      const { reasoning = '', refusal = '', usage = told.usage, tool = told.tool } = Object(message.value);
      told.reasoning += reasoning;
      told.refusal += refusal;
      Object.assign(told, { usage, tool });
    }
  }
  return told;
}

const joined = (outputs: readonly RecordedOutput[], channel: string): string =>
  outputs
    .filter((output) => output.channel === channel)
    .map(({ text }) => text)
    .join('');

/** The reason by the provider's words. */
function reasonOf({ expected, name }: Recording, choice: number): EndReason {
  const words = JSON.stringify(expected.finish ?? '');
  if (expected.error || name === 'gemini-generate-error-mid-stream') return 'error';
  if (expected.outputs.some(({ channel }) => channel === 'refusal') || words.includes('refusal'))
    return 'filter';
  if (/length|max_/i.test(Object(expected.finish)[choice] ?? words)) return 'length';
  return 'stop';
}

/** Each output of an answer, with the options that pick it. */
function picks({ expected, api }: Recording): [options: MessageOptions, output: Partial<RecordedOutput>][] {
  const { outputs, state } = expected;
  const tools = outputs.filter(({ channel }) => channel === 'tool');
  const texts = outputs.filter(({ channel }) => channel === 'text');
  const isChoice = texts.length > 1 && api === 'openai-chat';
  const document = outputs.find(({ channel, kind, text = '{' }) =>
    channel === 'tool' ? kind !== 'server_tool_use' : channel === 'text' && /^\s*[{[]/.test(text),
  );
  return [
    ...(state ? [] : [[{}, document ?? { text: joined(outputs, 'text') }] as const]),
    ...tools.map((output, tool): [MessageOptions, RecordedOutput] => [{ tool }, output]),
    ...(tools[0] ? [[{ tool: tools[0].name as string }, tools[0]] as [MessageOptions, RecordedOutput]] : []),
    ...(tools[0] ? [[{ tool: true }, tools[0]] as [MessageOptions, RecordedOutput]] : []),
    ...(isChoice
      ? texts.map((output, choice): [MessageOptions, RecordedOutput] => [{ choice }, output])
      : []),
    // Text that begins no document is one text, however many blocks it has.
    ...(isChoice || state || !texts[0]
      ? []
      : [[{ tool: false }, { text: joined(outputs, 'text') }] as const]),
  ] as [MessageOptions, Partial<RecordedOutput>][];
}

function check(
  told: Told,
  recording: Recording,
  options: MessageOptions,
  output: Partial<RecordedOutput>,
): void {
  const { expected } = recording;
  const reason = reasonOf(recording, options.choice ?? 0);
  expect(told.end?.reason).toBe(reason);
  if (output.text) expect(told.text).toBe(output.text);
  else if (reason === 'stop') expect(JSON.parse(told.text)).toEqual(output.json ?? {});
  if (expected.usage) expect(told.usage).toEqual(expected.usage);
  expect(told.reasoning).toBe(joined(expected.outputs, 'reasoning'));
  expect(told.refusal).toBe(joined(expected.outputs, 'refusal'));
  const error = Object(expected.error).message;
  if (error) expect(told.end?.error).toMatchObject({ code: 'provider', message: error });
}

async function* chunks(pieces: Iterable<unknown>): AsyncGenerator<unknown> {
  yield* pieces;
}

describe.for(recordings.map((recording) => [recording.name, recording] as const))('%s', ([, recording]) => {
  const all = picks(recording);
  const body = recording.body();

  test.for([1, 7, 64, body.length])('comes to the same in chunks of %i bytes', async (size) => {
    for (const [options, output] of all) {
      check(await read(chunks(chunksOf(body, size)), options), recording, options, output);
    }
  });

  test('comes to the same as the objects of a client library', async () => {
    // What stands outside of the events, a client library does not see.
    if (recording.name === 'gemini-generate-error-mid-stream') return;
    for (const [options, output] of all) {
      check(await read(chunks(recording.payloads()), options), recording, options, output);
    }
  });

  test('comes to the same as lines of JSON', async () => {
    if (recording.name === 'gemini-generate-error-mid-stream') return;
    const lines = recording.payloads().map((payload) => JSON.stringify(payload));
    const headers = { 'content-type': 'application/x-ndjson' };
    for (const [options, output] of all) {
      check(await read(new Response(lines.join('\n'), { headers }), options), recording, options, output);
    }
  });
});

test.for(recordings.filter(({ expected }) => expected.statesAfter).map((each) => [each.name, each] as const))(
  '%s has the state for its document',
  async ([, recording]) => {
    const { values, text, end } = await read(chunks(chunksOf(recording.body(), 64)));
    expect(values).toEqual(recording.expected.statesAfter);
    expect({ text, end }).toEqual({ text: '', end: { type: 'end', reason: 'stop' } });
  },
);

test('a byte that is lost or changed throws nothing, and is told with one end', async () => {
  const small = recordings.filter((recording) => recording.bytes().length < 8000);
  const random = seededRandom(1);
  for (const recording of small) {
    const body = recording.body();
    for (let i = 0; i < 40; i++) {
      const at = Math.floor(random() * body.length);
      const rest = body.slice(at + 1);
      const byte = random() < 0.5 ? [] : [Math.floor(random() * 256)];
      let ends = 0;
      for await (const { type } of readMessages([body.slice(0, at), new Uint8Array(byte), rest])) {
        if (type === 'end') ends++;
      }
      expect(ends).toBe(1);
    }
  }
});

test('an answer that is cut anywhere is no success before its terminal mark', async () => {
  const marks =
    /finish_reason":"|finishReason": ?"|stop_reason":"|"response\.completed"|"RUN_FINISHED"|"finish"/;
  for (const recording of recordings.filter(({ expected }) => !expected.error)) {
    const body = recording.body();
    if (body.length > 8000 || /error/.test(recording.name)) continue;
    const mark = new TextDecoder().decode(body).search(marks);
    expect(mark).toBeGreaterThan(0);
    for (let at = 'event:'.length; at < mark; at += 7) {
      const { end } = await read([body.slice(0, at)]);
      expect([at, end]).toEqual([at, { type: 'end', reason: 'error', error: { code: 'cut' } }]);
    }
  }
});
