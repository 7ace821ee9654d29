// Gemini, by its API, by Vertex AI and by @google/genai.
import type { JsonValue } from '../json.ts';
import { ArgumentText } from './argument-text.ts';
import type { Format, Output } from './follow.ts';

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

interface Chunk {
  candidates?: {
    index?: number;
    content?: { parts?: { text?: string; thought?: boolean; functionCall?: Call }[] };
    finishReason?: string;
  }[];
  promptFeedback?: { blockReason?: string };
  usageMetadata?: JsonValue;
}

/** The call that is growing, for each stream; it is its own name. */
const calls = new WeakMap<Output, ArgumentText>();

export const gemini: Format = {
  // So does a job fair have candidates.
  is: ({ candidates: [first] = [], promptFeedback, usageMetadata }: Chunk) =>
    !!(usageMetadata ?? promptFeedback ?? first?.content?.parts ?? first?.finishReason),

  read({ candidates, promptFeedback, usageMetadata }: Chunk, out) {
    out.usage = usageMetadata ?? out.usage;
    if (promptFeedback?.blockReason) out.finish('blocked');
    for (const { index = 0, content, finishReason } of candidates ?? []) {
      if (index !== out.choice) continue;
      for (const { text, thought, functionCall } of content?.parts ?? []) {
        if (thought) out.meta('reasoning', text);
        else out.text(text);
        if (functionCall) call(functionCall, out);
      }
      out.finish(finishReason);
    }
  },
};

function call({ name, args, partialArgs = [], willContinue }: Call, out: Output): void {
  const text = (name ? undefined : calls.get(out)) ?? new ArgumentText();
  calls.set(out, text);
  out.tool(text, args, name);
  for (const { jsonPath = '', willContinue: more, stringValue, numberValue, boolValue } of partialArgs) {
    out.tool(text, text.add(jsonPath, stringValue ?? numberValue ?? boolValue ?? null, more));
  }
  if (!willContinue) out.tool(text, text.end());
}
