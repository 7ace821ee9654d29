// How often each part of the page was rendered.
import type { Session } from '../session/session.ts';
import { element, setText } from '../shell/element.ts';
import type { Pane } from './inspector.ts';

export function createRenderList({ meter }: Session): Pane {
  const node = element('dl', { class: 'renders' });
  const known = new Map<string, { readonly row: HTMLElement; readonly count: HTMLElement }>();

  return {
    node,
    update() {
      for (const [part, { row }] of known) {
        if (meter.renders.has(part)) continue;
        row.remove();
        known.delete(part);
      }
      for (const [part, count] of meter.renders) {
        let entry = known.get(part);
        if (!entry) {
          const value = element('dd');
          entry = { row: element('div', {}, element('dt', {}, part), value), count: value };
          known.set(part, entry);
          node.append(entry.row);
        }
        setText(entry.count, count.toLocaleString('en'));
      }
    },
  };
}
