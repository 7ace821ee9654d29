// Which output is followed, and how a provider's words end it.
import { expect, test } from 'vitest';
import type { Message } from '../message.ts';
import { type Choosing, follow, type Output } from './follow.ts';

function told(say: (out: Output) => void, choosing: Choosing = {}): Message[] {
  const all: Message[] = [];
  const out = follow(choosing, (message) => all.push(message));
  say(out);
  out.finish('stop');
  out.end();
  return all;
}

/** The text that is followed, and when its first piece came. */
function followed(say: (out: Output) => void, choosing?: Choosing): string[] {
  return told(say, choosing).flatMap((message) => (message.type === 'delta' ? [message.text] : []));
}

test.for(['{', '\n  {', '[{', '[ -', '["', '[true', '``\u0060json', '``\u0060\n{', '<think>{</think>{'])(
  'text that begins with %j is a document at once',
  (text) => {
    const pieces = [...text];
    const all = followed((out) => {
      for (const piece of [...pieces, 'rest']) out.text(piece);
      out.tool(1, '{}', 'late');
    });
    expect(all.join('')).toBe(`${text}rest`);
    expect(all.at(-1)).toBe('rest');
  },
);

test('prose gives way to a tool call', () => {
  expect(
    followed((out) => {
      out.text('I will call [it] for {you}: ');
      out.tool(1, '{"a":1}', 'it');
      out.text('Done: {"b":2}');
    }),
  ).toEqual(['{"a":1}']);
});

test.for([
  '<think>Call {"it": 1}.</think>\n',
  '<think>It',
  '``\u0060python\nit()\n``\u0060\n',
  '[Calling it] ',
])('so does %j', (text) => {
  const all = followed((out) => {
    for (const piece of text) out.text(piece);
    out.tool(1, '{"a":1}', 'it');
  });
  expect(all).toEqual(['{"a":1}']);
});

test('prose is handed on when a document begins in it, or at the end', () => {
  const begin = (text: string): string[] =>
    followed((out) => {
      for (const piece of text) out.text(piece);
      out.text('!');
    });
  for (const text of ['Here: {"', 'Here: { "', 'So:\n```json', 'A list: [{', 'A list: [ "']) {
    expect(begin(text)).toEqual([text, '!']);
  }
  expect(begin('Nothing of {that} [[kind]] ``` here')).toEqual(['Nothing of {that} [[kind]] ``` here!']);
});

test('the block that begins a document is followed alone', () => {
  expect(
    followed((out) => {
      out.text('Let me see. ', 0);
      out.text('{"a"', 1);
      out.text(':1}', 1);
      out.text('That was it.', 2);
    }),
  ).toEqual(['{"a"', ':1}']);
  expect(
    followed((out) => {
      out.text('One. ', 0);
      out.text('Two.', 1);
    }),
  ).toEqual(['One. Two.']);
});

test('a tool that the provider runs is followed only on request', () => {
  const say = (out: Output): void => {
    out.tool('s', '{"query":1}', 'web_search', true);
    out.tool('c', '{"a":1}', 'answer');
  };
  expect(followed(say)).toEqual(['{"a":1}']);
  for (const tool of ['web_search', 0, true] as const)
    expect(followed(say, { tool })).toEqual(['{"query":1}']);
  expect(followed(say, { tool: 1 })).toEqual(['{"a":1}']);
  expect(followed(say, { tool: false })).toEqual([]);
  expect(followed((out) => out.text('{}'), { tool: 0 })).toEqual([]);
});

test('arguments may come in pieces or at once, but only once, and none are {}', () => {
  expect(followed((out) => out.tool(1, { a: 1 }, 'it'))).toEqual(['{"a":1}']);
  expect(
    followed((out) => {
      out.tool(1, '', 'it');
      out.tool(1, '{"a":1}');
      out.tool(1, { a: 1 }, 'it');
    }),
  ).toEqual(['{"a":1}']);
  expect(
    followed((out) => {
      out.tool(1, '', 'it');
      out.tool(undefined, '{}');
    }),
  ).toEqual(['{}']);
  expect(followed((out) => out.tool(1, '', 'it'))).toEqual(['{}']);
  expect(
    followed((out) => {
      out.tool(1, '', 'it');
      out.finish('length');
    }),
  ).toEqual([]);
});

test('a state is followed where nothing was before, from its first change on', () => {
  const patch: Message = { type: 'patch', ops: [{ op: 'add', path: '/a', value: 1 }] };
  const stop: Message = { type: 'end', reason: 'stop' };
  expect(
    told((out) => {
      out.text('Writing ');
      out.state(patch);
      out.tool(1, '{}', 'it');
    }),
  ).toEqual([{ type: 'snapshot', value: {} }, patch, stop]);
  expect(
    told((out) => {
      out.text('{');
      out.state(patch);
    }),
  ).toEqual([{ type: 'delta', text: '{' }, stop]);
});

test('a model that begins again takes back what was followed', () => {
  const all = told((out) => {
    out.tool('a', '{"x', 'it');
    out.reset();
    out.text('prose');
    out.reset();
    out.tool('b', '{"y":1}', 'it');
  });
  expect(all.filter(({ type }) => type !== 'meta')).toEqual([
    { type: 'delta', text: '{"x' },
    { type: 'snapshot', text: '' },
    { type: 'delta', text: '{"y":1}' },
    { type: 'end', reason: 'stop' },
  ]);
});

const words = {
  stop: [
    'stop',
    'STOP',
    'end_turn',
    'stop_sequence',
    'tool_use',
    'tool_calls',
    'tool-calls',
    'function_call',
    'completed',
    'eos',
    'pause_turn',
    'other',
  ],
  length: [
    'length',
    'max_tokens',
    'MAX_TOKENS',
    'max_output_tokens',
    'model_length',
    'model_context_window_exceeded',
  ],
  filter: [
    'content_filter',
    'content-filter',
    'refusal',
    'SAFETY',
    'RECITATION',
    'BLOCKLIST',
    'PROHIBITED_CONTENT',
    'SPII',
    'IMAGE_SAFETY',
    'MODEL_ARMOR',
    'sensitive',
  ],
  abort: ['abort', 'cancelled'],
  error: [
    'error',
    'failed',
    'MALFORMED_FUNCTION_CALL',
    'UNEXPECTED_TOOL_CALL',
    'OTHER',
    'insufficient_system_resource',
    'network_error',
    'anything new',
  ],
};

test.for(Object.entries(words).flatMap(([reason, list]) => list.map((word) => [word, reason] as const)))(
  'the word %s means %s',
  ([word, reason]) => {
    const [end] = told((out) => out.finish(word));
    const error = { code: 'provider', message: word };
    expect(end).toEqual({ type: 'end', reason, ...(reason === 'error' && { error }) });
  },
);

test('a reason that nobody knows is none', () => {
  const all: Message[] = [];
  const out = follow({}, (message) => all.push(message));
  out.finish('unknown', true);
  out.end();
  expect(all).toEqual([{ type: 'end', reason: 'error', error: { code: 'cut' } }]);
});

test('an error without words is told as what it is', () => {
  expect(told((out) => out.fail({ code: 500, detail: 'boom' })).at(-1)).toMatchObject({
    error: { code: 'provider', message: '{"code":500,"detail":"boom"}' },
  });
});

test('a refusal is a filter, and is told', () => {
  expect(told((out) => out.meta('refusal', 'No.'))).toEqual([
    { type: 'meta', value: { refusal: 'No.' } },
    { type: 'end', reason: 'filter' },
  ]);
});

test.for([
  [{ message: 'm', type: 'overloaded_error' }, true],
  [{ message: 'm', code: 429, status: 'RESOURCE_EXHAUSTED' }, true],
  [{ message: 'm', statusCode: 503 }, true],
  [{ message: 'm', code: 'rate_limit_exceeded' }, true],
  [{ message: 'm', code: 400, status: 'INVALID_ARGUMENT' }, false],
  [{ message: 'm', code: 'insufficient_quota' }, false],
  ['m', false],
] as [unknown, boolean][])('the error %j is worth another try: %j', ([error, retryable]) => {
  expect(told((out) => out.fail(error))).toEqual([
    { type: 'end', reason: 'error', error: { code: 'provider', message: 'm', retryable } },
  ]);
});

test.for([
  ['terminated', true],
  ['fetch failed', true],
  ['Connection error.', true],
  ['Request timed out.', true],
  ['Connect a card first.', false],
] as const)('a failure of a client library that says %j is worth another try: %j', ([message, retryable]) => {
  expect(told((out) => out.fail(new Error(message))).at(-1)).toMatchObject({ error: { message, retryable } });
});
