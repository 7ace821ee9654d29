// One place of the document: its value and how far it is.
import { createPartialStore } from '@partialkit/client';
import { expect, test } from 'vitest';
import type { Setup } from './describe-binding.ts';
import { aWhile, eventually, shows } from './eventually.ts';

export function describeFields(setup: Setup): void {
  test('a field goes from pending over streaming to done', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.field('title', store, 'title'), page.field('row', store, 'rows.1'));
    expect([page.text('title'), page.text('row')]).toEqual(['pending -', 'pending -']);
    void store.submit();
    server.write('{"title":"A');
    await shows(page, 'title', 'streaming "A"');
    server.write('da"');
    await shows(page, 'title', 'done "Ada"');
    server.write(',"rows":[{"name":"a","done":true},{"name":"b"');
    await shows(page, 'row', 'streaming {"name":"b"}');
    server.write(',"done":false}');
    await shows(page, 'row', 'done {"name":"b","done":false}');
  });

  test('a field that the schema refuses is invalid and not shown', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.field('score', store, 'score'), page.field('title', store, 'title'));
    void store.submit();
    server.write('{"score":11,"title":"A');
    await shows(page, 'score', 'invalid -');
    await shows(page, 'title', 'streaming "A"');
    expect(store.getState().issues.map(({ path }) => path)).toEqual([['score']]);
  });

  test('a field that is not shown before its end is seen to stream', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.field('score', store, 'score'), page.partial('whole', store));
    void store.submit();
    server.write('{"title":"Ada",');
    await shows(page, 'whole', 'streaming Ada');
    expect(page.text('score')).toBe('pending -');
    server.write('"score":');
    await aWhile();
    server.write('1');
    await shows(page, 'score', 'streaming -');
    const rendered = page.renders('whole');
    server.write('0');
    await aWhile();
    expect([page.text('score'), page.renders('whole')]).toEqual(['streaming -', rendered]);
    server.write(',');
    await shows(page, 'score', 'done 10');
  });

  test('a field is rendered only when its value or its state has changed', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.field('title', store, 'title'), page.field('score', store, 'score'));
    void store.submit();
    server.write('{"title":"Ada",');
    await shows(page, 'title', 'done "Ada"');
    const rendered = page.renders('title');
    server.write('"score":7,"rows":[{"name":"a"');
    await shows(page, 'score', 'done 7');
    await eventually(() => expect(store.getState().partial?.rows).toEqual([{ name: 'a' }]));
    expect(page.renders('title')).toBe(rendered);
  });

  test('another path is another field at once', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.field('a', store, 'title'));
    void store.submit();
    server.write('{"title":"Ada","score":7,');
    await shows(page, 'a', 'done "Ada"');
    await page.update(page.field('a', store, 'score'));
    expect(page.text('a')).toBe('done 7');
  });

  test('another store has its own field at once', async () => {
    const { page, server } = setup();
    const [first, second] = [createPartialStore(server.options()), createPartialStore(server.options())];
    page.mount(page.field('a', first, 'title'));
    void first.submit();
    server.write('{"title":"Ada",');
    await shows(page, 'a', 'done "Ada"');
    await page.update(page.field('a', second, 'title'));
    expect(page.text('a')).toBe('pending -');
  });

  test('a field is pending again after reset', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.field('a', store, 'title'));
    void store.submit();
    server.write('{"title":"Ada",');
    await shows(page, 'a', 'done "Ada"');
    store.reset();
    await shows(page, 'a', 'pending -');
  });
}
