// What the suite asks of a framework: to show probes, each a component that calls one hook and shows what it returned.
import type { FieldState, PartialState, PartialStore, PartialStoreOptions } from '@partialkit/client';
import * as z from 'zod';

/** The schema of all documents of the suite. */
export const Report: z.ZodObject<{
  title: z.ZodString;
  score: z.ZodNumber;
  rows: z.ZodArray<z.ZodObject<{ name: z.ZodString; done: z.ZodBoolean }>>;
}> = z.object({
  title: z.string(),
  score: z.number().max(10),
  rows: z.array(z.object({ name: z.string(), done: z.boolean() })),
});

export type State = PartialState<typeof Report>;
export type Store = PartialStore<typeof Report>;
export type Options = PartialStoreOptions<typeof Report>;

/** What `usePartial` returns, in plain values: a driver of refs reads them when they are asked for. */
export type View = State & Pick<Store, Verb> & { readonly store: Store };

/** What `usePartialField` returns, in plain values. */
export interface Field {
  readonly value: unknown;
  readonly state: FieldState;
}

/**
 * One component. `show` is called once per render, and gives the text of `<p data-probe={id}>`; what `children` gives
 * is shown behind it. A component whose probe is the same object as before must not be rendered because of its parent.
 */
export type Probe =
  | (Component<View> & { readonly hook: 'partial'; readonly source: Store | Options })
  | (Component<unknown> & { readonly hook: 'selected'; readonly store: Store; select(state: State): unknown })
  | (Component<Field> & { readonly hook: 'field'; readonly store: Store; readonly path: Path })
  | (Component<unknown> & { readonly hook: 'none'; readonly value: unknown });

export type Path = 'title' | 'score' | 'rows' | `rows.${number}`;

interface Component<T> {
  readonly id: string;
  show(value: T): string;
  children?(value: T): readonly Probe[];
}

type Verb = 'submit' | 'stop' | 'disconnect' | 'resume' | 'reset';

/** A tree of components that was mounted; what takes its time resolves when the page shows it. */
export interface Mounted {
  /** Renders anew with other probes; a probe of the same `id` is the same component with new props. */
  update(probes: readonly Probe[]): void | Promise<void>;
  /** Takes the tree off the page and keeps it: KeepAlive, Activity. */
  hide(): void | Promise<void>;
  show(): void | Promise<void>;
  unmount(): void;
}

/** A framework, driven by the suite. */
export interface BindingDriver {
  mount(container: Element, probes: readonly Probe[]): Mounted;
  /** Takes over what the server has rendered into `container`. */
  hydrate(container: Element, probes: readonly Probe[]): Mounted;
  renderToString(probes: readonly Probe[]): Promise<string>;
}
