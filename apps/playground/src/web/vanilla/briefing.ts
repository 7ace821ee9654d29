// The briefing without a framework: the tag of a block picks how it is drawn, and a block is drawn again when it has grown.
import { barLength } from '../../screens/bars.ts';
import { type BlockPart, blockClass, standIn } from '../../screens/block-part.ts';
import { formatChange, formatNumber } from '../../screens/format.ts';
import { refusedKeys } from '../../screens/refused-keys.ts';
import type { View } from '../../session/screens.ts';
import { element } from '../../shell/element.ts';
import { field } from './field.ts';
import { growList } from './grow-list.ts';

type Of<Kind> = Extract<BlockPart, { kind: Kind }>;

export function mountBriefing(root: HTMLElement, view: View<'briefing'>): void {
  const { store, meter } = view;
  const list = element('div', { class: 'blocks' });
  root.append(element('article', { class: 'card briefing' }, element('h2', {}, field(view, 'title')), list));
  let shown: (readonly [block: BlockPart, refused: string])[] = [];
  const update = (): void => {
    const { partial, issues } = store.getState();
    const blocks = partial?.blocks ?? [];
    const refused = refusedKeys(issues, 'blocks');
    growList(list, blocks.length, () => element('section'));
    shown = blocks.map((block, index) => {
      const next = [block, refused.get(index) ?? ''] as const;
      const node = list.children[index];
      if (!node || shown[index]?.every((each, i) => each === next[i])) return next;
      node.className = blockClass(...next);
      node.replaceChildren(...contentOf(...next));
      meter.rendered(`Block: ${block.kind}`);
      return next;
    });
  };
  update();
  store.subscribe(update);
  meter.rendered('Briefing');
}

/** A kind that is added to the schema must be added here, or this does not compile. */
function contentOf(block: BlockPart, refused: string): HTMLElement[] {
  switch (block.kind) {
    case 'text':
      return [element('p', {}, block.text ?? '')];
    case 'metric':
      return metric(block, refused);
    case 'chart':
      return chart(block);
    case 'checklist':
      return checklist(block);
    case 'quote':
      return [
        element(
          'figure',
          {},
          element('blockquote', {}, block.text ?? ''),
          element('figcaption', {}, block.source ?? ''),
        ),
      ];
    case 'notice':
      return [
        element(
          'p',
          { class: `notice is-${block.level ?? 'info'}` },
          element('strong', {}, block.level ?? standIn('level', refused, 'notice')),
          ` ${block.text ?? ''}`,
        ),
      ];
    default:
      return block satisfies never;
  }
}

function metric({ label, value, unit, change }: Of<'metric'>, refused: string): HTMLElement[] {
  return [
    element('h3', {}, label ?? '…'),
    element(
      'p',
      { class: 'metric-value' },
      value === undefined ? standIn('value', refused, '–') : formatNumber(value),
      ' ',
      element('small', {}, unit ?? ''),
    ),
    element(
      'p',
      { class: `change ${(change ?? 0) < 0 ? 'is-down' : 'is-up'}` },
      change === undefined ? '\u00a0' : `${formatChange(change)} on last week`,
    ),
  ];
}

function chart({ title, unit, bars = [] }: Of<'chart'>): HTMLElement[] {
  const items = bars.map((bar) => {
    const shape = element('span', { class: 'bar', attributes: { 'aria-hidden': 'true' } });
    shape.style.blockSize = `${barLength(bar, bars) * 100}px`;
    return element(
      'li',
      {},
      element('span', { class: 'bar-value' }, bar.value === undefined ? '' : formatNumber(bar.value)),
      shape,
      element('span', { class: 'bar-label' }, bar.label ?? '…'),
    );
  });
  return [
    element('h3', {}, `${title ?? '…'} `, element('small', {}, unit ?? '')),
    element('ul', { class: 'bars' }, ...items),
  ];
}

function checklist({ title, items = [] }: Of<'checklist'>): HTMLElement[] {
  const list = items.map((item) =>
    element(
      'li',
      { class: item.done ? 'is-checked' : '' },
      element('span', { attributes: { 'aria-hidden': 'true' } }, item.done ? '✓' : '○'),
      ` ${item.text ?? ''}`,
      ...(item.done ? [element('span', { class: 'visually-hidden' }, ' (done)')] : []),
    ),
  );
  return [element('h3', {}, title ?? '…'), element('ul', { class: 'checklist' }, ...list)];
}
