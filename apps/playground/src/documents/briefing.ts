// A list of blocks of several kinds: the document of the screen that picks a component by a tag.
import * as z from 'zod';

export const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('metric'),
    label: z.string(),
    value: z.number(),
    unit: z.string(),
    /** Against the week before, in percent. */
    change: z.number(),
  }),
  z.object({
    kind: z.literal('chart'),
    title: z.string(),
    unit: z.string(),
    bars: z.array(z.object({ label: z.string(), value: z.number().nonnegative() })),
  }),
  z.object({
    kind: z.literal('checklist'),
    title: z.string(),
    items: z.array(z.object({ text: z.string(), done: z.boolean() })),
  }),
  z.object({ kind: z.literal('quote'), text: z.string(), source: z.string() }),
  z.object({ kind: z.literal('notice'), level: z.enum(['info', 'warning', 'danger']), text: z.string() }),
]);

export const Briefing = z.object({ title: z.string(), blocks: z.array(Block) });

/** What a live model is asked for. */
export const briefingPrompt =
  'Write the weekly briefing of a harbour master: about ten blocks of all kinds, two of them charts of seven bars.';
