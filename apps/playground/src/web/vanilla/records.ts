// The table without a framework: a row is filled again only when its record is another one.

import { cellsOf, columns, type RecordPart, recordsSummary } from '../../screens/record-cells.ts';
import { refusedKeys } from '../../screens/refused-keys.ts';
import type { View } from '../../session/screens.ts';
import { isActive } from '../../session/session.ts';
import { element, setText } from '../../shell/element.ts';
import { keepAtEnd } from '../../shell/keep-at-end.ts';

/** What a row shows: filled again only where one of these has changed. */
type Shown = readonly [record: RecordPart, refused: string, isOpen: boolean];

export function mountRecords(root: HTMLElement, { store, meter }: View<'records'>): void {
  const summary = element('p', { class: 'summary' });
  const body = element('tbody');
  const heads = columns.map(({ title, isFigure }) =>
    element('th', { class: isFigure ? 'figure' : '', attributes: { scope: 'col' } }, title),
  );
  const box = element(
    'section',
    { class: 'table-box', attributes: { tabindex: '0', 'aria-label': 'Stock list' } },
    element(
      'table',
      {},
      element('caption', { class: 'visually-hidden' }, 'Stock of the warehouse'),
      element('thead', {}, element('tr', {}, ...heads)),
      body,
    ),
  );
  root.append(element('div', { class: 'card records' }, summary, box));
  let shown: Shown[] = [];

  const update = (): void => {
    const { partial, issues, status } = store.getState();
    const records = partial?.records ?? [];
    const refused = refusedKeys(issues, 'records');
    setText(summary, recordsSummary(partial));
    while (body.rows.length > records.length) body.deleteRow(-1);
    shown = records.map((record, index) => {
      const isOpen = isActive(status) && index === records.length - 1;
      const next: Shown = [record, refused.get(index) ?? '', isOpen];
      const row = body.rows[index];
      if (row && shown[index]?.every((each, i) => each === next[i])) return shown[index];
      fill(row ?? body.insertRow(), next);
      meter.rendered('Row');
      return next;
    });
    meter.rendered('Records');
  };
  update();
  store.subscribe(update);
  keepAtEnd(box);
}

function fill(row: HTMLTableRowElement, shown: Shown): void {
  cellsOf(...shown).forEach(({ text, state, isFigure }, i) => {
    const cell = row.cells[i] ?? row.insertCell();
    const name = `is-${state}${isFigure ? ' figure' : ''}`;
    if (cell.className !== name) cell.className = name;
    setText(cell, text);
  });
}
