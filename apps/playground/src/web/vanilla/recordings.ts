// A document of which nothing is known, without a framework: a tree that grows.
import { entriesOf, leafText } from '../../screens/tree-entries.ts';
import type { Meter } from '../../session/meter.ts';
import type { View } from '../../session/screens.ts';
import { element, setText } from '../../shell/element.ts';

/** What a node was made for; one whose value is the same is left alone. */
const values = new WeakMap<Element, unknown>();

export function mountRecordings(root: HTMLElement, { store, meter }: View<'recordings'>): void {
  const empty = element('p', { class: 'quiet' }, 'Nothing has come yet.');
  const tree = element('article', { class: 'card tree' }, empty);
  root.append(tree);
  store.subscribe(
    (state): unknown => state.partial,
    (partial) => {
      const first = tree.firstElementChild;
      const next = partial === undefined ? empty : node(first === empty ? null : first, partial, meter);
      if (next !== first) tree.replaceChildren(next);
      meter.rendered('Recording');
    },
    { fireImmediately: true },
  );
}

/** The element of a value: the one that is there, changed, or a new one where it is of another kind. */
function node(there: Element | null, value: unknown, meter: Meter): Element {
  if (there && values.get(there) === value) return there;
  const entries = entriesOf(value);
  const tag = entries ? 'ul' : 'span';
  const made = there?.localName === tag ? there : element(tag, entries ? {} : { class: 'leaf' });
  values.set(made, value);
  meter.rendered('Tree node');
  if (!entries) {
    setText(made, leafText(value));
    return made;
  }
  while (made.children.length > entries.length) made.lastElementChild?.remove();
  entries.forEach((entry, i) => {
    const item =
      made.children[i] ?? made.appendChild(element('li', {}, element('span', { class: 'key' }), ' '));
    if (item.firstElementChild) setText(item.firstElementChild, entry.label);
    const old = item.children[1] ?? null;
    const next = node(old, entry.value, meter);
    if (next !== old) {
      old?.remove();
      item.append(next);
    }
  });
  return made;
}
