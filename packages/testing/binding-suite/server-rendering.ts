// Rendering on a server, and taking that over in the page, where a mismatch would complain on the console.
import { createPartialStore } from '@partialkit/client';
import { expect, test } from 'vitest';
import type { Setup } from './describe-binding.ts';
import { aWhile, shows } from './eventually.ts';

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
}
