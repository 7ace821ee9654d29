import { describe, expect, test } from 'vitest';
import { barLength } from './bars.ts';
import { fieldText } from './field-text.ts';
import { formatChange, formatDay, formatPrice, initials } from './format.ts';
import { cellsOf, recordsSummary } from './record-cells.ts';
import { refusedKeys } from './refused-keys.ts';
import { entriesOf, leafText } from './tree-entries.ts';

test('initials grow with a name', () => {
  expect([undefined, '', 'I', 'Ingrid ', 'Ingrid S', 'ingrid av solheim'].map(initials)).toEqual([
    '',
    '',
    'I',
    'I',
    'IS',
    'IS',
  ]);
});

test('values are written the same on every machine', () => {
  expect(formatDay('2026-02-12')).toBe('February 12, 2026');
  expect(formatPrice(1234.5)).toBe('€1,234.50');
  expect([8.4, -12.2].map(formatChange)).toEqual(['+8.4 %', '−12.2 %']);
});

test('bars are as long as they are beside the longest one', () => {
  const bars = [{ value: 2 }, { label: 'Tue' }, { value: 4 }];
  expect(bars.map((bar) => barLength(bar, bars))).toEqual([0.5, 0, 1]);
  expect(barLength({}, [])).toBe(0);
});

describe('a row', () => {
  test('says of each cell whether it is there, comes, or was refused', () => {
    const cells = cellsOf({ id: 7, product: 'Cle' }, 'price', true);
    expect(cells.map(({ key, text, state }) => `${key} ${text} ${state}`)).toEqual([
      'id 7 streaming',
      'product Cle streaming',
      'category  pending',
      'price refused invalid',
      'stock  pending',
      'rating  pending',
      'restocked  pending',
    ]);
  });

  test('finds its refused keys among the issues', () => {
    const issue = (...path: (string | number)[]) => ({ code: 'any', message: '', path });
    const keys = refusedKeys(
      [issue('records', 2, 'price'), issue('records', 2, 'id'), issue('other', 2, 'id')],
      'records',
    );
    expect([...keys]).toEqual([[2, 'price id']]);
  });

  test('is counted as soon as it begins', () => {
    expect(recordsSummary(undefined)).toBe('… · 0 records · €0.00 in stock');
    expect(recordsSummary({ warehouse: 'W', records: [{ price: 2, stock: 3 }] })).toBe(
      'W · 1 record · €6.00 in stock',
    );
  });
});

test('a tree has entries for containers and a text for all else', () => {
  expect(entriesOf(['a'])).toEqual([{ key: '0', value: 'a', label: '1' }]);
  expect(entriesOf({ '': 1 })).toEqual([{ key: '', value: 1, label: '(empty)' }]);
  expect(['a', 1, null].map(entriesOf)).toEqual([undefined, undefined, undefined]);
  expect(['a', 1, null, undefined].map(leafText)).toEqual(['a', '1', 'null', '']);
});

test('a field that is not there yet is not empty, and one that is refused says so', () => {
  expect(fieldText(undefined, 'pending')).toBe('…');
  expect(fieldText('', 'streaming')).toBe('…');
  expect(fieldText('Ad', 'streaming')).toBe('Ad');
  expect(fieldText('', 'done')).toBe('');
  expect(fieldText(undefined, 'invalid')).toBe('refused');
  expect(fieldText('kept', 'invalid')).toBe('kept');
  expect(fieldText(2, 'done', (value) => `${value} years`)).toBe('2 years');
});
