// A long text in sections: the document of the report screen.
import * as z from 'zod';

const Section = z.object({
  heading: z.string(),
  paragraphs: z.array(z.string()),
  figures: z.array(z.object({ label: z.string(), value: z.number(), unit: z.string() })),
});

export const Report = z.object({
  title: z.string(),
  author: z.string(),
  date: z.iso.date(),
  summary: z.string(),
  sections: z.array(Section),
});

/** What a live model is asked for. */
export const reportPrompt =
  'Write a report on one year of electric ferries in a small harbour town: six sections of two paragraphs, each with two or three figures.';
