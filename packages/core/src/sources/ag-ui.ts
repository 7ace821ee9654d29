// AG-UI: its state is the document, where there is one; else its text and tool calls are read like any model's.
import { decode } from '../decode-message.ts';
import type { JsonValue } from '../json.ts';
import type { Format } from './follow.ts';

interface Event {
  type?: string;
  messageId?: string;
  toolCallId?: string;
  toolCallName?: string;
  delta?: unknown;
  snapshot?: JsonValue;
  usage?: JsonValue;
}

export const agUi: Format = {
  is: ({ type }: Event) =>
    /^(RUN|STEP|STATE|TEXT_MESSAGE|TOOL_CALL|THINKING|REASONING|MESSAGES|ACTIVITY)_[A-Z_]+$/.test(`${type}`),

  read(event: Event, out) {
    const { type = '', delta } = event;
    // Only a state's delta is no text.
    const text = delta as string | undefined;
    if (/^TEXT/.test(type)) out.text(text, event.messageId);
    else if (/^TOOL/.test(type)) out.tool(event.toolCallId, text, event.toolCallName);
    else if (/^(THINKING|REASONING)/.test(type)) out.meta('reasoning', text);
    else if (type === 'STATE_SNAPSHOT') out.state(decode('snapshot', { value: event.snapshot }));
    else if (type === 'STATE_DELTA') out.state(decode('patch', delta));
    else if (type === 'CUSTOM') out.meta('data', event);
    else if (type === 'RUN_ERROR') out.fail(event);
    else if (type === 'RUN_FINISHED') {
      out.usage = event.usage;
      out.finish('stop', true);
    }
  },
};
