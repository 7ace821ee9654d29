import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import {
  type PartialHandlerOptions,
  partialHandler,
  type ResponseFormatOptions,
  responseFormat,
  type ToResponseOptions,
} from './index.ts';

/** What a component makes of options whose values may be missing. */
type HandedOn<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

const Soup = z.object({ title: z.string(), minutes: z.string().transform(Number) });

test('produce gets the output of the input schema, onFinish that of the schema', () => {
  const handler = partialHandler({
    schema: Soup,
    input: z.object({ dish: z.string().transform((text) => text.length) }),
    produce(input, { signal, request, run }) {
      expectTypeOf(input).toEqualTypeOf<{ dish: number }>();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      expectTypeOf(request).toEqualTypeOf<Request>();
      expectTypeOf(run).toEqualTypeOf<string>();
      return ['{}'];
    },
    onFinish(data, { input, document }) {
      expectTypeOf(data).toEqualTypeOf<{ title: string; minutes: number }>();
      expectTypeOf(input).toEqualTypeOf<{ dish: number }>();
      expectTypeOf(document.partial?.title).toEqualTypeOf<string | undefined>();
    },
  });
  expectTypeOf(handler).toEqualTypeOf<(request: Request) => Promise<Response>>();
});

test('without a schema the input is unknown', () => {
  partialHandler({
    schema: Soup,
    async produce(input) {
      expectTypeOf(input).toBeUnknown();
      return fetch('https://models.example');
    },
  });
});

test('a source that nothing can read does not compile', () => {
  // @ts-expect-error a number is no stream
  partialHandler({ schema: Soup, produce: () => 1 });
});

test('the form follows the provider', () => {
  expectTypeOf(responseFormat(Soup).json_schema.name).toBeString();
  expectTypeOf(
    responseFormat(Soup, { provider: 'gemini' }).responseMimeType,
  ).toEqualTypeOf<'application/json'>();
});

test('an option may be handed on where it may be undefined', () => {
  type Options = PartialHandlerOptions<typeof Soup, typeof Soup>;
  expectTypeOf<HandedOn<Options>>().toExtend<Options>();
  expectTypeOf<HandedOn<ToResponseOptions>>().toExtend<ToResponseOptions>();
  type Format = ResponseFormatOptions<'gemini'>;
  expectTypeOf<HandedOn<Format>>().toExtend<Format>();
});
