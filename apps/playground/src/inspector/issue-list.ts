// What the schema has refused, and what ended the run.
import type { Session } from '../session/session.ts';
import { element } from '../shell/element.ts';
import type { Pane } from './inspector.ts';

export function createIssueList({ timeline }: Session): Pane {
  // A box that scrolls must be reachable by keys.
  const node = element('ul', { class: 'issues', attributes: { tabindex: '0', 'aria-label': 'Issues' } });
  let shown: unknown;

  return {
    node,
    update() {
      const { issues, error } = timeline.store.getState();
      const now = [issues, error];
      if (Array.isArray(shown) && now.every((each, i) => each === (shown as unknown[])[i])) return;
      shown = now;
      const items = issues.map(({ path, message }) => item(path.join('.') || 'document', message));
      if (error && error.code !== 'invalid') items.push(item(error.code, error.message));
      node.replaceChildren(...(items.length ? items : [element('li', { class: 'quiet' }, 'None')]));
    },
  };
}

function item(name: string, message: string): HTMLElement {
  return element('li', {}, element('code', {}, name), ` ${message}`);
}
