// How a text is cut into the pieces that arrive.
import { createRandom } from './random.ts';

export type Chunking = 'token' | '1' | '64';

export const chunkings: readonly Chunking[] = ['token', '1', '64'];

/**
 * Cuts `text`: like the tokens of a model, 1 to 8 characters and 4 on average; by single characters; by 64. A raw
 * surrogate pair stays whole, as it does behind every decoder of UTF-8.
 */
export function cut(text: string, chunking: Chunking): string[] {
  const random = createRandom(7);
  const chunks: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start + (chunking === 'token' ? tokenLength(random.next()) : Number(chunking));
    if (isHighSurrogate(text.charCodeAt(end - 1))) end++;
    chunks.push(text.slice(start, end));
    start = end;
  }
  return chunks;
}

/** 1 to 8 with a peak at 4 and a mean of 4, as tokens of English prose have. */
function tokenLength(at: number): number {
  const shares = [0.1, 0.12, 0.18, 0.22, 0.17, 0.11, 0.07, 0.03];
  let sum = 0;
  for (let i = 0; i < shares.length; i++) {
    sum += shares[i] ?? 0;
    if (at < sum) return i + 1;
  }
  return shares.length;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
