// A row of the table: what stands in each column, and whether it is there yet.
import type { FieldState, PartialOf } from '@partialkit/core';

import type { Records, StockRecord } from '../documents/records.ts';
import { formatPrice } from './format.ts';

/** A record while it grows. */
export type RecordPart = PartialOf<typeof StockRecord>;

/** A column of the table. */
export interface Column {
  readonly key: keyof RecordPart;
  readonly title: string;
  /** Figures stand at the right. */
  readonly isFigure: boolean;
}

export const columns: readonly Column[] = [
  { key: 'id', title: 'No.', isFigure: true },
  { key: 'product', title: 'Product', isFigure: false },
  { key: 'category', title: 'Category', isFigure: false },
  { key: 'price', title: 'Price', isFigure: true },
  { key: 'stock', title: 'Stock', isFigure: true },
  { key: 'rating', title: 'Rating', isFigure: true },
  { key: 'restocked', title: 'Restocked', isFigure: false },
];

/** What a cell shows. */
export interface Cell extends Column {
  readonly text: string;
  readonly state: FieldState;
}

/** The cells of a row. `refused` names the keys that the schema has refused, joined by blanks. */
export function cellsOf(record: RecordPart, refused: string, isOpen: boolean): Cell[] {
  return columns.map((column) => {
    const value = record[column.key];
    const isRefused = refused.split(' ').includes(column.key);
    const text =
      value === undefined ? '' : column.key === 'price' ? formatPrice(Number(value)) : String(value);
    const state = isRefused ? 'invalid' : value === undefined ? 'pending' : isOpen ? 'streaming' : 'done';
    return { ...column, text: isRefused ? 'refused' : text, state };
  });
}

/** The line above the table. */
export function recordsSummary(partial: PartialOf<typeof Records> | undefined): string {
  const records = partial?.records ?? [];
  let value = 0;
  for (const { price = 0, stock = 0 } of records) value += price * stock;
  const count = `${records.length.toLocaleString('en')} ${records.length === 1 ? 'record' : 'records'}`;
  return `${partial?.warehouse ?? '…'} · ${count} · ${formatPrice(value)} in stock`;
}
