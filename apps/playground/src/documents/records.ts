// A long list of records: the document of the table screen.
import * as z from 'zod';

export const categories = [
  'bearings',
  'cable',
  'fittings',
  'instruments',
  'lighting',
  'paint',
  'rope',
  'safety',
] as const;

export const StockRecord = z.object({
  id: z.number().int().positive(),
  product: z.string(),
  category: z.enum(categories),
  price: z.number().nonnegative(),
  stock: z.number().int().nonnegative(),
  rating: z.number().min(0).max(5),
  restocked: z.iso.date(),
});

export const Records = z.object({ warehouse: z.string(), records: z.array(StockRecord) });

/** What a live model is asked for: fewer than what is recorded, since somebody pays for it. */
export const recordsPrompt = 'Invent the stock list of a ship chandler: forty records, with ids from 1 on.';
