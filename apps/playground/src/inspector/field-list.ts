// Every field with its state and value, as rows that are made once and changed only where they differ.
import { type FieldRow, fieldRows } from '../fields/field-rows.ts';
import type { Session } from '../session/session.ts';
import { element, setText } from '../shell/element.ts';
import { keepAtEnd } from '../shell/keep-at-end.ts';
import type { Pane } from './inspector.ts';

interface Row {
  readonly node: HTMLElement;
  readonly state: HTMLElement;
  readonly value: HTMLElement;
}

/** As much of a text as one line can show, and of one that grows, so that its end is seen. */
const SHOWN = 60;
const SHOWN_END = 28;

export function createFieldList({ timeline, schema }: Session): Pane {
  const list = element('ol', { class: 'fields' });
  // A box that scrolls must be reachable by keys.
  const node = element(
    'div',
    { class: 'scroll', attributes: { tabindex: '0', role: 'group', 'aria-label': 'State of every field' } },
    list,
  );
  const known = new Map<string, Row>();
  // For as long as the page lives.
  keepAtEnd(node);

  return {
    node,
    update() {
      const { store } = timeline;
      const rows = fieldRows({
        schema,
        partial: store.getState().partial,
        state: (path) => store.state(path),
      });
      const kept = new Set<string>();
      let next = list.firstElementChild;
      for (const each of rows) {
        const key = `${each.kind === 'gap' ? '…' : ''}${JSON.stringify(each.path)}`;
        kept.add(key);
        let row = known.get(key);
        if (!row) {
          row = createRow(each);
          known.set(key, row);
        }
        fill(row, each);
        if (row.node === next) next = next.nextElementSibling;
        else list.insertBefore(row.node, next);
      }
      for (const [key, row] of known) {
        if (kept.has(key)) continue;
        row.node.remove();
        known.delete(key);
      }
    },
  };
}

function createRow({ path, depth, kind }: FieldRow): Row {
  const name = element('span', { class: 'name' }, kind === 'gap' ? '⋮' : String(path.at(-1)));
  const state = element('span', { class: 'visually-hidden' });
  const value = element('span', { class: 'value' });
  const node = element(
    'li',
    { attributes: { 'data-depth': String(Math.min(depth, 6)) } },
    name,
    state,
    value,
  );
  return { node, state, value };
}

function fill({ node, state, value }: Row, row: FieldRow): void {
  if (node.dataset.state !== row.state) node.dataset.state = row.state;
  setText(state, ` ${row.state} `);
  setText(value, told(row));
}

function told({ kind, value, count, state }: FieldRow): string {
  if (kind === 'gap') return `${count} above`;
  if (kind === 'array') return `[ ${count} ]`;
  if (kind === 'object') return state === 'pending' ? '' : `{ ${count} }`;
  if (value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  if (state === 'streaming') {
    return value.length <= SHOWN_END ? JSON.stringify(value).slice(0, -1) : `"…${value.slice(-SHOWN_END)}`;
  }
  return value.length <= SHOWN ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, SHOWN))}…`;
}
