// Tells those who do not see the page what happens, politely and not too often.
import type { Session } from '../session/session.ts';
import { element } from '../shell/element.ts';

/** A live region, and how to have it speak of a session. */
export interface Announcer {
  readonly node: HTMLElement;
  listen(session: Session, title: string): void;
}

export function createAnnouncer(): Announcer {
  const node = element('p', { class: 'visually-hidden', attributes: { role: 'status' } });
  return {
    node,
    listen({ live }, title) {
      let told = 0;
      live.subscribe(({ status, error, issues, run }, previous) => {
        if (run !== previous.run) told = 0;
        const fresh = issues.slice(told);
        told = issues.length;
        const words = [
          ...(status === previous.status ? [] : [spoken(status, title, error?.message)]),
          ...(fresh.length ? [`Refused: ${fresh.map(({ path }) => path.join(' ')).join(', ')}.`] : []),
        ].filter((word) => word !== '');
        if (words.length) node.textContent = words.join(' ');
      });
    },
  };
}

function spoken(status: string, title: string, error: string | undefined): string {
  switch (status) {
    case 'streaming':
      return `${title} is being written.`;
    case 'reconnecting':
      return 'The connection was lost. Trying again.';
    case 'done':
      return `${title} is complete.`;
    case 'stopped':
      return 'Stopped.';
    case 'incomplete':
    case 'error':
      return `${title} has ended early. ${error ?? ''}`;
    default:
      return '';
  }
}
