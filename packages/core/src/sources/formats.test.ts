// A format is known by its first payload, and by nothing that a user's own document may look like.
import { recordings } from '@partialkit/testing/recordings';
import { describe, expect, test } from 'vitest';
import type { Message } from '../message.ts';
import { FORMATS } from './formats.ts';
import { read, textOf } from './payloads.test.kit.ts';

test.for(recordings.map((recording) => [recording.name, recording] as const))(
  '%s is of one format',
  ([, recording]) => {
    const [first] = recording.payloads();
    expect(FORMATS.filter((format) => format.is(Object(first))).length).toBe(1);
  },
);

test.for([
  'text-start',
  'text-delta',
  'reasoning-end',
  'tool-input-start',
  'tool-input-end',
  'tool-input-available',
  'tool-call-streaming-start',
  'tool-call-delta',
  'tool-call',
  'tool-result',
  'tool-output-denied',
  'tool-approval-request',
  'source-url',
  'start-step',
  'step-start',
  'finish-step',
  'reset-step',
  'message-metadata',
  'RUN_ERROR',
  'STEP_STARTED',
  'STATE_DELTA',
  'MESSAGES_SNAPSHOT',
  'ACTIVITY_DELTA',
  'TEXT_MESSAGE_CHUNK',
  'TOOL_CALL_ARGS',
  'REASONING_MESSAGE_CONTENT',
])('an event %j may be the first that is seen', (type) => {
  expect(FORMATS.filter((format) => format.is({ type })).length).toBe(1);
});

test.for([
  { choices: ['a', 'b'] },
  { question: 'q', choices: [{ text: 'a' }] },
  { choices: null },
  { candidates: [{ name: 'Ada' }] },
  { candidates: [{ content: 'x' }] },
  { candidates: [] },
  { type: 'start', at: 1 },
  { type: 'error', message: 'Not found' },
  { type: 'object' },
  { type: 'text', text: 'a' },
  { type: 'message', delta: 'a' },
  { type: 'CREDIT_CARD', delta: 'a' },
  { type: 'STATE_TAX', delta: [] },
  { type: 'finish-line', at: 1 },
  { type: 'text-block', text: 'a' },
  { type: 'tool-use-report', delta: 'a' },
  { type: 'reasoning-model' },
  { type: 'start-step-up', id: 1 },
  { type: 'message_status' },
  { type: 'data-table' },
  { type: 'data-table', data: [1], title: 'a' },
  { type: 'response', response: {} },
  { type: 5 },
  { error: null },
  { error: 'none' },
  { error: 'none', object: 'chair' },
  { object: 'error' },
  { usage: { a: 1 } },
  [1],
  [],
  {},
])('%j is a document', async (value) => {
  expect(await read([value])).toEqual([
    { type: 'snapshot', value },
    { type: 'end', reason: 'stop' },
  ]);
});

describe('an error that only a provider can tell is no document', () => {
  const object = { object: 'error', message: 'no', type: 'BadRequestError', code: 400 };
  const event = { type: 'error', code: 'server_error', message: 'no', param: null, sequence_number: 0 };
  const end = (retryable: boolean): Message => ({
    type: 'end',
    reason: 'error',
    error: { code: 'provider', message: 'no', retryable },
  });

  test('as the first event, of an event stream too', async () => {
    for (const [value, retryable] of [
      [object, false],
      [event, true],
    ] as const) {
      expect(await read([value])).toEqual([end(retryable)]);
      expect(await read([`data: ${JSON.stringify(value)}\n\n`])).toEqual([end(retryable)]);
    }
  });

  test('after what came before it', async () => {
    const delta: Message = { type: 'delta', text: '{' };
    expect(await read([{ choices: [{ delta: { content: '{' } }] }, object])).toEqual([delta, end(false)]);
    const piece = { type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: '{' };
    expect(await read([piece, event])).toEqual([delta, end(true)]);
  });
});

describe('OpenAI Responses', () => {
  const item = { type: 'function_call', name: 'it', arguments: '' };
  const added = { type: 'response.output_item.added', output_index: 0, item };
  const whole = { output_index: 0, arguments: '{"a":1}' };
  const done = [
    { type: 'response.function_call_arguments.done', ...whole },
    { type: 'response.output_item.done', output_index: 0, item: { ...item, arguments: '{"a":1}' } },
    { type: 'response.completed', response: { status: 'completed' } },
  ];

  test('may give the arguments of a function at once', async () => {
    expect(await textOf([added, ...done])).toBe('{"a":1}');
    expect(await textOf([added, ...done.slice(1)])).toBe('{"a":1}');
  });

  test('tell arguments and texts that came in pieces again as a whole, which is not said twice', async () => {
    const piece = { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{"a":1}' };
    expect(await textOf([added, piece, ...done])).toBe('{"a":1}');
    const text = { output_index: 1, content_index: 0 };
    const texts = [
      { type: 'response.output_text.delta', ...text, delta: '{"b"' },
      { type: 'response.output_text.delta', ...text, delta: ':2}' },
      { type: 'response.output_text.done', ...text, text: '{"b":2}' },
      { type: 'response.content_part.done', ...text, part: { type: 'output_text', text: '{"b":2}' } },
      { type: 'response.output_item.done', output_index: 1, item: { type: 'message', content: [] } },
    ];
    expect(await textOf([...texts, ...done.slice(2)])).toBe('{"b":2}');
  });

  test('that fail say why, and whether it is worth another try', async () => {
    const error = { code: 'server_error', message: 'The server had an error' };
    expect(await read([{ type: 'response.failed', response: { status: 'failed', error } }])).toEqual([
      { type: 'end', reason: 'error', error: { ...error, code: 'provider', retryable: true } },
    ]);
  });

  test('follow no tool that takes no JSON, and none that the provider runs', async () => {
    const others = ['custom_tool_call', 'mcp_call', 'web_search_call'].map((type, output_index) => ({
      type: 'response.output_item.added',
      output_index,
      item: { type, name: 'other', arguments: '', input: '' },
    }));
    const input = { type: 'response.custom_tool_call_input.delta', output_index: 0, delta: 'free' };
    const call = [added, ...done.slice(0, 2)].map((event) => ({ ...event, output_index: 3 }));
    expect(await textOf([...others, input, ...call, ...done.slice(2)])).toBe('{"a":1}');
  });
});

describe('the AI SDK', () => {
  test('gives the arguments of a tool in pieces or at once, in versions 4 to 6', async () => {
    const start = { type: 'start' };
    const finish = { type: 'finish', finishReason: 'tool-calls' };
    const calls = [
      [
        { type: 'tool-input-start', id: 'c', toolName: 'it' },
        { type: 'tool-input-delta', id: 'c', delta: '{"a":1}' },
        { type: 'tool-call', toolCallId: 'c', toolName: 'it', input: { a: 1 } },
      ],
      [
        { type: 'tool-input-start', toolCallId: 'c', toolName: 'it' },
        { type: 'tool-input-delta', toolCallId: 'c', inputTextDelta: '{"a":1}' },
      ],
      [{ type: 'tool-input-available', toolCallId: 'c', toolName: 'it', input: { a: 1 } }],
      [
        { type: 'tool-call-streaming-start', toolCallId: 'c', toolName: 'it' },
        { type: 'tool-call-delta', toolCallId: 'c', toolName: 'it', argsTextDelta: '{"a":1}' },
      ],
    ];
    for (const call of calls) expect(await textOf([start, ...call, finish])).toBe('{"a":1}');
  });

  test('gives an object as text beside its partial objects', async () => {
    const parts = [
      { type: 'object', object: {} },
      { type: 'text-delta', textDelta: '{"a":1}' },
      { type: 'finish', finishReason: 'stop', usage: {} },
    ];
    expect(await textOf(parts)).toBe('{"a":1}');
  });

  test('tells of data parts, errors of tools and an abort', async () => {
    const data = { type: 'data-weather', id: 'w', data: { city: 'Oslo' } };
    expect(
      await read([
        { type: 'start-step' },
        data,
        { type: 'tool-error', error: 'no' },
        { type: 'tool-output-error', errorText: 'no' },
        { type: 'abort' },
      ]),
    ).toEqual([
      { type: 'meta', value: { data } },
      { type: 'end', reason: 'abort' },
    ]);
  });
});

test('texts that citations cut into blocks are one, until something else comes between', async () => {
  const block = (index: number, text: string): object[] => [
    { type: 'content_block_start', index, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index, delta: { type: 'text_delta', text } },
    { type: 'content_block_delta', index, delta: { type: 'citations_delta', citation: {} } },
    { type: 'content_block_stop', index },
  ];
  const search = {
    type: 'content_block_start',
    index: 3,
    content_block: { type: 'server_tool_use', name: 's' },
  };
  const parts = [...block(0, '{"name":"'), { type: 'ping' }, ...block(1, 'Ada'), ...block(2, '"}')];
  const end = { type: 'message_stop' };
  expect(await textOf([{ type: 'message_start' }, ...parts, search, ...block(4, 'Done.'), end])).toBe(
    '{"name":"Ada"}',
  );
  const text = (id: string, delta: string): object[] => [
    { type: 'text-start', id },
    { type: 'text-delta', id, delta },
    { type: 'text-end', id },
    { type: 'source-url', url: 'https://example.org' },
  ];
  const step = { type: 'finish-step' };
  expect(
    await textOf([...text('a', '{"n":'), ...text('b', '1}'), step, ...text('c', '{}'), { type: 'finish' }]),
  ).toBe('{"n":1}');
});

test('the AI SDK says of a stream that just stops that it is cut', async () => {
  const text = { type: 'text-delta', id: 't', delta: '{}' };
  const end = async (finish: object): Promise<unknown> =>
    (await read([text, { type: 'finish', ...finish }])).at(-1);
  const cut = { type: 'end', reason: 'error', error: { code: 'cut' } };
  expect(await end({ finishReason: 'unknown' })).toEqual(cut);
  expect(await end({ finishReason: 'other', rawFinishReason: undefined })).toEqual(cut);
  const stop = { type: 'end', reason: 'stop' };
  expect(await end({ finishReason: 'other', rawFinishReason: 'eos' })).toEqual(stop);
  expect(await end({ finishReason: 'stop', rawFinishReason: undefined })).toEqual(stop);
});

describe('AG-UI', () => {
  test('may give arguments in chunks that name their call only once', async () => {
    expect(
      await textOf([
        { type: 'RUN_STARTED' },
        { type: 'TOOL_CALL_CHUNK', toolCallId: 'c', toolCallName: 'it', delta: '{"a"' },
        { type: 'TOOL_CALL_CHUNK', delta: ':1}' },
        { type: 'RUN_FINISHED' },
      ]),
    ).toBe('{"a":1}');
  });

  test('may give text in chunks that name their message only once', async () => {
    const chunk = (delta: string, more?: object): object => ({ type: 'TEXT_MESSAGE_CHUNK', delta, ...more });
    const end = { type: 'RUN_FINISHED' };
    const first = [chunk('{"a"', { messageId: 'm', role: 'assistant' }), chunk(':1'), chunk('}')];
    expect(await textOf([{ type: 'RUN_STARTED' }, ...first, end])).toBe('{"a":1}');
    // What another message begins goes on with that one.
    expect(await textOf([...first, chunk('And ', { messageId: 'n' }), chunk('more.'), end])).toBe('{"a":1}');
  });

  test('tells of errors', async () => {
    expect(
      await read([{ type: 'RUN_STARTED' }, { type: 'RUN_ERROR', message: 'no', code: 'timeout' }]),
    ).toEqual([
      { type: 'end', reason: 'error', error: { code: 'provider', message: 'no', retryable: true } },
    ]);
  });
});

test('Gemini says why it does not answer', async () => {
  expect(await read([{ promptFeedback: { blockReason: 'OTHER' } }])).toEqual([
    { type: 'end', reason: 'filter' },
  ]);
});

test('Anthropic is whole with message_stop, or with a stop reason', async () => {
  const start = { type: 'message_start', message: {} };
  const text = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '{}' } };
  for (const last of [
    { type: 'message_stop' },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
  ]) {
    expect((await read([start, text, last])).at(-1)).toEqual({ type: 'end', reason: 'stop' });
  }
});

test.for([
  [{ choices: [{ delta: { tool_calls: 5 } }] }],
  [{ choices: [{ delta: {} }] }, { choices: {} }],
  [{ type: 'message_start' }, { type: 'content_block_delta', delta: { text: 5 } }],
  [{ candidates: [{ content: { parts: 7 } }] }],
  [{ type: 'RUN_STARTED' }, { type: 'STATE_DELTA', delta: 5 }],
])('%j is refused, and nothing is thrown', async (payloads) => {
  expect((await read(payloads)).at(-1)).toMatchObject({
    type: 'end',
    reason: 'error',
    error: { code: 'protocol' },
  });
});
