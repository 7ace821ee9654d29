// One field of a document as an element that changes itself.
import { valueAt } from '@partialkit/client';
import type { FieldPath, FieldValue } from '@partialkit/core';
import { fieldText, type Show } from '../../screens/field-text.ts';
import type { SchemaOf, ScreenName, View } from '../../session/screens.ts';
import { element, setText } from '../../shell/element.ts';

/** Subscribes an element to a path; it is forgotten with the store. */
export function field<N extends ScreenName, const P extends FieldPath<SchemaOf<N>>>(
  { store, meter }: View<N>,
  path: P,
  show?: Show<FieldValue<SchemaOf<N>, P>>,
): HTMLElement {
  const node = element('span');
  const update = (): void => {
    const value = valueAt(store.getState().partial, path);
    const state = store.state(path);
    const name = `field is-${state}`;
    if (node.className !== name) {
      node.className = name;
      node.setAttribute('aria-busy', String(state === 'streaming'));
    }
    setText(node, fieldText(value, state, show));
    meter.rendered('Field');
  };
  update();
  store.subscribe((state) => valueAt(state.partial, path), update);
  store.subscribe((state) => store.state(path, state), update);
  return node;
}
