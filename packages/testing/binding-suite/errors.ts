// What a component sees of a run that fails: all that was shown, beside the error.
import { expect, test } from 'vitest';
import type { Setup } from './describe-binding.ts';
import { shows } from './eventually.ts';

export function describeErrors(setup: Setup): void {
  test('an error keeps what was shown', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true })));
    server.write('{"title":"Ada","score":tru!');
    await shows(page, 'a', 'error Ada');
    expect(page.view('a').error?.code).toBe('invalid-json');
    expect(page.view('a').data).toBeUndefined();
  });

  test('a refusal by the server is an error with nothing shown', async () => {
    const { page, server } = setup();
    server.respond({ status: 400, headers: { 'content-type': 'text/plain' }, body: 'No.' });
    page.mount(page.partial('a', server.options({ immediate: true })));
    await shows(page, 'a', 'error -');
    expect(page.view('a').partial).toBeUndefined();
  });

  test('a document that its schema refuses ends as an error with the issues', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true })));
    server.write('{"title":"Ada","score":11,"rows":[]}');
    server.end();
    await shows(page, 'a', 'error Ada');
    expect(page.view('a').error?.code).toBe('invalid');
    expect(page.view('a').issues.map(({ path }) => path)).toEqual([['score']]);
  });

  test('a document that ends early is incomplete', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true })));
    server.write('{"title":"Ad');
    server.end('length');
    await shows(page, 'a', 'incomplete Ad');
  });

  test('the next submit takes the error away', async () => {
    const { page, server } = setup();
    page.mount(page.partial('a', server.options({ immediate: true })));
    server.write('{"title":!');
    await shows(page, 'a', 'error -');
    server.forget();
    void page.view('a').submit();
    server.write('{"title":"Ada"');
    await shows(page, 'a', 'streaming Ada');
    expect(page.view('a').error).toBeUndefined();
  });
}
