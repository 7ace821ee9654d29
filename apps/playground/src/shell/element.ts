// Builds elements of the page.

/** What an element can be given beside its children. */
export interface ElementOptions {
  readonly class?: string;
  readonly id?: string;
  /** Attributes; false leaves one out, true sets it without a value. */
  readonly attributes?: Readonly<Record<string, string | boolean>>;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

/** An element with its options and children; text becomes text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (options.class) node.className = options.class;
  if (options.id) node.id = options.id;
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    if (value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  for (const [name, listener] of Object.entries(options.on ?? {})) node.addEventListener(name, listener);
  node.append(...children);
  return node;
}

/** Changes a text only where it is another one: a node that rests costs nothing. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
