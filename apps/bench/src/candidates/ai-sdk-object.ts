// The path of the AI SDK's `useObject` and `streamObject`: parse the text so far, compare with the value before.
import { isDeepEqualData, parsePartialJson } from 'ai';
import type { Candidate } from '../candidate.ts';

export const candidate: Candidate = {
  id: 'ai-sdk-object',
  name: 'AI SDK useObject path',
  package: 'ai',
  gives: 'a new value',
  note: 'parsePartialJson, then isDeepEqualData with the value before, as the hook does for every chunk',
  async read({ chunks, every, look }) {
    let text = '';
    let latest: unknown;
    for (let i = 0; i < chunks.length; i++) {
      text += chunks[i];
      if ((i + 1) % every !== 0) continue;
      const { value } = await parsePartialJson(text);
      if (isDeepEqualData(latest, value)) continue;
      latest = value;
      look(value, i);
    }
    return (await parsePartialJson(text)).value;
  },
};
