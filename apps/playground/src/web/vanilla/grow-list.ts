// A list that grows and, when time goes backwards, shrinks: each element is made once, and never moves.

/** Keeps as many children in `list` as `count`; `make` makes the one at an index. */
export function growList(list: HTMLElement, count: number, make: (index: number) => HTMLElement): void {
  while (list.children.length > count) list.lastElementChild?.remove();
  for (let i = list.children.length; i < count; i++) list.append(make(i));
}
