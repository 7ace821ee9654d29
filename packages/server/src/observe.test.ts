import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type PartialHandlerOptions, partialHandler } from './partial-handler.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const Soup = z.object({ title: z.string(), note: z.string().optional() });

function ask(options: Pick<PartialHandlerOptions<typeof Soup, z.ZodUnknown>, 'produce'> & object) {
  const onFinish = vi.fn();
  const onError = vi.fn();
  const handler = partialHandler({ schema: Soup, onFinish, onError, ...options });
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'r1' };
  const response = handler(new Request('http://localhost', { method: 'POST', headers, body: '{"a":1}' }));
  return { response, onFinish, onError };
}

async function textOf(response: Promise<Response>): Promise<string> {
  const text = (await response).text();
  await vi.runAllTimersAsync();
  return text;
}

test('onFinish gets the validated document, without the prose around it', async () => {
  const produce = () => ['Here: ', '{"title": "Miso", "extra": 1}'];
  const { response, onFinish, onError } = ask({ produce, ...{ extract: undefined } });
  await textOf(response);
  expect(onFinish).toHaveBeenCalledExactlyOnceWith(
    { title: 'Miso' },
    expect.objectContaining({ run: 'r1', input: { a: 1 }, request: expect.any(Request) }),
  );
  expect(onError).not.toHaveBeenCalled();
});

test('the options of a document are taken: null may stand for what is absent', async () => {
  const options = { produce: () => ['{"title": "Miso", "note": null}'], nullForOptional: 'absent' as const };
  const { response, onFinish } = ask(options);
  await textOf(response);
  expect(onFinish).toHaveBeenCalledWith({ title: 'Miso' }, expect.anything());
});

test.for([
  ['invalid', () => ['{"title": 1}']],
  ['incomplete', () => ['{"title": "Mi']],
  ['invalid-json', () => ['{"title": !}']],
] as const)('a document that is %s is told to onError, with what there was', async ([code, produce]) => {
  const { response, onFinish, onError } = ask({ produce });
  await textOf(response);
  expect(onError).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ code }),
    expect.objectContaining({ document: expect.objectContaining({ partial: expect.anything() }) }),
  );
  expect(onFinish).not.toHaveBeenCalled();
});

test('onError hears of what cannot be sent', async () => {
  const { response, onFinish, onError } = ask({ produce: () => [{ title: 'Miso', id: 1n }] as never });
  expect(await textOf(response)).toContain('"code":"provider"');
  expect(onError).toHaveBeenCalledOnce();
  expect(onError.mock.calls[0]?.[0]).toMatchObject({
    code: 'provider',
    message: expect.stringContaining('BigInt'),
  });
  expect(onFinish).not.toHaveBeenCalled();
});

test('onError hears the words of the provider, which the reader does not', async () => {
  const produce = () => Promise.reject(new Error('sk-secret is no valid key'));
  const { response, onError } = ask({ produce });
  expect(await textOf(response)).not.toContain('sk-secret');
  expect(onError.mock.calls[0]?.[0]).toMatchObject({
    code: 'provider',
    message: 'sk-secret is no valid key',
  });
});

test('onError hears of a reader who leaves', async () => {
  async function* produce(): AsyncGenerator<string> {
    yield '{"title": "Mi';
    await new Promise(() => {});
  }
  const { response, onError } = ask({ produce });
  const reader = (await response).body?.getReader();
  await reader?.read();
  void reader?.read();
  await vi.advanceTimersByTimeAsync(50);
  await reader?.cancel();
  await vi.advanceTimersByTimeAsync(50);
  expect(onError).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ code: 'aborted' }),
    expect.objectContaining({ document: expect.objectContaining({ partial: { title: 'Mi' } }) }),
  );
});

test('the reader hears of the end at once, and the stream closes when the hook has done its work', async () => {
  const onFinish = () => new Promise((resolve) => setTimeout(resolve, 5000));
  const { response } = ask({ produce: () => ['{"title": "Miso"}'], ...{ onFinish } });
  const reader = (await response).body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let closed = false;
  const reading = (async () => {
    for (let step = await reader?.read(); step?.done === false; step = await reader?.read())
      text += step.value;
    closed = true;
  })();
  await vi.advanceTimersByTimeAsync(100);
  expect(text).toContain('event:end');
  expect(closed).toBe(false);
  await vi.advanceTimersByTimeAsync(5000);
  await reading;
  expect(closed).toBe(true);
});

test('a hook that fails changes nothing for the reader, and is told to the log of the process', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const failure = new Error('The database is gone.');
  const onFinish = () => Promise.reject(failure);
  const { response } = ask({ produce: () => ['{"title": "Miso"}'], ...{ onFinish } });
  expect(await textOf(response)).toContain('"reason":"stop"');
  expect(log).toHaveBeenCalledExactlyOnceWith(failure);
  log.mockRestore();
});
