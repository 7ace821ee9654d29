// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { mockEventStream } from './index.ts';

test('a page without a network reads a stream as it grows', async () => {
  expect(typeof document).toBe('object');
  const stream = mockEventStream();
  const reader = (await stream.fetch('/x')).body?.getReader();
  const decoder = new TextDecoder();
  for (const text of ['a', 'b']) {
    stream.send(text);
    expect(decoder.decode((await reader?.read())?.value)).toBe(text);
  }
  stream.close();
  expect((await reader?.read())?.done).toBe(true);
});
