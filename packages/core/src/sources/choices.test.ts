// What is peculiar to those who speak chat completions.
import { describe, expect, test } from 'vitest';
import { read, textOf } from './payloads.test.kit.ts';

describe('chat completions', () => {
  const stop = { choices: [{ delta: {}, finish_reason: 'stop' }] };

  test('of Azure begin without a choice', async () => {
    const filters = { choices: [], prompt_filter_results: [] };
    for (const first of [
      { ...filters, model: '', object: '' },
      filters,
      { choices: [], object: 'chat.completion.chunk' },
    ]) {
      expect(await textOf([first, { choices: [{ delta: { content: '{}' } }] }, stop])).toBe('{}');
    }
  });

  test('may end without a delta, and give plain text', async () => {
    const end = { choices: [{ delta: null, finish_reason: 'stop' }] };
    expect((await read([{ choices: [{ delta: { content: '{}' } }] }, end])).at(-1)).toEqual({
      type: 'end',
      reason: 'stop',
    });
    const plain = { model: 'm', choices: [{ text: '{}', finish_reason: 'stop' }] };
    expect(await textOf([plain])).toBe('{}');
  });

  test.for([
    ['without an index', undefined, false],
    ['at one index', 0, false],
    ['at one index, with an id for each piece', 0, true],
  ] as const)('tell calls apart that come %s', async ([, index, isNamed]) => {
    const piece = (id: string, name: string | undefined, args: string, nth = 0): object => {
      const named = name ? { id, function: { name, arguments: args } } : { function: { arguments: args } };
      const call = { index, ...(isNamed && { id: `${id}${nth}` }), ...named };
      return { choices: [{ delta: { tool_calls: [call] } }] };
    };
    const calls = [
      piece('a', 'log', '{"at"'),
      piece('a', undefined, ':1}', 1),
      piece('b', 'save', '{"name"'),
      piece('b', undefined, ':"Ada"}', 1),
    ];
    for (const tool of ['save', 1]) expect(await textOf([...calls, stop], { tool })).toBe('{"name":"Ada"}');
    expect(await textOf([...calls, stop])).toBe('{"at":1}');
  });

  test('of Mistral may hold their text in parts, and arguments at once', async () => {
    const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] };
    const content = [thinking, { type: 'text', text: '{"a":1}' }];
    const all = await read([{ choices: [{ delta: { content } }] }, stop]);
    expect(all.slice(0, 2)).toEqual([
      { type: 'meta', value: { reasoning: 'Hm.' } },
      { type: 'delta', text: '{"a":1}' },
    ]);
    const call = { index: 0, function: { name: 'it', arguments: { a: 1 } } };
    expect(await textOf([{ choices: [{ delta: { tool_calls: [call] } }] }, stop])).toBe('{"a":1}');
  });

  test('of old call a function without a list', async () => {
    const call = (function_call: object): object => ({ choices: [{ delta: { function_call } }] });
    const calls = [
      call({ name: 'it', arguments: '' }),
      call({ arguments: '{"a"' }),
      call({ arguments: ':1}' }),
    ];
    const end = { choices: [{ delta: {}, finish_reason: 'function_call' }] };
    for (const tool of [undefined, true, 'it', 0] as const) {
      const all = await read([...calls, end], tool === undefined ? {} : { tool });
      expect(all).toEqual([
        { type: 'meta', value: { tool: 'it' } },
        { type: 'delta', text: '{"a"' },
        { type: 'delta', text: ':1}' },
        { type: 'end', reason: 'stop' },
      ]);
    }
  });

  test('of Groq count their tokens in a place of their own', async () => {
    expect(await read([{ ...stop, x_groq: { usage: { total_tokens: 1 } } }])).toEqual([
      { type: 'meta', value: { usage: { total_tokens: 1 } } },
      { type: 'end', reason: 'stop' },
    ]);
  });
});
