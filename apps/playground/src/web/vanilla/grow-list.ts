// A list that grows and, when time goes backwards, shrinks: each element is made once, and never moves.

/** What was made for a list, also while it is not shown: its subscriptions last as long as the page. */
const made = new WeakMap<HTMLElement, HTMLElement[]>();

/** Keeps as many children in `list` as `count`; `make` makes the one at an index. */
export function growList(list: HTMLElement, count: number, make: (index: number) => HTMLElement): void {
  const all = made.get(list) ?? [];
  made.set(list, all);
  while (list.children.length > count) list.lastElementChild?.remove();
  for (let i = list.children.length; i < count; i++) {
    const child = all[i] ?? make(i);
    all[i] = child;
    list.append(child);
  }
}
