// Takes the document out of a text as it grows, for those who pass it on.

import { shapeOf } from './compile.ts';
import type { Schema } from './partial-of.ts';
import type { ReadOptions } from './reader.ts';
import { readerOf } from './reader-of.ts';
import type { Sink } from './token.ts';

const NOTHING: Sink = { token: () => undefined, path: () => [] };

/**
 * Makes a function that takes a text piece by piece and answers what of each piece belongs to the document of
 * `schema`: not the prose, the fence or the think block around it, but for blanks at its end. Whoever reads the answers
 * with `extract: 'auto'` reads the same document as out of the whole text. A text that is no JSON comes through from
 * there on as it is.
 *
 * ```ts
 * import { createExtractor } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const extract = createExtractor(z.object({ name: z.string() }));
 * console.log(['Sure: {"na', 'me": "Ada"}', ' Anything else?'].map((piece) => extract(piece).trim()).join('')); // {"name": "Ada"}
 * ```
 */
export function createExtractor(schema: Schema, options: ReadOptions = {}): (text: string) => string {
  const reader = readerOf(shapeOf(schema), NOTHING, { ...options, extract: 'auto' });
  let taken = '';
  reader.onText = (text) => {
    taken += text;
  };
  return (text) => {
    if (reader.isPlain || reader.error) return text;
    taken = '';
    try {
      reader.push(text);
    } catch {
      // Whoever reads it will find the same.
    }
    return taken;
  };
}
