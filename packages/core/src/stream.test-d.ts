// What the compiler knows of a stream.
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import type { ArrayElement } from './elements.ts';
import type { PartialOf } from './partial-of.ts';
import type { PatchLimits } from './patch.ts';
import type { Rule } from './shape.ts';
import { type StreamOptions, streamPartial } from './stream.ts';
import type { Limits } from './tokenizer.ts';

/** What a component makes of options whose values may be missing. */
type HandedOn<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

const Report = z.object({
  title: z.string(),
  sections: z.array(z.object({ heading: z.string(), notes: z.array(z.string()).optional() })),
});
const stream = streamPartial(Report, []);

test('the loop gives partials, and final the output', () => {
  expectTypeOf(stream).toExtend<AsyncIterable<PartialOf<typeof Report>>>();
  expectTypeOf(stream.partial).toEqualTypeOf<PartialOf<typeof Report> | undefined>();
  expectTypeOf(stream.final).resolves.toEqualTypeOf<z.output<typeof Report>>();
});

test('elements are whole, as they have passed their schema', () => {
  type Section = { heading: string; notes?: string[] | undefined };
  expectTypeOf(stream.elements('sections')).toEqualTypeOf<AsyncIterable<ArrayElement<Section>>>();
  expectTypeOf(stream.elements('sections.0.notes')).toEqualTypeOf<AsyncIterable<ArrayElement<string>>>();
  expectTypeOf(stream.elements(['sections'])).toEqualTypeOf<AsyncIterable<ArrayElement<Section>>>();
  expectTypeOf(streamPartial(z.array(z.number()), []).elements('')).toEqualTypeOf<
    AsyncIterable<ArrayElement<number>>
  >();
});

test('paths are known', () => {
  stream.state('sections.0.heading');
  // @ts-expect-error there is no such key
  stream.state('sections.0.header');
  // @ts-expect-error there is no such key
  stream.elements('chapters');
});

test('an option may be handed on where it may be undefined', () => {
  expectTypeOf<HandedOn<StreamOptions>>().toExtend<StreamOptions>();
  expectTypeOf<HandedOn<Limits>>().toExtend<Limits>();
  expectTypeOf<HandedOn<PatchLimits>>().toExtend<PatchLimits>();
  expectTypeOf<HandedOn<Rule>>().toExtend<Rule>();
});
