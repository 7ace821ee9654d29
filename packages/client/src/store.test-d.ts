// The store is typed by its schema, without annotations.
import type { PartialOf, Schema } from '@partialkit/core';
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import { type Dehydrated, dehydrate } from './dehydrate.ts';
import type { PartialStoreOptions } from './options.ts';
import type { Retry } from './retry.ts';
import type { SubscribeOptions } from './select.ts';
import type { Status } from './state.ts';
import { createPartialStore, type PartialStore } from './store.ts';
import { valueAt } from './value-at.ts';
import type { WebSocketInit } from './web-socket.ts';

const User = z.object({
  name: z.string(),
  age: z.number().default(0),
  jobs: z.array(z.object({ title: z.string(), tags: z.array(z.string()), at: z.coerce.date() })),
});
const store = createPartialStore({ schema: User, url: '/user' });

/** What a component makes of options whose values may be missing. */
type HandedOn<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

test('what is shown is the partial, and the result is there when the status says so', () => {
  const state = store.getState();
  expectTypeOf(state.partial).toEqualTypeOf<PartialOf<typeof User> | undefined>();
  if (state.status === 'done') {
    expectTypeOf(state.data).toEqualTypeOf<z.output<typeof User>>();
    expectTypeOf(state.error).toEqualTypeOf<undefined>();
  }
  if (state.status === 'error') expectTypeOf(state.error.code).toExtend<string>();
  if (state.status === 'streaming') expectTypeOf(state.data).toEqualTypeOf<undefined>();
});

test('a selector and its listener know what is selected', () => {
  store.subscribe(
    ({ partial }) => partial?.jobs?.length,
    (length, previous) => expectTypeOf([length, previous]).toEqualTypeOf<(number | undefined)[]>(),
  );
  store.subscribe((state, previous) => expectTypeOf(state).toEqualTypeOf(previous));
});

test('listeners know what they hear', () => {
  createPartialStore({
    schema: User,
    url: '/user',
    headers: async ({ refused }) => ({ authorization: refused ? 'new' : 'old' }),
    onPartial: (partial) => expectTypeOf(partial).toEqualTypeOf<PartialOf<typeof User>>(),
    onFinish: (data) => expectTypeOf(data).toEqualTypeOf<z.output<typeof User>>(),
    onElement: {
      jobs: ({ value, index }) => {
        expectTypeOf(value).toEqualTypeOf<{ title: string; tags: string[]; at: Date }>();
        expectTypeOf(index).toEqualTypeOf<number>();
      },
      'jobs.0.tags': ({ value }) => expectTypeOf(value).toEqualTypeOf<string>(),
    },
  });
});

test('paths are those of the schema', () => {
  store.state('jobs.0.title');
  store.state(['jobs', 0]);
  // @ts-expect-error there is no such path
  store.state('jobs.0.salary');
  expectTypeOf(valueAt<typeof User, 'jobs.0.title'>(store.getState().partial, 'jobs.0.title')).toEqualTypeOf<
    string | undefined
  >();
});

test('a store has one origin', () => {
  createPartialStore({ schema: User, source: () => ['{}'] });
  createPartialStore(() => ({ schema: User, url: '/user' }));
  // @ts-expect-error from where?
  createPartialStore({ schema: User });
  // @ts-expect-error from there or from here?
  createPartialStore({ schema: User, url: '/user', source: () => ['{}'] });
  // @ts-expect-error headers are for a URL
  createPartialStore({ schema: User, source: () => ['{}'], headers: {} });
});

test('an application may say what its input is', () => {
  createPartialStore({ schema: User, url: '/user', body: (input: { q: string }) => ({ query: input.q }) });
});

test('an option may be handed on where it may be undefined', () => {
  type Options = PartialStoreOptions<typeof User>;
  expectTypeOf<HandedOn<Options>>().toExtend<Options>();
  expectTypeOf<HandedOn<Retry>>().toExtend<Retry>();
  expectTypeOf<HandedOn<WebSocketInit>>().toExtend<WebSocketInit>();
  expectTypeOf<HandedOn<SubscribeOptions<number>>>().toExtend<SubscribeOptions<number>>();
});

test('a store of one schema is a store of any', () => {
  const any: PartialStore<Schema> = store;
  const all: readonly PartialStore<Schema>[] = [store, createPartialStore({ schema: z.string(), url: '/' })];
  expectTypeOf(all.map((each) => each.getState().status)).toEqualTypeOf<Status[]>();
  expectTypeOf(any.getState().partial).toEqualTypeOf<unknown>();
  expectTypeOf(store).toExtend<PartialStore<z.ZodType>>();
  expectTypeOf(store).toExtend<PartialStore<z.ZodObject>>();
  expectTypeOf(store).not.toExtend<PartialStore<z.ZodObject<{ zip: z.ZodNumber }>>>();
  expectTypeOf(any).not.toExtend<typeof store>();
});

test('a function over a store knows its schema', () => {
  function partialOf<S extends Schema>(given: PartialStore<S>): PartialOf<S> | undefined {
    return given.getState().partial;
  }
  interface UserStore extends PartialStore<typeof User> {}
  expectTypeOf(partialOf(store)).toEqualTypeOf<PartialOf<typeof User> | undefined>();
  expectTypeOf(partialOf(store as UserStore)).toEqualTypeOf<PartialOf<typeof User> | undefined>();
  expectTypeOf(dehydrate(store)).toEqualTypeOf<Dehydrated<typeof User>>();
});
