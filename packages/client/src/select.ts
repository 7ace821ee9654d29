// Listening to a part of a state.

/** How `subscribe` of a store compares what was selected, and whether it tells at once. */
export interface SubscribeOptions<U> {
  /** `Object.is` by default. */
  readonly equalityFn?: ((a: U, b: U) => boolean) | undefined;
  /** Calls the listener at once too, with what is selected now. */
  readonly fireImmediately?: boolean | undefined;
}

/** What `subscribe` of a store takes. */
export type Listening<T, U> =
  | [listener: (state: T, previous: T) => void]
  | [
      selector: (state: T) => U,
      listener: (selected: U, previous: U) => void,
      options?: SubscribeOptions<U> | undefined,
    ];

/** A listener of the state that calls `listener` when what `selector` takes of it has changed. */
export function selecting<T, U>(
  state: T,
  selector: (state: T) => U,
  listener: (selected: U, previous: U) => void,
  { equalityFn = Object.is, fireImmediately }: SubscribeOptions<U> = {},
): (state: T) => void {
  let selected = selector(state);
  if (fireImmediately) listener(selected, selected);
  return (next) => {
    const previous = selected;
    const value = selector(next);
    if (equalityFn(previous, value)) return;
    selected = value;
    listener(value, previous);
  };
}
