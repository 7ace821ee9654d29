// The report without a framework: an outline that grows, sections, paragraphs that are written once.
import { formatDay, formatNumber } from '../../screens/format.ts';
import type { View } from '../../session/screens.ts';
import { element } from '../../shell/element.ts';
import { field } from './field.ts';
import { growList } from './grow-list.ts';

export function mountReport(root: HTMLElement, view: View<'report'>): void {
  const outline = element('ol');
  const sections = element('div', { class: 'sections' });
  root.append(
    element(
      'article',
      { class: 'card report' },
      element(
        'header',
        {},
        element('h2', {}, field(view, 'title')),
        element('p', { class: 'quiet' }, field(view, 'author'), ' · ', field(view, 'date', formatDay)),
        element('p', { class: 'lead' }, field(view, 'summary')),
      ),
      element('nav', { class: 'outline', attributes: { 'aria-label': 'Sections of the report' } }, outline),
      sections,
    ),
  );
  view.store.subscribe(
    ({ partial }) => partial?.sections?.length ?? 0,
    (count) => {
      growList(outline, count, (index) =>
        element(
          'li',
          {},
          element(
            'a',
            { attributes: { href: `#section-${index}` } },
            field(view, `sections.${index}.heading`),
          ),
        ),
      );
      growList(sections, count, (index) => section(view, index));
    },
    { fireImmediately: true },
  );
  view.meter.rendered('Report');
}

function section(view: View<'report'>, index: number): HTMLElement {
  const { store, meter } = view;
  const id = `heading-${index}`;
  const text = element('div');
  const figures = element('dl', { class: 'figures' });
  store.subscribe(
    ({ partial }) => partial?.sections?.[index]?.paragraphs?.length ?? 0,
    (count) =>
      growList(text, count, (nth) => element('p', {}, field(view, `sections.${index}.paragraphs.${nth}`))),
    { fireImmediately: true },
  );
  store.subscribe(
    ({ partial }) => partial?.sections?.[index]?.figures?.length ?? 0,
    (count) => growList(figures, count, (nth) => figure(view, index, nth)),
    { fireImmediately: true },
  );
  meter.rendered('Section');
  return element(
    'section',
    { id: `section-${index}`, attributes: { 'aria-labelledby': id } },
    element('h3', { id }, field(view, `sections.${index}.heading`)),
    text,
    figures,
  );
}

function figure(view: View<'report'>, index: number, nth: number): HTMLElement {
  const path = `sections.${index}.figures.${nth}` as const;
  view.meter.rendered('Figure');
  return element(
    'div',
    {},
    element('dt', {}, field(view, `${path}.label`)),
    element('dd', {}, field(view, `${path}.value`, formatNumber), ' ', field(view, `${path}.unit`)),
  );
}
