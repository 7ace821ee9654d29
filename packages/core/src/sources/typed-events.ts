// Events that say by their type what they are: OpenAI Responses, Anthropic Messages, the AI SDK from version 4 on (its
// UI message streams, and the full streams of streamText and streamObject), AG-UI.
import { decode } from '../decode-message.ts';
import type { JsonValue } from '../json.ts';
import type { Format, Key } from './follow.ts';

interface Event extends Part {
  id?: string;
  index?: number;
  output_index?: number;
  content_index?: number;
  messageId?: string;
  toolCallId?: string;
  toolCallName?: string;
  toolName?: string;
  providerExecuted?: boolean;
  delta?: unknown;
  item?: Part;
  content_block?: Part;
  input?: unknown;
  args?: unknown;
  object?: unknown;
  snapshot?: JsonValue;
  message?: { usage?: JsonValue };
  response?: {
    status?: string;
    usage?: JsonValue;
    error?: unknown;
    incomplete_details?: { reason?: string } | null;
  };
  usage?: JsonValue;
  totalUsage?: JsonValue;
  errorText?: string;
  finishReason?: string;
  rawFinishReason?: string | undefined;
}

/** What begins or grows. Anthropic and Responses give it an object of its own in the event. */
interface Part {
  type?: string;
  name?: string;
  text?: string;
  thinking?: string;
  partial_json?: string;
  textDelta?: string;
  inputTextDelta?: string;
  argsTextDelta?: string;
  arguments?: string;
  stop_reason?: string | null;
}

/** The types that no document is thought to have; a prefix alone would take a user's own `text-block`. */
const TYPES: RegExp =
  /^(response\..*|message_(start|stop)|content_block_(start|delta|stop)|ping|(text|reasoning|tool-input)-(start|delta|end)|tool-(call(-delta|-streaming-start)?|result|error|approval-request|(in|out)put-(available|error|denied))|source-(url|document)|(start|finish|reset)-step|step-(start|finish)|message-metadata|(RUN|STEP)_(STARTED|FINISHED|ERROR)|(STATE|MESSAGES|ACTIVITY)_(SNAPSHOT|DELTA)|(TEXT_MESSAGE|TOOL_CALL|THINKING|REASONING)_.*)$/;

export const typedEvents: Format = {
  is({ type, object, errorText, ...rest }: Event) {
    const has = (keys: RegExp): boolean => Object.keys(rest).every((key) => keys.test(key));
    return (
      TYPES.test(`${type}`) ||
      (type === 'start' && has(/^message/)) ||
      (/^data-/.test(`${type}`) && 'data' in rest && has(/^(data|id|transient)$/)) ||
      (type === 'object' && !!object) ||
      (type === 'error' && !!errorText)
    );
  },

  open(out) {
    /** The first of the text blocks that follow each other. */
    let series: Key | undefined;
    return (event: Event) => {
      const { type = '', delta } = event;
      // A delta is a text, or says what grows.
      const part = event.content_block ?? event.item ?? (delta as Part) ?? event;
      const { type: kind = type } = part;
      const key = event.toolCallId ?? event.messageId ?? event.id ?? event.index ?? event.output_index;
      let piece = delta as string | undefined;
      // What came in pieces is told again as a whole when it is done.
      if (typeof piece !== 'string' && !kind.endsWith('.done')) {
        piece = part.text ?? part.thinking ?? part.partial_json;
        piece ??= part.textDelta ?? part.inputTextDelta ?? part.argsTextDelta;
      }
      // Citations cut a text into blocks that follow each other.
      if (/^text/.test(kind)) series ??= key;
      else if (!/^(ping|source-|citations|content_block_stop)/.test(kind)) series = undefined;
      if (/^(text|TEXT|content_block|response\.output_text)/.test(kind)) {
        const { content_index: inner } = event;
        out.text(piece, series ?? (inner ? `${key}.${inner}` : key));
      } else if (/^(data-|CUSTOM$)/.test(kind)) out.meta('data', event);
      else if (/reasoning|thinking/i.test(kind)) out.meta('reasoning', piece);
      else if (/refusal/.test(kind)) out.meta('refusal', piece);
      else if (/tool|function|json/i.test(kind)) {
        out.tool(
          key,
          piece ?? event.input ?? event.args ?? part.arguments,
          event.toolName ?? event.toolCallName ?? part.name,
          // By the provider: `server_tool_use`, `mcp_tool_use`; and what takes no JSON, `custom_tool_call`.
          event.providerExecuted ?? /_tool/.test(kind),
          piece === undefined,
        );
      } else {
        const { response } = event;
        out.meta('usage', event.usage ?? event.totalUsage ?? (response ?? event.message)?.usage);
        if (type === 'STATE_SNAPSHOT') out.state(decode({ type: 'snapshot', value: event.snapshot }));
        if (type === 'STATE_DELTA') out.state(decode({ type: 'patch', ops: delta }));
        if (type === 'reset-step') out.reset();
        if (response?.error) out.fail(response.error);
        const isLast =
          /^(response\.(completed|incomplete|failed)|message_stop|finish|abort|RUN_FINISHED)$/.test(type);
        const why = response?.incomplete_details?.reason ?? response?.status ?? event.finishReason ?? type;
        // The AI SDK makes up a reason where it has been told none.
        const isMadeUp = why === 'other' && 'rawFinishReason' in event && !event.rawFinishReason;
        out.finish(isLast ? (isMadeUp ? '' : why) : part.stop_reason, isLast);
      }
    };
  },
};
