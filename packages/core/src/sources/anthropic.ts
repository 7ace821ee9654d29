// Anthropic Messages.
import type { JsonObject } from '../json.ts';
import type { Format } from './follow.ts';

interface Event {
  type?: string;
  index?: number;
  message?: { usage?: JsonObject };
  content_block?: { type?: string; text?: string; name?: string };
  delta?: { text?: string; thinking?: string; partial_json?: string; stop_reason?: string | null };
  usage?: JsonObject;
}

export const anthropic: Format = {
  is: ({ type }: Event) => /^(message_st|content_block_|ping$)/.test(`${type}`),

  read({ type, index, message, content_block: block, delta, usage = message?.usage }: Event, out) {
    // The end counts anew what it has learnt since the start.
    if (usage) out.usage = { ...(out.usage as JsonObject | undefined), ...usage };
    // `server_tool_use` and `mcp_tool_use` are run by the provider.
    if (/tool_use$/.test(`${block?.type}`)) out.tool(index, '', block?.name, block?.type !== 'tool_use');
    out.text(block?.text ?? delta?.text, index);
    out.meta('reasoning', delta?.thinking);
    if (delta?.partial_json) out.tool(index, delta.partial_json);
    out.finish(delta?.stop_reason);
    if (type === 'message_stop') out.finish('stop', true);
  },
};
