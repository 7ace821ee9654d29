// Which paths a schema has, and what is there.
import { type } from 'arktype';
import * as v from 'valibot';
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { createPartial } from './document.ts';
import type { ElementOf, FieldPath, FieldValue } from './field-path.ts';
import type { JsonPath } from './json.ts';
import type { PartialOf, Schema } from './partial-of.ts';

const Order = z.object({
  id: z.number(),
  address: z.object({ city: z.string(), geo: z.object({ lat: z.number() }).optional() }).nullable(),
  items: z.array(z.object({ title: z.string(), tags: z.array(z.string()) })),
  pair: z.tuple([z.string(), z.object({ a: z.boolean() })]),
  labels: z.record(z.string(), z.object({ text: z.string() })),
  sizes: z.record(z.enum(['s', 'l']), z.number()),
  pay: z.discriminatedUnion('by', [
    z.object({ by: z.literal('card'), digits: z.string() }),
    z.object({ by: z.literal('cash'), change: z.number() }),
  ]),
  due: z.date(),
  extra: z.unknown(),
  'a.b': z.object({ c: z.string() }),
});

test('a path names keys and indices with dots between them', () => {
  expectTypeOf<FieldPath<typeof Order>>().toEqualTypeOf<
    | ''
    | 'id'
    | 'address'
    | 'address.city'
    | 'address.geo'
    | 'address.geo.lat'
    | 'items'
    | `items.${number}`
    | `items.${number}.title`
    | `items.${number}.tags`
    | `items.${number}.tags.${number}`
    | 'pair'
    | 'pair.0'
    | 'pair.1'
    | 'pair.1.a'
    | 'labels'
    | `labels.${string}`
    | 'sizes'
    | 'sizes.s'
    | 'sizes.l'
    | 'pay'
    | 'pay.by'
    | 'pay.digits'
    | 'pay.change'
    | 'due'
    | 'extra'
    | `extra.${string}`
    | JsonPath
  >();
});

test('a path that leads nowhere is refused', () => {
  expectTypeOf<'address.town'>().not.toExtend<FieldPath<typeof Order>>();
  expectTypeOf<'items.first'>().not.toExtend<FieldPath<typeof Order>>();
  expectTypeOf<'id.x'>().not.toExtend<FieldPath<typeof Order>>();
  expectTypeOf<'due.getTime'>().not.toExtend<FieldPath<typeof Order>>();
  expectTypeOf<'pair.2'>().not.toExtend<FieldPath<typeof Order>>();
});

test('any array of keys is a path', () => {
  expectTypeOf<['a.b', 'c']>().toExtend<FieldPath<typeof Order>>();
  expectTypeOf<readonly ['items', 0, 'title']>().toExtend<FieldPath<typeof Order>>();
  expectTypeOf<JsonPath>().toExtend<FieldPath<typeof Order>>();
});

test('the value at a path is what can be shown there, or undefined', () => {
  expectTypeOf<FieldValue<typeof Order, ''>>().toEqualTypeOf<PartialOf<typeof Order> | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'id'>>().toEqualTypeOf<number | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'address'>>().toEqualTypeOf<
    { city?: string; geo?: { lat?: number } | undefined } | null | undefined
  >();
  expectTypeOf<FieldValue<typeof Order, 'address.geo.lat'>>().toEqualTypeOf<number | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'items.0'>>().toEqualTypeOf<
    { title?: string; tags?: string[] } | undefined
  >();
  expectTypeOf<FieldValue<typeof Order, `items.${number}.tags.${number}`>>().toEqualTypeOf<
    string | undefined
  >();
  expectTypeOf<FieldValue<typeof Order, 'pair.1.a'>>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'labels.x'>>().toEqualTypeOf<{ text?: string } | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'sizes.s'>>().toEqualTypeOf<number | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'pay.by'>>().toEqualTypeOf<'card' | 'cash' | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'pay.digits'>>().toEqualTypeOf<string | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'due'>>().toEqualTypeOf<Date | undefined>();
  expectTypeOf<FieldValue<typeof Order, 'extra.x.y'>>().toEqualTypeOf<unknown>();
});

test('an array of keys has the same value, if the compiler knows them', () => {
  expectTypeOf<FieldValue<typeof Order, readonly ['items', 0, 'title']>>().toEqualTypeOf<
    string | undefined
  >();
  expectTypeOf<FieldValue<typeof Order, ['items', number, 'tags']>>().toEqualTypeOf<string[] | undefined>();
  expectTypeOf<FieldValue<typeof Order, ['pair', 1, 'a']>>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<FieldValue<typeof Order, ['a.b', 'c']>>().toEqualTypeOf<string | undefined>();
  expectTypeOf<FieldValue<typeof Order, []>>().toEqualTypeOf<PartialOf<typeof Order> | undefined>();
  expectTypeOf<FieldValue<typeof Order, JsonPath>>().toEqualTypeOf<unknown>();
  expectTypeOf<FieldValue<typeof Order, string>>().toEqualTypeOf<unknown>();
});

test('a function that takes a path knows the value from its argument', () => {
  function at<S extends Schema, const P extends FieldPath<S>>(_schema: S, _path: P): FieldValue<S, P> {
    throw new Error();
  }
  expectTypeOf(at(Order, 'items.3.title')).toEqualTypeOf<string | undefined>();
  expectTypeOf(at(Order, ['items', 3, 'title'])).toEqualTypeOf<string | undefined>();
  const index = 3 as number;
  expectTypeOf(at(Order, `items.${index}.title`)).toEqualTypeOf<string | undefined>();
  // @ts-expect-error there is no such field
  at(Order, 'items.3.name');
});

test('a top-level array, record or scalar has paths too', () => {
  const List = z.array(z.object({ a: z.string() }));
  expectTypeOf<FieldPath<typeof List>>().toEqualTypeOf<'' | `${number}` | `${number}.a` | JsonPath>();
  expectTypeOf<FieldValue<typeof List, '0.a'>>().toEqualTypeOf<string | undefined>();
  expectTypeOf<FieldPath<z.ZodString>>().toEqualTypeOf<'' | JsonPath>();
  expectTypeOf<FieldPath<z.ZodUnknown>>().toEqualTypeOf<string | JsonPath>();
  const Rest = z.tuple([z.number()], z.object({ a: z.string() }));
  expectTypeOf<FieldPath<typeof Rest>>().toEqualTypeOf<'' | `${number}` | `${number}.a` | JsonPath>();
  expectTypeOf<FieldValue<typeof Rest, '0'>>().toEqualTypeOf<number | undefined>();
  expectTypeOf<FieldValue<typeof Rest, '5.a'>>().toEqualTypeOf<string | undefined>();
});

const Category = z.object({
  name: z.string(),
  get children() {
    return z.array(Category);
  },
});

test('a schema that contains itself offers five levels and takes more', () => {
  expectTypeOf<'children.0.children.1.name'>().toExtend<FieldPath<typeof Category>>();
  expectTypeOf<'children.0.title'>().not.toExtend<FieldPath<typeof Category>>();
  type Far = 'children.0.children.0.children.0.children.0.children.0.name';
  expectTypeOf<Far>().toExtend<FieldPath<typeof Category>>();
  expectTypeOf<FieldValue<typeof Category, Far>>().toEqualTypeOf<string | undefined>();
});

test('schemas of mini and of other libraries have paths', () => {
  const Mini = mini.object({ a: mini.array(mini.object({ b: mini.optional(mini.string()) })) });
  expectTypeOf<FieldPath<typeof Mini>>().toEqualTypeOf<
    '' | 'a' | `a.${number}` | `a.${number}.b` | JsonPath
  >();
  expectTypeOf<FieldValue<typeof Mini, 'a.0.b'>>().toEqualTypeOf<string | undefined>();
  const Valibot = v.object({ a: v.array(v.object({ b: v.number() })) });
  expectTypeOf<FieldPath<typeof Valibot>>().toEqualTypeOf<
    '' | 'a' | `a.${number}` | `a.${number}.b` | JsonPath
  >();
  const Ark = type({ a: { b: 'string' } });
  expectTypeOf<FieldPath<typeof Ark>>().toEqualTypeOf<'' | 'a' | 'a.b' | JsonPath>();
});

test('an element is whole, whatever leads to its array, and the same for all who hear of it', () => {
  expectTypeOf<ElementOf<typeof Order, 'items'>>().toEqualTypeOf<{ title: string; tags: string[] }>();
  expectTypeOf<ElementOf<typeof Order, ['items']>>().toEqualTypeOf<{ title: string; tags: string[] }>();
  expectTypeOf<ElementOf<typeof Order, `items.${number}.tags`>>().toEqualTypeOf<string>();
  expectTypeOf<ElementOf<typeof Order, readonly ['items', 0, 'tags']>>().toEqualTypeOf<string>();
  const Poll = z.object({
    answer: z.discriminatedUnion('by', [
      z.object({ by: z.literal('list'), list: z.array(z.coerce.date()) }),
      z.object({ by: z.literal('text'), text: z.string() }),
    ]),
    notes: z.array(z.string()).nullish(),
    votes: z.record(z.string(), z.tuple([z.array(z.number())])),
    rest: z.any(),
  });
  expectTypeOf<ElementOf<typeof Poll, 'answer.list'>>().toEqualTypeOf<Date>();
  expectTypeOf<ElementOf<typeof Poll, 'notes'>>().toEqualTypeOf<string>();
  expectTypeOf<ElementOf<typeof Poll, 'votes.x.0'>>().toEqualTypeOf<number>();
  expectTypeOf<ElementOf<typeof Poll, 'answer.text'>>().toEqualTypeOf<never>();
  expectTypeOf<ElementOf<typeof Poll, 'rest' | 'rest.x'>>().toEqualTypeOf<unknown>();
  expectTypeOf<ElementOf<typeof Poll, string | JsonPath>>().toEqualTypeOf<unknown>();
  expectTypeOf<ElementOf<z.ZodArray<z.ZodNumber>, '' | []>>().toEqualTypeOf<number>();
  expectTypeOf<ElementOf<Schema, 'a'>>().toEqualTypeOf<unknown>();
  createPartial(Poll).elements('answer.list', ({ value }) => expectTypeOf(value).toEqualTypeOf<Date>());
  createPartial(Poll).elements(['notes'], ({ value }) => expectTypeOf(value).toEqualTypeOf<string>());
  // @ts-expect-error there is no such field
  createPartial(Poll).elements('replies', () => {});
});
