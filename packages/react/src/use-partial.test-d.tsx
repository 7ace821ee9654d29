// What the hooks infer from their arguments alone.
import {
  createPartialStore,
  type PartialError,
  type PartialStore,
  type Schema,
  type Status,
} from '@partialkit/client';
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { usePartial, usePartialField } from './index.ts';

const User = z.object({
  name: z.string(),
  role: z.enum(['admin', 'guest']),
  born: z.iso.date().transform((text) => new Date(text)),
  address: z.object({ city: z.string() }),
  items: z.array(z.object({ title: z.string() })),
});
type Shown =
  | {
      name?: string;
      role?: 'admin' | 'guest';
      born?: Date;
      address?: { city?: string };
      items?: { title?: string }[];
    }
  | undefined;
const store = createPartialStore({ schema: User, url: '/user' });

test('the schema of the options types the view', () => {
  const view = usePartial({ schema: User, url: '/user' });
  expectTypeOf(view.partial).toEqualTypeOf<Shown>();
  expectTypeOf(view.data).toEqualTypeOf<z.output<typeof User> | undefined>();
  expectTypeOf(view.store).toEqualTypeOf<PartialStore<typeof User>>();
  expectTypeOf(view.submit).toEqualTypeOf<(input?: unknown) => Promise<void>>();
  view.state('address.city');
  // @ts-expect-error there is no such field
  view.state('address.town');
});

test('callbacks beside the schema need no annotation', () => {
  usePartial({
    schema: User,
    url: '/user',
    initial: { name: 'Ada' },
    onFinish: (data) => expectTypeOf(data).toEqualTypeOf<z.output<typeof User>>(),
    onError: (error) => expectTypeOf(error).toEqualTypeOf<PartialError>(),
    onElement: { items: ({ value }) => expectTypeOf(value.title).toEqualTypeOf<string>() },
  });
});

test('the status tells whether there is data or an error, also when taken apart', () => {
  const { status, data, error } = usePartial(store);
  if (status === 'done') expectTypeOf(data).toEqualTypeOf<z.output<typeof User>>();
  if (status === 'error') expectTypeOf(error).toEqualTypeOf<PartialError>();
  if (status === 'streaming') expectTypeOf(data).toEqualTypeOf<undefined>();
});

test('a store types the view, and a selector its value', () => {
  expectTypeOf(usePartial(store).partial).toEqualTypeOf<Shown>();
  expectTypeOf(usePartial(store, (state) => state.partial?.name)).toEqualTypeOf<string | undefined>();
  expectTypeOf(usePartial(store, ({ issues }) => issues.length)).toEqualTypeOf<number>();
});

test('a path types the field, and a wrong one is refused', () => {
  expectTypeOf(usePartialField(store, 'address.city').value).toEqualTypeOf<string | undefined>();
  expectTypeOf(usePartialField(store, 'items.0.title').value).toEqualTypeOf<string | undefined>();
  expectTypeOf(usePartialField(store, ['items', 0, 'title']).value).toEqualTypeOf<string | undefined>();
  const index = 2 as number;
  expectTypeOf(usePartialField(store, `items.${index}`).value).toEqualTypeOf<
    { title?: string } | undefined
  >();
  expectTypeOf(usePartialField(store, 'role').state).toEqualTypeOf<
    'pending' | 'streaming' | 'done' | 'invalid'
  >();
  // @ts-expect-error there is no such field
  usePartialField(store, 'address.town');
});

test('a schema of zod/mini is a schema', () => {
  const { partial } = usePartial({ schema: mini.object({ a: mini.string() }), source: () => ['{}'] });
  expectTypeOf(partial).toEqualTypeOf<{ a?: string } | undefined>();
});

test('a component generic in its schema takes any store of it', () => {
  function Title<S extends typeof User>({ of }: { of: PartialStore<S> }) {
    return <h1>{usePartial(of).status}</h1>;
  }
  expectTypeOf(<Title of={store} />).not.toBeAny();
});

test('a component may take a store of any schema', () => {
  const any: PartialStore<Schema> = store;
  expectTypeOf(usePartial(any).status).toEqualTypeOf<Status>();
  expectTypeOf(usePartial(any, ({ issues }) => issues.length)).toEqualTypeOf<number>();
});

test('options need a schema and a place that the document comes from', () => {
  // @ts-expect-error no schema
  usePartial({ url: '/user' });
  // @ts-expect-error neither url nor source
  usePartial({ schema: User });
});
