// The AI SDK: UI message streams, and the full streams of streamText and streamObject, from version 4 on.
import type { JsonValue } from '../json.ts';
import type { Format } from './follow.ts';

interface Part {
  type?: string;
  id?: string;
  toolCallId?: string;
  toolName?: string;
  providerExecuted?: boolean;
  delta?: string;
  text?: string;
  textDelta?: string;
  inputTextDelta?: string;
  argsTextDelta?: string;
  input?: unknown;
  args?: unknown;
  errorText?: string;
  object?: unknown;
  finishReason?: string;
  usage?: JsonValue;
  totalUsage?: JsonValue;
}

export const aiSdk: Format = {
  is: ({ type, object, errorText, ...rest }: Part) =>
    /^((text|reasoning|tool|data|source|start|finish|reset)-|step-start)/.test(`${type}`) ||
    (type === 'start' && !Object.keys(rest).some((key) => !key.startsWith('message'))) ||
    (type === 'object' && !!object) ||
    (type === 'error' && !!errorText),

  read(part: Part, out) {
    const {
      type = '',
      id,
      toolCallId = id,
      toolName,
      providerExecuted,
      totalUsage,
      usage = totalUsage,
    } = part;
    const piece = part.delta ?? part.text ?? part.textDelta ?? part.inputTextDelta ?? part.argsTextDelta;
    if (/^text/.test(type)) out.text(piece, id);
    else if (/^reasoning/.test(type)) out.meta('reasoning', piece);
    else if (/^tool-(input|call)/.test(type)) {
      out.tool(toolCallId, piece ?? part.input ?? part.args, toolName, providerExecuted);
    } else if (/^data-/.test(type)) out.meta('data', part);
    else if (type === 'reset-step') out.reset();
    else if (type === 'abort') out.finish(type, true);
    else if (type === 'finish') {
      out.usage = usage;
      out.finish(part.finishReason ?? 'stop', true);
    }
  },
};
