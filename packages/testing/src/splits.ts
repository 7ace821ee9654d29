// Ways to cut a text or bytes into chunks, as a network might.

/**
 * Every way to cut `whole` in two, the cuts at both ends included: `length + 1` pairs.
 *
 * ```ts
 * import { everySplit } from '@partialkit/testing';
 *
 * console.log(everySplit('ab')); // [ [ '', 'ab' ], [ 'a', 'b' ], [ 'ab', '' ] ]
 * ```
 */
export function everySplit(whole: string): [string, string][];
export function everySplit(whole: Uint8Array): [Uint8Array, Uint8Array][];
export function everySplit(whole: string | Uint8Array): [string | Uint8Array, string | Uint8Array][] {
  return Array.from({ length: whole.length + 1 }, (_, at) => [whole.slice(0, at), whole.slice(at)]);
}

/**
 * Every prefix of `whole`, from the empty one to all of it.
 *
 * ```ts
 * import { everyPrefix } from '@partialkit/testing';
 *
 * console.log(everyPrefix('[1]')); // [ '', '[', '[1', '[1]' ]
 * ```
 */
export function everyPrefix(whole: string): string[];
export function everyPrefix(whole: Uint8Array): Uint8Array[];
export function everyPrefix(whole: string | Uint8Array): (string | Uint8Array)[] {
  return Array.from({ length: whole.length + 1 }, (_, end) => whole.slice(0, end));
}

/**
 * `whole` in chunks of `size`, the last one possibly shorter. Nothing becomes no chunk.
 *
 * ```ts
 * import { chunksOf } from '@partialkit/testing';
 *
 * console.log(chunksOf('abcde', 2)); // [ 'ab', 'cd', 'e' ]
 * ```
 *
 * @throws RangeError if `size` is not a positive integer.
 */
export function chunksOf(whole: string, size: number): string[];
export function chunksOf(whole: Uint8Array, size: number): Uint8Array[];
export function chunksOf(whole: string | Uint8Array, size: number): (string | Uint8Array)[] {
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError(`Expected a positive chunk size, got ${size}.`);
  return Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
    whole.slice(i * size, (i + 1) * size),
  );
}

/**
 * `whole` in chunks of seeded random sizes from 1 to `longest`: with the default of 8, about what a model's
 * tokens look like. The same seed gives the same chunks, on every machine.
 *
 * ```ts
 * import { randomCuts } from '@partialkit/testing';
 *
 * const text = JSON.stringify({ name: 'Ada', skills: ['maths', 'looms'] });
 * console.log(randomCuts(text, 1).join('') === text); // true
 * ```
 *
 * @throws RangeError if `longest` is not a positive integer.
 */
export function randomCuts(whole: string, seed: number, longest?: number): string[];
export function randomCuts(whole: Uint8Array, seed: number, longest?: number): Uint8Array[];
export function randomCuts(whole: string | Uint8Array, seed: number, longest = 8): (string | Uint8Array)[] {
  if (!Number.isInteger(longest) || longest < 1) {
    throw new RangeError(`Expected a positive longest chunk, got ${longest}.`);
  }
  const random = seededRandom(seed);
  const chunks: (string | Uint8Array)[] = [];
  for (let start = 0; start < whole.length; ) {
    const end = start + 1 + Math.floor(random() * longest);
    chunks.push(whole.slice(start, end));
    start = end;
  }
  return chunks;
}

/**
 * A generator of numbers in [0, 1) that `seed` decides: for cuts and documents that a test can make again.
 *
 * ```ts
 * import { seededRandom } from '@partialkit/testing';
 *
 * console.log(seededRandom(7)() === seededRandom(7)()); // true
 * ```
 */
export function seededRandom(seed: number): () => number {
  // Mulberry32: 32 bits of state pass every test that chunk sizes could need.
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
