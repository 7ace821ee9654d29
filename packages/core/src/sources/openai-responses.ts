// OpenAI Responses.
import type { JsonValue } from '../json.ts';
import type { Format } from './follow.ts';

interface Event {
  type?: string;
  output_index?: number;
  content_index?: number;
  delta?: string;
  item?: { type?: string; name?: string; arguments?: string };
  response?: {
    status?: string;
    usage?: JsonValue;
    error?: unknown;
    incomplete_details?: { reason?: string } | null;
  };
}

export const openaiResponses: Format = {
  is: ({ type }: Event) => /^response\./.test(`${type}`),

  read({ type, output_index, content_index, delta, item, response }: Event, out) {
    switch (type?.slice(9)) {
      case 'output_item.added':
        if (item?.type === 'function_call') out.tool(output_index, item.arguments, item.name);
        break;
      case 'function_call_arguments.delta':
        out.tool(output_index, delta);
        break;
      case 'output_text.delta':
        out.text(delta, `${output_index}.${content_index}`);
        break;
      case 'refusal.delta':
        out.meta('refusal', delta);
        break;
      case 'reasoning_text.delta':
      case 'reasoning_summary_text.delta':
        out.meta('reasoning', delta);
        break;
      case 'completed':
      case 'incomplete':
      case 'failed':
        out.usage = response?.usage;
        if (response?.error) out.fail(response.error);
        else out.finish(response?.incomplete_details?.reason ?? `${response?.status}`, true);
    }
  },
};
