// OpenAI chat completions, and all who speak them: Groq, OpenRouter, DeepSeek, Mistral, xAI, Z.ai and others.
import type { JsonValue } from '../json.ts';
import type { Format } from './follow.ts';

interface Part {
  text?: string;
  thinking?: { text?: string }[];
}

interface Chunk {
  choices?: {
    index?: number;
    delta?: {
      content?: string | (string | Part)[] | null;
      reasoning?: string | null;
      reasoning_content?: string | null;
      refusal?: string | null;
      tool_calls?: { index?: number; function?: { name?: string; arguments?: unknown } }[] | null;
    };
    finish_reason?: string | null;
  }[];
  model?: string;
  usage?: JsonValue;
  x_groq?: { usage?: JsonValue };
}

export const openaiChat: Format = {
  // A quiz has choices, too.
  is: ({ choices, model }: Chunk) => !!choices?.[0]?.delta || (Array.isArray(choices) && model !== undefined),

  read({ choices, usage, x_groq }: Chunk, out) {
    out.usage = usage ?? x_groq?.usage ?? out.usage;
    for (const { index = 0, delta, finish_reason } of choices ?? []) {
      if (index !== out.choice) continue;
      out.meta('reasoning', delta?.reasoning_content ?? delta?.reasoning);
      out.meta('refusal', delta?.refusal);
      for (const part of [delta?.content ?? ''].flat()) {
        if (typeof part === 'string') out.text(part);
        else {
          out.text(part.text);
          for (const { text } of part.thinking ?? []) out.meta('reasoning', text);
        }
      }
      for (const call of delta?.tool_calls ?? []) {
        out.tool(call.index ?? 0, call.function?.arguments, call.function?.name);
      }
      out.finish(finish_reason);
    }
  },
};
