// The text that a model writes, well or badly.
import { applyPatch, type JsonValue } from '@partialkit/core';
import type { TopicName } from '../documents/topics.ts';
import type { Behaviour } from './behaviours.ts';

const wrong: Readonly<Record<TopicName, readonly (readonly [path: string, value: JsonValue])[]>> = {
  profile: [
    ['/email', 'ingrid at solheim dot example'],
    ['/skills/2/years', -11],
  ],
  report: [['/sections/1/figures/1/value', 'more than a million']],
  records: [
    ['/records/6/price', -14.5],
    ['/records/40/category', 'miscellaneous'],
  ],
  briefing: [
    ['/blocks/2/value', 'plenty'],
    ['/blocks/6/level', 'catastrophe'],
  ],
};

/** The text that a model writes which behaves so; it ends where the trouble begins. */
export function textOf(document: JsonValue, topic: TopicName, behaviour: Behaviour): string {
  if (behaviour === 'values') {
    const ops = wrong[topic].map(([path, value]) => ({ op: 'replace', path, value }) as const);
    return JSON.stringify(applyPatch(document, ops));
  }
  const text = JSON.stringify(document);
  const middle = text.slice(0, Math.floor(text.length * 0.45));
  switch (behaviour) {
    case 'well':
      return text;
    case 'json':
      // A bare word where a key or a value should be is wrong in every place but in a string, so that is closed first.
      return `${text.slice(0, text.indexOf('",', middle.length) + 2)}and so on and so forth`;
    case 'length':
    case 'failure':
      return middle;
    case 'refusal':
      return 'I’m sorry, but I can’t help with that.';
    default:
      return behaviour satisfies never;
  }
}
