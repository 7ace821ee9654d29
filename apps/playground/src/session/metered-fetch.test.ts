import { expect, onTestFinished, test, vi } from 'vitest';
import { meteredFetch } from './metered-fetch.ts';

function answerWith(response: Response): void {
  vi.stubGlobal('fetch', async () => response);
  onTestFinished(() => void vi.unstubAllGlobals());
}

test('counts the bytes of a body, and passes everything on', async () => {
  answerWith(new Response('söme text', { status: 201, headers: { 'x-any': 'thing' } }));
  let bytes = 0;
  const response = await meteredFetch((more) => {
    bytes += more;
  })('/any');
  expect(await response.text()).toBe('söme text');
  expect(bytes).toBe(10);
  expect([response.status, response.headers.get('x-any')]).toEqual([201, 'thing']);
});

test('passes on an answer that has no body', async () => {
  answerWith(new Response(null, { status: 204 }));
  expect((await meteredFetch(() => {})('/any')).status).toBe(204);
});
