// What happens when a component is rendered with other options.
import { createPartialStore } from '@partialkit/client';
import { expect, test } from 'vitest';
import type { Setup } from './describe-binding.ts';
import type { Options } from './driver.ts';
import { eventually, shows } from './eventually.ts';

export function describeOptions(setup: Setup): void {
  test('options made anew for each render keep the store and its stream', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true })));
    server.write('{"title":"A');
    await shows(page, 'a', 'streaming A');
    const { store } = page.view('a');
    await page.update(page.partial('a', server.options({ immediate: true })));
    server.write('da"');
    await shows(page, 'a', 'streaming Ada');
    expect(page.view('a').store).toBe(store);
    expect(server.requests).toHaveLength(1);
  });

  test('the callback of the last render is the one that is called', async () => {
    const { page, server } = setup();
    const heard: string[] = [];
    const options = (name: string) =>
      server.options({ onFinish: ({ title }) => heard.push(`${name} hears ${title}`) });
    page.mount(page.partial('a', options('first')));
    void page.view('a').submit();
    server.write('{"title":"Ada","score":1,"rows":[]}');
    await shows(page, 'a', 'streaming Ada');
    await page.update(page.partial('a', options('second')));
    server.end();
    await shows(page, 'a', 'done Ada');
    expect(heard).toEqual(['second hears Ada']);
  });

  test('the next submit asks with the headers of the last render', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ headers: { who: 'first' } })));
    await page.update(page.partial('a', server.options({ headers: { who: 'second' } })));
    void page.view('a').submit();
    await eventually(() => expect(server.requests).toHaveLength(1));
    expect(server.requests[0]?.headers.get('who')).toBe('second');
  });

  test('another url is another store: the old stream is left and nothing of it is shown', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true, url: '/1' })));
    server.write('{"title":"Ada"');
    await shows(page, 'a', 'streaming Ada');
    const first = page.view('a').store;
    server.forget();
    await page.update(page.partial('a', server.options({ immediate: true, url: '/2' })));
    expect(page.text('a')).toMatch(/ -$/);
    server.write('{"title":"Grace"');
    await shows(page, 'a', 'streaming Grace');
    expect(page.view('a').store).not.toBe(first);
    await eventually(() => expect(server.open.map(({ request }) => request.url)).toEqual(['/2']));
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /1', 'POST /2']);
  });

  test('another url begins with nothing of the run that the first was hydrated with', async () => {
    const { page, server } = setup();
    const first = dehydrated('Ada');
    const at = (url: string, hydrate = first) =>
      page.partial('a', server.options({ url, immediate: true, hydrate }));
    page.mount(at('/1'));
    expect(page.text('a')).toBe('done Ada');
    for (const url of ['/2', '/3']) {
      await page.update(at(url));
      expect(page.text('a')).toMatch(/ -$/);
      await eventually(() => expect(server.requests.at(-1)?.url).toBe(url));
    }
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
    await page.update(at('/4', dehydrated('Grace')));
    expect(page.text('a')).toBe('done Grace');
  });

  test('another store is shown at once, and the old one not listened to any more', async () => {
    const { page, server } = setup();
    const [first, second] = [createPartialStore(server.options()), createPartialStore(server.options())];
    page.mount(page.partial('a', first));
    void first.submit();
    server.write('{"title":"Ada"');
    await shows(page, 'a', 'streaming Ada');
    await page.update(page.partial('a', second));
    expect(page.text('a')).toBe('idle -');
    const rendered = page.renders('a');
    server.write(',"score":1,');
    await eventually(() => expect(first.getState().partial?.score).toBe(1));
    expect(page.renders('a')).toBe(rendered);
    void second.submit();
    await shows(page, 'a', 'streaming Ada');
  });

  test('another selector selects at once', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options({ initial: { title: 'Ada', score: 1 } }));
    page.mount(page.selected('a', store, ({ partial }) => partial?.title));
    expect(page.text('a')).toBe('"Ada"');
    await page.update(page.selected('a', store, ({ partial }) => partial?.score));
    expect(page.text('a')).toBe('1');
  });
}

function dehydrated(title: string): NonNullable<Options['hydrate']> {
  return { status: 'done', data: { title, score: 1, rows: [] }, issues: [], openPath: null, run: title };
}
