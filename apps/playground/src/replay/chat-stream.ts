// A text as the event stream of OpenAI's chat completions, one event for about every token.
import { randomCuts } from '@partialkit/testing';
import type { Behaviour } from './behaviours.ts';

const encoder = new TextEncoder();

/** The events of an answer, as bytes. */
export function* chatStream(text: string, behaviour: Behaviour): Generator<Uint8Array> {
  let tokens = 0;
  yield event({ delta: { role: 'assistant', content: '' } });
  for (const piece of randomCuts(text, 7)) {
    tokens++;
    yield event({ delta: behaviour === 'refusal' ? { refusal: piece } : { content: piece } });
  }
  if (behaviour === 'failure') {
    yield data({ error: { message: 'The model is overloaded.', type: 'server_error' } });
    return;
  }
  yield event({ delta: {}, finish_reason: behaviour === 'length' ? 'length' : 'stop' });
  yield data({
    choices: [],
    usage: { prompt_tokens: 40, completion_tokens: tokens, total_tokens: tokens + 40 },
  });
  yield encoder.encode('data: [DONE]\n\n');
}

function event(choice: object): Uint8Array {
  return data({
    id: 'chatcmpl-playground',
    object: 'chat.completion.chunk',
    model: 'playground',
    choices: [{ index: 0, finish_reason: null, ...choice }],
  });
}

function data(payload: object): Uint8Array {
  return encoder.encode(`data: ${JSON.stringify(payload)}\n\n`);
}
