// What the composables infer from their arguments alone, plain or as refs and getters.
import {
  createPartialStore,
  type PartialError,
  type PartialStore,
  type Schema,
  type Status,
} from '@partialkit/client';
import { expectTypeOf, test } from 'vitest';
import { type ComputedRef, computed, reactive, ref, shallowRef } from 'vue';
import * as z from 'zod';
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

test('the schema of the options types the refs', () => {
  const view = usePartial({ schema: User, url: '/user' });
  expectTypeOf(view.partial).toEqualTypeOf<ComputedRef<Shown>>();
  expectTypeOf(view.data).toEqualTypeOf<ComputedRef<z.output<typeof User> | undefined>>();
  expectTypeOf(view.error).toEqualTypeOf<ComputedRef<PartialError | undefined>>();
  expectTypeOf(view.status).toEqualTypeOf<ComputedRef<Status>>();
  expectTypeOf(view.store).toEqualTypeOf<ComputedRef<PartialStore<typeof User>>>();
  expectTypeOf(view.submit).toEqualTypeOf<(input?: unknown) => Promise<void>>();
  view.state('address.city');
  // @ts-expect-error there is no such field
  view.state('address.town');
});

test('options may be a getter or a ref', () => {
  const id = ref(1);
  expectTypeOf(
    usePartial(() => ({ schema: User, url: `/${id.value}` })).partial.value,
  ).toEqualTypeOf<Shown>();
  expectTypeOf(
    usePartial(computed(() => ({ schema: User, url: `/${id.value}` }))).partial.value,
  ).toEqualTypeOf<Shown>();
  expectTypeOf(usePartial(shallowRef({ schema: User, url: '/' })).partial.value).toEqualTypeOf<Shown>();
});

test('callbacks beside the schema need no annotation', () => {
  usePartial({
    schema: User,
    url: '/user',
    initial: { name: 'Ada' },
    onFinish: (data) => expectTypeOf(data).toEqualTypeOf<z.output<typeof User>>(),
    onElement: { items: ({ value }) => expectTypeOf(value.title).toEqualTypeOf<string>() },
  });
  usePartial(() => ({
    schema: User,
    url: '/user',
    onFinish: (data) => expectTypeOf(data).toEqualTypeOf<z.output<typeof User>>(),
  }));
});

test('a store types the refs, plain, as a getter, or as the ref that usePartial returns', () => {
  expectTypeOf(usePartial(store).partial.value).toEqualTypeOf<Shown>();
  expectTypeOf(usePartial(() => store).partial.value).toEqualTypeOf<Shown>();
  expectTypeOf(usePartial(usePartial(store).store).partial.value).toEqualTypeOf<Shown>();
  const props = reactive({ store: shallowRef(store) });
  expectTypeOf(usePartialField(() => props.store, 'name').value.value).toEqualTypeOf<string | undefined>();
});

test('a component may take a store of any schema', () => {
  const any: PartialStore<Schema> = store;
  expectTypeOf(usePartial(any).status.value).toEqualTypeOf<Status>();
  expectTypeOf(
    usePartial(
      () => any,
      ({ issues }) => issues.length,
    ).value,
  ).toEqualTypeOf<number>();
});

test('a selector types its ref', () => {
  expectTypeOf(usePartial(store, (state) => state.partial?.name)).toEqualTypeOf<
    ComputedRef<string | undefined>
  >();
  expectTypeOf(
    usePartial(
      () => store,
      ({ issues }) => issues.length,
    ).value,
  ).toEqualTypeOf<number>();
});

test('a path types the field, and a wrong one is refused', () => {
  expectTypeOf(usePartialField(store, 'address.city').value.value).toEqualTypeOf<string | undefined>();
  expectTypeOf(usePartialField(store, ['items', 0, 'title']).value.value).toEqualTypeOf<string | undefined>();
  const index = ref(2);
  expectTypeOf(usePartialField(store, () => `items.${index.value}.title` as const).value.value).toEqualTypeOf<
    string | undefined
  >();
  expectTypeOf(usePartialField(store, ref('name' as const)).value.value).toEqualTypeOf<string | undefined>();
  expectTypeOf(usePartialField(store, 'role').state.value).toEqualTypeOf<
    'pending' | 'streaming' | 'done' | 'invalid'
  >();
  // @ts-expect-error there is no such field
  usePartialField(store, 'address.town');
});
