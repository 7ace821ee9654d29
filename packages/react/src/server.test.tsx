// @vitest-environment node
// Rendering where there is no page at all.
import { Suspense } from 'react';
import { renderToReadableStream } from 'react-dom/server';
import { expect, test } from 'vitest';
import { aWhile } from '../../testing/binding-suite/eventually.ts';
import { createRunServer } from '../../testing/binding-suite/run-server.ts';
import { usePartial, usePartialField } from './index.ts';

test('a server that streams its page renders the initial value and opens nothing', async () => {
  const server = createRunServer();
  function Draft() {
    const { status, partial, store } = usePartial(
      server.options({ immediate: true, initial: { title: 'Draft' } }),
    );
    const score = usePartialField(store, 'score');
    return <p>{`${status} ${partial?.title} ${score.state}`}</p>;
  }
  const stream = await renderToReadableStream(
    <Suspense>
      <Draft />
    </Suspense>,
  );
  expect(await new Response(stream).text()).toContain('<p>idle Draft pending</p>');
  await aWhile();
  expect([typeof document, server.requests.length]).toEqual(['undefined', 0]);
});
