// When a stream begins and when it is left, as components come and go.
import { createPartialStore } from '@partialkit/client';
import { expect, test } from 'vitest';
import type { Setup } from './describe-binding.ts';
import { aWhile, eventually, shows } from './eventually.ts';

export function describeLifetime(setup: Setup): void {
  test('nothing is asked for before submit', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options()));
    expect(page.text('a')).toBe('idle -');
    await aWhile();
    expect(server.requests).toEqual([]);
  });

  test('submit streams what the component shows, and the result comes at the end', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options()));
    const over = page.view('a').submit({ prompt: 'Who?' });
    server.write('{"title":"A');
    await shows(page, 'a', 'streaming A');
    server.write('da","score":1,"rows":[]}');
    await shows(page, 'a', 'streaming Ada');
    expect(page.view('a').data).toBeUndefined();
    server.end();
    await over;
    await shows(page, 'a', 'done Ada');
    expect(page.view('a').data).toEqual({ title: 'Ada', score: 1, rows: [] });
    expect(server.requests.map(({ body }) => body)).toEqual(['{"prompt":"Who?"}']);
  });

  test('immediate asks once the component is mounted, and once only', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true, input: 7 })));
    server.write('{"title":"Ada"');
    await shows(page, 'a', 'streaming Ada');
    await aWhile();
    expect(server.requests.map(({ method, body }) => [method, body])).toEqual([['POST', '7']]);
    expect(server.open).toHaveLength(1);
  });

  test('a component that goes leaves its stream, and does not stop it', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true })));
    server.write('{"title":"A');
    await shows(page, 'a', 'streaming A');
    page.unmount();
    await eventually(() => expect(server.open).toEqual([]));
    expect(server.count('DELETE')).toBe(0);
  });

  test('a component that goes before the answer leaves too', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true })));
    page.unmount();
    await aWhile();
    expect(server.open).toEqual([]);
  });

  test('a component that comes again begins anew', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true })), page.partial('b', server.options()));
    server.write('{"title":"Ada"');
    await shows(page, 'a', 'streaming Ada');
    await page.update(page.partial('b', server.options()));
    await eventually(() => expect(server.open).toEqual([]));
    server.forget();
    await page.update(
      page.partial('a', server.options({ immediate: true })),
      page.partial('b', server.options()),
    );
    await shows(page, 'a', 'streaming -');
    server.write('{"title":"Grace"');
    await shows(page, 'a', 'streaming Grace');
    expect([server.count('POST'), server.open.length]).toEqual([2, 1]);
  });

  test('a store from outside outlives its components', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.partial('a', store), page.partial('b', store));
    const over = store.submit();
    server.write('{"title":"A');
    await shows(page, 'a', 'streaming A');
    await page.update(page.partial('b', store));
    await aWhile();
    await page.update();
    await aWhile();
    server.write('da","score":1,"rows":[]}');
    await eventually(() => expect(store.getState().partial?.title).toBe('Ada'));
    await page.update(page.partial('a', store));
    expect(page.text('a')).toBe('streaming Ada');
    server.end();
    await over;
    await shows(page, 'a', 'done Ada');
    expect(server.requests).toHaveLength(1);
  });

  test('what is kept off the page and shown again has missed nothing', async () => {
    const { page, server } = setup();
    const store = createPartialStore(server.options());
    page.mount(page.partial('own', server.options({ immediate: true })), page.partial('shared', store));
    void store.submit();
    server.write('{"title":"A');
    await shows(page, 'own', 'streaming A');
    await shows(page, 'shared', 'streaming A');
    await page.hide();
    await shows(page, 'own', null);
    await aWhile();
    server.write('d');
    await aWhile();
    await page.show();
    await shows(page, 'own', 'streaming Ad');
    await shows(page, 'shared', 'streaming Ad');
    server.write('a","score":1,"rows":[]}');
    server.end();
    await shows(page, 'own', 'done Ada');
    await shows(page, 'shared', 'done Ada');
    expect([server.count('POST'), server.open.length]).toEqual([2, 0]);
  });

  test('the verbs are those of the store', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options()));
    void page.view('a').submit();
    server.write('{"title":"A');
    await shows(page, 'a', 'streaming A');
    expect(page.view('a').store.state('title')).toBe('streaming');
    page.view('a').disconnect();
    await shows(page, 'a', 'idle A');
    server.write('da"');
    void page.view('a').resume();
    await shows(page, 'a', 'streaming Ada');
    await page.view('a').stop();
    await shows(page, 'a', 'stopped Ada');
    expect(server.count('DELETE')).toBe(1);
    page.view('a').reset();
    await shows(page, 'a', 'idle -');
  });

  test('the keys are the fields of the state, the verbs and the store', () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options()));
    expect(Object.keys(page.view('a')).sort()).toEqual([
      'attempt',
      'data',
      'disconnect',
      'error',
      'issues',
      'meta',
      'openPath',
      'partial',
      'reset',
      'resume',
      'run',
      'stale',
      'state',
      'status',
      'stop',
      'store',
      'submit',
    ]);
  });
}
