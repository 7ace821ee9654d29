// A block of the briefing while it grows; its tag is there from the start.
import type { PartialOf } from '@partialkit/core';
import type { Block } from '../documents/briefing.ts';

export type BlockPart = PartialOf<typeof Block>;

/** Stands where a value is not shown: `refused` where the schema has refused it, else `empty`. */
export function standIn(key: string, refused: string, empty: string): string {
  return refused.split(' ').includes(key) ? 'refused' : empty;
}

/** The class of a block. */
export function blockClass({ kind }: BlockPart, refused: string): string {
  return `block block-${kind}${refused === '' ? '' : ' is-invalid'}`;
}
