// Depth: what a token costs at the bottom, and how fast too deep a text is refused.
import { createJsonParser, PartialError } from '@partialkit/core';
import * as z from 'zod';
import type { Finding, Findings } from '../finding.ts';
import { phrase } from '../prose.ts';
import { createRandom } from '../random.ts';
import { cpuSince } from '../stopwatch.ts';
import { documentReader, parserReader, timeTail } from './read-tokens.ts';

interface Node {
  text?: string | undefined;
  child?: Node | undefined;
}
const node: z.ZodType<Node> = z.object({
  text: z.string().optional(),
  get child() {
    return node.optional();
  },
});
const TEXT = phrase(createRandom(3), 300);

export function deep(): Findings {
  const rows = [1, 10, 100, 200, 500].flatMap((depth): Finding[] => {
    const before = `${'{"child":'.repeat(depth - 1)}{"text":"`;
    return [
      timeTail(`token ${depth} levels deep, plain`, parserReader, before, TEXT, deepest),
      timeTail(`token ${depth} levels deep, validated`, () => documentReader(node), before, TEXT, deepest),
    ];
  });
  return { title: 'Depth, up to the limit of 512', rows: [...rows, refusal()] };
}

function deepest(value: unknown): string {
  let place = value as Node;
  while (place.child) place = place.child;
  return place.text ?? '';
}

function refusal(): Finding {
  const text = '['.repeat(100_000);
  const clock = cpuSince();
  try {
    createJsonParser().push(text);
  } catch (error) {
    if (!(error instanceof PartialError) || error.code !== 'limit') throw error;
    return { what: 'refusing 100,000 brackets', value: clock(), unit: 'ms', note: error.message };
  }
  throw new Error('100,000 brackets were taken.');
}
