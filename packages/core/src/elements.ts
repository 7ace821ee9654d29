// Who listens to the elements of which array, and which of them each has heard of.
import type { JsonPath } from './json.ts';
import { keyOf } from './places.ts';

/** One element of an array that has passed its schema. */
export interface ArrayElement<T = unknown> {
  /** Its place in the text, also where refused elements before it are not shown. */
  readonly index: number;
  /** What its schema has made of it. */
  readonly value: T;
  /** That of the array, and the index. */
  readonly path: JsonPath;
}

/** Hears of elements. */
export interface Listener {
  readonly path: JsonPath;
  readonly call: (element: ArrayElement) => void;
  /** Indices below it have been told, but for those that were `missed`: they are refused, or wait. */
  next: number;
  readonly missed: Set<number>;
}

/** Collects elements while a text is read, and tells of them behind it: a listener may do anything. */
export class Elements {
  readonly listeners: Listener[] = [];
  #found: ArrayElement[] = [];

  readonly hear = (path: JsonPath, index: number, value: unknown): void => {
    this.#found.push({ index, value, path: [...path, index] });
  };

  tell(): void {
    const found = this.#found;
    if (!found.length) return;
    this.#found = [];
    for (const element of found) {
      const key = keyOf(element.path.slice(0, -1));
      for (const listener of this.listeners) if (keyOf(listener.path) === key) tellOne(listener, element);
    }
  }

  remove(listener: Listener): void {
    const at = this.listeners.indexOf(listener);
    if (at >= 0) this.listeners.splice(at, 1);
  }
}

/** Tells an element, unless it has been told. */
export function tellOne(listener: Listener, element: ArrayElement): void {
  const { index } = element;
  if (index < listener.next && !listener.missed.delete(index)) return;
  for (; listener.next < index; listener.next++) listener.missed.add(listener.next);
  listener.next = Math.max(listener.next, index + 1);
  try {
    listener.call(element);
  } catch (error) {
    // It is no fault of the document.
    queueMicrotask(() => {
      throw error;
    });
  }
}
