// Rendering on a server, and taking that over in the page, where a mismatch would complain on the console.
import { createPartialStore, dehydrate } from '@partialkit/client';
import { expect, test } from 'vitest';
import type { Setup } from './describe-binding.ts';
import { aWhile, eventually, shows } from './eventually.ts';

export function describeServerRendering(setup: Setup): void {
  test('the server renders the initial value and opens nothing', async () => {
    const { page, server } = setup();
    const options = server.options({ immediate: true, initial: { title: 'Draft' } });
    await page.render(page.partial('a', options));
    expect(page.text('a')).toBe('idle Draft');
    await aWhile();
    expect(server.requests).toEqual([]);
  });

  test('the page takes over without a mismatch, and then begins its stream', async () => {
    const { page, server } = setup();
    const a = page.partial('a', server.options({ immediate: true, initial: { title: 'Draft' } }));
    await page.render(a);
    page.hydrate(a);
    server.write('{"title":"Ada"');
    await shows(page, 'a', 'streaming Ada');
    expect(server.requests).toHaveLength(1);
  });

  test('a store that has gone on before the page takes over makes no mismatch', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options({ initial: { title: 'Draft' } }));
    const probes = [
      page.partial('whole', store),
      page.selected('part', store, ({ partial }) => partial?.title),
      page.field('field', store, 'title'),
      page.field('other', store, 'score'),
    ];
    await page.render(...probes);
    expect(page.text('whole')).toBe('idle Draft');
    const over = store.submit();
    server.write('{"title":"Ada","score":7,"rows":[]}');
    server.end();
    await over;
    page.hydrate(...probes);
    await shows(page, 'whole', 'done Ada');
    await shows(page, 'part', '"Ada"');
    await shows(page, 'field', 'done "Ada"');
    await shows(page, 'other', 'done 7');
  });

  test('a store that is immediate renders on the server what the page begins with', async () => {
    const { page, server } = setup();
    const make = () => createPartialStore(server.options({ immediate: true, initial: { title: 'Draft' } }));
    const probes = (store = make()) => [
      page.partial('whole', store),
      page.selected('part', store, ({ status }) => status),
      page.field('field', store, 'title'),
    ];
    await page.render(...probes());
    expect(['whole', 'part', 'field'].map(page.text)).toEqual(['idle Draft', '"idle"', 'pending "Draft"']);
    server.write('{"title":"Ada"');
    page.hydrate(...probes());
    await shows(page, 'whole', 'streaming Ada');
  });

  test('a run that the server has begun is shown as far as it was, and the page goes on with it', async () => {
    const { page, server } = setup();
    const before = createPartialStore(server.options());
    void before.submit();
    server.write('{"title":"A');
    await eventually(() => expect(before.getState().partial?.title).toBe('A'));
    const hydrate = JSON.parse(JSON.stringify(dehydrate(before)));
    before.disconnect();

    const a = page.partial('a', server.options({ immediate: true, hydrate }));
    await page.render(a);
    expect(page.text('a')).toBe('streaming A');
    page.hydrate(a);
    server.write('da","score":1,"rows":[]}');
    server.end();
    await shows(page, 'a', 'done Ada');
    expect([server.count('POST'), server.count('GET')]).toEqual([1, 1]);
  });
}
