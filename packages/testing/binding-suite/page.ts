// A page of one test: its probes, what they show, and how often they were rendered.
import type { BindingDriver, Field, Mounted, Options, Path, Probe, State, Store, View } from './driver.ts';

/** See {@link createPage}. */
export interface Page {
  /** A component that calls `usePartial`; shows the status and the title unless told. */
  partial(id: string, source: Store | Options, more?: Shows<View>): Probe;
  /** A component that calls `usePartial` with a selector. */
  selected(id: string, store: Store, select: (state: State) => unknown, more?: Shows<unknown>): Probe;
  /** A component that calls `usePartialField`; shows the state and the value. */
  field(id: string, store: Store, path: Path): Probe;
  /** A component that is handed a value. */
  handed(id: string, value: unknown): Probe;
  mount(...probes: Probe[]): void;
  update(...probes: Probe[]): Promise<void>;
  hide(): Promise<void>;
  show(): Promise<void>;
  unmount(): void;
  /** Renders on the server, and shows that without taking it over. */
  render(...probes: Probe[]): Promise<void>;
  hydrate(...probes: Probe[]): void;
  /** What the component shows; null where it is not on the page. */
  text(id: string): string | null;
  renders(id: string): number;
  /** What the component's hook has returned last. */
  view(id: string): View;
}

interface Shows<T> {
  show?(value: T): string;
  children?(value: T): readonly Probe[];
}

/** A page with nothing on it. */
export function createPage(driver: BindingDriver): Page {
  const container = document.createElement('div');
  document.body.append(container);
  const renders = new Map<string, number>();
  const views = new Map<string, View>();
  let mounted: Mounted | undefined;
  const shows =
    <T>(id: string, show: (value: T) => string) =>
    (value: T): string => {
      renders.set(id, (renders.get(id) ?? 0) + 1);
      return show(value);
    };

  return {
    partial: (id, source, { show = titled, ...more } = {}) => ({
      hook: 'partial',
      id,
      source,
      ...more,
      show: shows<View>(id, (view) => {
        views.set(id, view);
        return show(view);
      }),
    }),
    selected: (id, store, select, { show = JSON.stringify, ...more } = {}) => ({
      hook: 'selected',
      id,
      store,
      select,
      ...more,
      show: shows(id, show),
    }),
    field: (id, store, path) => ({ hook: 'field', id, store, path, show: shows(id, stated) }),
    handed: (id, value) => ({ hook: 'none', id, value, show: shows(id, JSON.stringify) }),
    mount: (...probes) => {
      mounted = driver.mount(container, probes);
    },
    update: async (...probes) => mounted?.update(probes),
    hide: async () => mounted?.hide(),
    show: async () => mounted?.show(),
    unmount: () => {
      mounted?.unmount();
      mounted = undefined;
      container.remove();
    },
    render: async (...probes) => {
      container.innerHTML = await driver.renderToString(probes);
    },
    hydrate: (...probes) => {
      mounted = driver.hydrate(container, probes);
    },
    text: (id) => {
      const element = container.querySelector(`[data-probe="${id}"]`);
      return element && isShown(element) ? element.textContent : null;
    },
    renders: (id) => renders.get(id) ?? 0,
    view: (id) => {
      const view = views.get(id);
      if (!view) throw new Error(`Nothing called ${id} was rendered.`);
      return view;
    },
  };
}

function titled({ status, partial }: View): string {
  return `${status} ${partial?.title ?? '-'}`;
}

function stated({ state, value }: Field): string {
  return `${state} ${JSON.stringify(value) ?? '-'}`;
}

/** What is kept but hidden stays in the page's tree, with `display: none`. */
function isShown(element: Element): boolean {
  return !element.closest('[style*="display: none"]');
}
