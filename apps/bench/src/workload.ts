// What a document to measure is: how it is made, how long it is, and the schema that it follows.
import type * as z from 'zod';
import { createRandom, type Random } from './random.ts';

/** One kind of document. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  /** For the reader of the results: what is in it, and what it is like in the world. */
  readonly describes: string;
  /** Characters, about. */
  readonly size: number;
  readonly schema: z.ZodType;
  /** The text of a document of about `size` characters. */
  write(random: Random, size: number): string;
}

const SEED = 20_26;

/** The same text for the same size, everywhere. */
export function textOf(workload: Workload, size: number = workload.size): string {
  return workload.write(createRandom(SEED), size);
}

/** As many of what `make` makes as fill `size` characters of JSON; at least one. */
export function fill<T>(size: number, make: (index: number) => T): T[] {
  const items: T[] = [];
  for (let length = 0; length < size || items.length === 0; ) {
    const item = make(items.length);
    items.push(item);
    length += JSON.stringify(item).length + 1;
  }
  return items;
}
