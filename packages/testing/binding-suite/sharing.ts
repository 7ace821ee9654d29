// Many components on one store: one connection, and each is rendered for its own part only.
import { createPartialStore } from '@partialkit/client';
import { expect, test } from 'vitest';
import type { Setup } from './describe-binding.ts';
import type { Probe, State } from './driver.ts';
import { eventually, shows } from './eventually.ts';

export function describeSharing(setup: Setup): void {
  test('two components on one store share its connection and show the same', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.partial('a', store), page.partial('b', store));
    void page.view('b').submit();
    server.write('{"title":"Ada"');
    await shows(page, 'a', 'streaming Ada');
    await shows(page, 'b', 'streaming Ada');
    expect(page.view('a').partial).toBe(page.view('b').partial);
    expect(server.requests).toHaveLength(1);
  });

  test('a component may hand its own store to its children', async () => {
    const { page, server } = setup();
    const titles = new Map<unknown, Probe>();
    const own = page.partial('own', server.options({ immediate: true }), {
      children: ({ store }) => {
        const title = titles.get(store) ?? page.field('title', store, 'title');
        titles.set(store, title);
        return [title];
      },
    });
    page.mount(own);
    expect(page.text('title')).toBe('pending -');
    server.write('{"title":"Ada"');
    await shows(page, 'title', 'done "Ada"');
  });

  test('a component with a selector is rendered only when that part has changed', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(
      page.selected('title', store, ({ partial }) => partial?.title),
      page.selected('score', store, ({ partial }) => partial?.score),
    );
    const before = page.renders('score');
    void store.submit();
    for (const piece of ['{"title":"A', 'd', 'a', ' B', '."']) {
      server.write(piece);
      await eventually(() => expect(store.getState().partial?.title).toBeDefined());
    }
    await shows(page, 'title', '"Ada B."');
    expect(page.renders('score')).toBe(before);
    server.write(',"score":7,');
    await shows(page, 'score', '7');
    expect(page.renders('score')).toBeGreaterThan(before);
  });

  test('what comes between two looks of the store is rendered once', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ throttle: 100_000 })));
    const over = page.view('a').submit();
    server.write('{"title":"');
    await shows(page, 'a', 'streaming -');
    const rendered = page.renders('a');
    for (const letter of 'a long title, letter by letter') server.write(letter);
    server.write('","score":1,"rows":[]}');
    server.end();
    await over;
    await shows(page, 'a', 'done a long title, letter by letter');
    // StrictMode renders twice.
    expect(page.renders('a') - rendered).toBeLessThanOrEqual(2);
  });

  test('a selector may make a new object each time', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    const pair = ({ status, partial }: State) => [status, partial?.title];
    page.mount(page.selected('a', store, pair));
    void store.submit();
    server.write('{"title":"Ada"');
    await shows(page, 'a', '["streaming","Ada"]');
    const rendered = page.renders('a');
    await eventually(() => expect(store.getState().status).toBe('streaming'));
    expect(page.renders('a')).toBe(rendered);
  });

  const count = 100;
  const row = (i: number) => `{"name":"row ${i}","done":${i % 2 === 0}}`;

  test.for(['field', 'handed'] as const)(
    'in a list of 100 rows that stream in, a finished row renders no more (%s)',
    { timeout: 30_000 },
    async (kind) => {
      const { page, server } = setup();
      const store = createPartialStore(server.options());
      const fields = Array.from({ length: count }, (_, i) => page.field(`row ${i}`, store, `rows.${i}`));
      const handed = new WeakMap<object, Probe>();
      const list = page.selected('list', store, ({ partial }) => partial?.rows, {
        show: () => 'rows',
        children: () =>
          (store.getState().partial?.rows ?? []).map((value, i) => {
            if (kind === 'field') return fields[i] ?? page.handed('never', value);
            const probe = handed.get(value) ?? page.handed(`row ${i}`, value);
            handed.set(value, probe);
            return probe;
          }),
      });
      page.mount(list);
      void store.submit();
      server.write('{"title":"Ada","score":1,"rows":[');
      const finished: number[] = [];
      for (let i = 0; i < count; i++) {
        // In two pieces, so that each row is seen half and whole.
        const text = row(i);
        server.write((i > 0 ? ',' : '') + text.slice(0, 12));
        await eventually(() => expect(page.text(`row ${i}`)).toMatch(/"row/));
        server.write(text.slice(12));
        await eventually(() => expect(page.text(`row ${i}`)).toMatch(/"done":(true|false)}$/));
        await eventually(() => expect(store.state(`rows.${i}`)).toBe('done'));
        if (kind === 'field') await eventually(() => expect(page.text(`row ${i}`)).toMatch(/^done/));
        finished.push(page.renders(`row ${i}`));
      }
      server.write(']}');
      server.end();
      await eventually(() => expect(store.getState().status).toBe('done'));
      await eventually(() => expect(page.text(`row ${count - 1}`)).not.toBeNull());
      expect(finished.map((_, i) => page.renders(`row ${i}`))).toEqual(finished);
      // A row comes in two pieces, and StrictMode renders twice.
      expect(Math.max(...finished)).toBeLessThanOrEqual(8);
    },
  );
}
