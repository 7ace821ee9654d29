// @vitest-environment node
// Rendering where there is no page at all.
import { expect, test } from 'vitest';
import { createSSRApp, defineComponent, effectScope, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { aWhile } from '../../testing/binding-suite/eventually.ts';
import { createRunServer } from '../../testing/binding-suite/run-server.ts';
import { usePartial, usePartialField } from './index.ts';

test('a server renders the initial value, makes one store, and opens nothing', async () => {
  const server = createRunServer();
  const stores = new Set<unknown>();
  const Draft = defineComponent(() => {
    const { status, partial, store } = usePartial(() =>
      server.options({ immediate: true, initial: { title: 'Draft' } }),
    );
    const score = usePartialField(store, 'score');
    return () => {
      for (let i = 0; i < 3; i++) stores.add(store.value);
      return h('p', `${status.value} ${partial.value?.title} ${score.state.value}`);
    };
  });
  expect(await renderToString(createSSRApp(Draft))).toBe('<p>idle Draft pending</p>');
  await aWhile();
  expect([typeof document, server.requests.length, stores.size]).toEqual(['undefined', 0, 1]);
});

test('a scope without a component opens nothing on a server, and shows what the page begins with', async () => {
  const server = createRunServer();
  const scope = effectScope();
  const { status, partial } =
    scope.run(() => usePartial(server.options({ immediate: true, initial: { title: 'Draft' } }))) ?? never();
  await aWhile();
  expect([status.value, partial.value?.title, server.requests.length]).toEqual(['idle', 'Draft', 0]);
  scope.stop();
});

function never(): never {
  throw new Error('The scope has ended.');
}
