// Says why there is no result, above what has come.
import type { Session } from '../session/session.ts';
import { element } from './element.ts';

/** A box that is there when it has something to say. It follows the timeline. */
export function createTrouble({ timeline: { store } }: Session): HTMLElement {
  const node = element('p', { class: 'trouble' });
  store.subscribe(
    (state) => state.error,
    (error) => {
      node.hidden = !error;
      const stays = store.getState().partial === undefined ? '' : ' What has come stays.';
      node.replaceChildren(...(error ? [element('code', {}, error.code), ` ${error.message}${stays}`] : []));
    },
    { fireImmediately: true },
  );
  return node;
}
