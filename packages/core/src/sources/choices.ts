// Chunks of choices: OpenAI chat completions, and all who speak them (Groq, OpenRouter, DeepSeek, Mistral, xAI, Z.ai and
// others); Gemini's candidates, by its API, by Vertex AI and by @google/genai.
import type { JsonValue } from '../json.ts';
import { ArgumentText } from './argument-text.ts';
import type { Format } from './follow.ts';

interface Part {
  text?: string;
  /** Gemini: the text is reasoning. */
  thought?: boolean;
  functionCall?: Call;
  /** Mistral. */
  thinking?: Part[];
}

interface Call {
  name?: string;
  args?: object;
  partialArgs?: {
    jsonPath?: string;
    stringValue?: string;
    numberValue?: number;
    boolValue?: boolean;
    willContinue?: boolean;
  }[];
  willContinue?: boolean;
}

interface Called {
  index?: number;
  id?: string | null;
  function?: { name?: string; arguments?: unknown } | undefined;
}

interface Choice {
  index?: number;
  delta?: {
    content?: string | (string | Part)[] | null;
    reasoning?: string | null;
    reasoning_content?: string | null;
    refusal?: string | null;
    tool_calls?: Called[] | null;
    /** Of old. */
    function_call?: Called['function'];
  } | null;
  /** Of completions that are no chat. */
  text?: string;
  finish_reason?: string | null;
  content?: { parts?: Part[] };
  finishReason?: string;
}

interface Chunk {
  choices?: Choice[];
  object?: string;
  model?: string;
  prompt_filter_results?: unknown;
  usage?: JsonValue;
  x_groq?: { usage?: JsonValue };
  candidates?: Choice[];
  promptFeedback?: { blockReason?: string };
  usageMetadata?: JsonValue;
}

export const choices: Format = {
  // A quiz has choices, too, and a job fair has candidates.
  is: ({ choices, model, object, prompt_filter_results, ...rest }: Chunk) => {
    const { candidates, promptFeedback, usageMetadata } = rest;
    const isChunk = object === 'chat.completion.chunk' || (model ?? prompt_filter_results) !== undefined;
    return choices
      ? !!choices[0]?.delta || (Array.isArray(choices) && isChunk)
      : !!(
          usageMetadata ??
          promptFeedback ??
          candidates?.[0]?.content?.parts ??
          candidates?.[0]?.finishReason
        );
  },

  open(out) {
    /** The call that has come at each index. */
    const ids = new Map<number, string>();
    /** The call whose arguments grow by path. */
    let grown: ArgumentText | undefined;

    function call({ name, args, partialArgs = [], willContinue }: Call): void {
      // A call that grows has a name only at its beginning; its text is what it is known by.
      if (name || !grown) grown = new ArgumentText();
      const text = grown;
      out.tool(text, args, name);
      for (const { jsonPath = '', willContinue: more, stringValue, numberValue, boolValue } of partialArgs) {
        out.tool(text, text.add(jsonPath, stringValue ?? numberValue ?? boolValue ?? null, more));
      }
      if (!willContinue) out.tool(text, text.end());
    }

    return ({ choices, candidates, promptFeedback, usageMetadata, x_groq, usage = usageMetadata }: Chunk) => {
      out.meta('usage', usage ?? x_groq?.usage);
      if (promptFeedback?.blockReason) out.finish('blocked');
      for (const { index = 0, delta: given, text, content, finish_reason, finishReason } of choices ??
        candidates ??
        []) {
        if (index !== out.choice) continue;
        const delta = given ?? {};
        const { tool_calls, function_call } = delta;
        out.meta('reasoning', delta.reasoning_content ?? delta.reasoning);
        out.meta('refusal', delta.refusal);
        for (const part of content?.parts ?? [delta.content ?? text ?? []].flat()) {
          if (typeof part === 'string') out.text(part);
          else {
            if (part.thought) out.meta('reasoning', part.text);
            else out.text(part.text);
            for (const { text } of part.thinking ?? []) out.meta('reasoning', text);
            if (part.functionCall) call(part.functionCall);
          }
        }
        const calls: Called[] = tool_calls ?? (function_call ? [{ function: function_call }] : []);
        for (const { index: at = 0, id, function: called } of calls) {
          // Google and some gateways begin every call at the same index.
          if (id && called?.name) ids.set(at, id);
          out.tool(ids.get(at) ?? at, called?.arguments, called?.name);
        }
        out.finish(finish_reason ?? finishReason);
      }
    };
  },
};
