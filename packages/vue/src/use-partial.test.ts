// What only Vue can do to a composable: options that are refs, scopes without a component, setups that wait.
import { createPartialStore } from '@partialkit/client';
import { afterEach, expect, test } from 'vitest';
import {
  type App,
  type Component,
  computed,
  createApp,
  defineComponent,
  effectScope,
  h,
  reactive,
  ref,
  Suspense,
  shallowRef,
  watchSyncEffect,
} from 'vue';
import { aWhile, eventually } from '../../testing/binding-suite/eventually.ts';
import { createRunServer } from '../../testing/binding-suite/run-server.ts';
import { usePartial, usePartialField } from './index.ts';

const apps: App[] = [];
afterEach(() => {
  for (const app of apps.splice(0)) app.unmount();
});

function mount(component: Component): Element {
  const container = document.createElement('div');
  const app = createApp(component);
  apps.push(app);
  app.mount(container);
  return container;
}

test('options may be a deep ref, and a reactive object too: the schema works as ever', async () => {
  const server = createRunServer();
  const deep = ref(server.options({ url: '/1', immediate: true }));
  const own = reactive(server.options({ url: '/2', immediate: true }));
  const scope = effectScope();
  const views = scope.run(() => [usePartial(() => deep.value), usePartial(() => own)]) ?? [];
  server.write('{"title":"Ada","score":7,"rows":[]}');
  server.end();
  await eventually(() => expect(views.map(({ status }) => status.value)).toEqual(['done', 'done']));
  expect(views.map(({ data }) => data.value?.title)).toEqual(['Ada', 'Ada']);
  scope.stop();
});

test('a getter whose url changes has another store, and the store is a ref for that', async () => {
  const server = createRunServer();
  const id = ref(1);
  const scope = effectScope();
  const { store, partial } =
    scope.run(() => usePartial(() => server.options({ url: `/${id.value}`, immediate: true }))) ?? never();
  const seen: unknown[] = [];
  scope.run(() => watchSyncEffect(() => seen.push(store.value)));
  server.write('{"title":"Ada"');
  await eventually(() => expect(partial.value?.title).toBe('Ada'));
  server.forget();
  id.value = 2;
  expect(partial.value).toBeUndefined();
  expect(new Set(seen).size).toBe(2);
  await eventually(() => expect(server.open.map(({ request }) => request.url)).toEqual(['/2']));
  scope.stop();
});

test('a scope without a component follows at once, and leaves when it stops', async () => {
  const server = createRunServer();
  const scope = effectScope();
  const view = scope.run(() => usePartial(server.options({ immediate: true }))) ?? never();
  server.write('{"title":"A');
  await eventually(() => expect(view.partial.value?.title).toBe('A'));
  scope.stop();
  await eventually(() => expect(server.open).toEqual([]));
  server.write('da"');
  await aWhile();
  expect(view.partial.value?.title).toBe('A');
});

test('a scope within a component may end before it, and what it followed ends with it', async () => {
  const server = createRunServer();
  const store = createPartialStore(server.options());
  const scope = effectScope();
  let title = computed((): string | undefined => undefined);
  mount(
    defineComponent(() => {
      title = scope.run(() => usePartial(store, ({ partial }) => partial?.title)) ?? never();
      return () => h('p', title.value);
    }),
  );
  void store.submit();
  server.write('{"title":"A');
  await eventually(() => expect(title.value).toBe('A'));
  scope.stop();
  server.write('da"');
  await eventually(() => expect(store.getState().partial?.title).toBe('Ada'));
  expect(title.value).toBe('A');
});

test('a ref changes only when its own field has', async () => {
  const server = createRunServer();
  const store = createPartialStore(server.options());
  const scope = effectScope();
  const runs = { status: 0, partial: 0 };
  scope.run(() => {
    const { status, partial } = usePartial(store);
    watchSyncEffect(() => {
      void status.value;
      runs.status++;
    });
    watchSyncEffect(() => {
      void partial.value;
      runs.partial++;
    });
  });
  void store.submit();
  server.write('{"title":"A');
  await eventually(() => expect(store.getState().partial?.title).toBe('A'));
  const { status } = runs;
  for (const letter of ['d', 'a', ' ', 'B']) {
    const { partial } = runs;
    server.write(letter);
    await eventually(() => expect(runs.partial).toBeGreaterThan(partial));
  }
  expect(runs.status).toBe(status);
  scope.stop();
});

test('a path may be a ref', async () => {
  const server = createRunServer();
  const store = createPartialStore(server.options({ initial: { title: 'Ada', score: 7 } }));
  const path = shallowRef<'title' | 'score'>('title');
  const scope = effectScope();
  const { value } = scope.run(() => usePartialField(store, path)) ?? never();
  expect(value.value).toBe('Ada');
  path.value = 'score';
  expect(value.value).toBe(7);
  scope.stop();
});

test('a setup that waits opens its stream once it is shown, and only one', async () => {
  const server = createRunServer();
  let go = (): void => {};
  const ready = new Promise<void>((resolve) => {
    go = resolve;
  });
  const Waiting = defineComponent(async () => {
    const { partial } = usePartial(server.options({ immediate: true }));
    await ready;
    return () => h('p', partial.value?.title);
  });
  const container = mount(() => h(Suspense, null, { default: () => h(Waiting), fallback: () => 'wait' }));
  await aWhile();
  expect([container.textContent, server.requests.length]).toEqual(['wait', 0]);
  go();
  server.write('{"title":"Ada"');
  await eventually(() => expect(container.textContent).toBe('Ada'));
  expect(server.requests).toHaveLength(1);
});

test('the state of a place is tracked where it is asked for', async () => {
  const server = createRunServer();
  const container = mount(
    defineComponent(() => {
      const { state } = usePartial(server.options({ immediate: true }));
      return () => h('p', state('title'));
    }),
  );
  expect(container.textContent).toBe('pending');
  server.write('{"title":"A');
  await eventually(() => expect(container.textContent).toBe('streaming'));
  server.write('da",');
  await eventually(() => expect(container.textContent).toBe('done'));
});

function never(): never {
  throw new Error('The scope has ended.');
}
