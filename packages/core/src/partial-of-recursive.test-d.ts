// PartialOf of schemas that contain themselves, of large ones, and of those whose parts cannot be seen.
import { type } from 'arktype';
import * as v from 'valibot';
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import type { OutputOf, PartialOf, Schema } from './partial-of.ts';

declare function partial<S extends Schema>(
  schema: S & (OutputOf<S> extends PartialOf<S> ? unknown : never),
): PartialOf<S>;

const Category = z.object({
  name: z.string(),
  get children() {
    return z.array(Category);
  },
});

test('a schema that contains itself through getters is partial at every level', () => {
  const category = partial(Category);
  expectTypeOf(category.name).toEqualTypeOf<string | undefined>();
  expectTypeOf(category.children?.[0]?.children?.[0]?.children?.[0]?.name).toEqualTypeOf<
    string | undefined
  >();
  expectTypeOf(category.children).toEqualTypeOf<PartialOf<typeof Category>[] | undefined>();
});

const Person = z.object({
  name: z.string(),
  get posts() {
    return z.array(Post).optional();
  },
});
const Post = z.object({
  title: z.string(),
  get author() {
    return Person.nullable();
  },
});

test('schemas that contain each other are partial at every level', () => {
  expectTypeOf(partial(Person).posts?.[0]?.author?.posts?.[0]?.title).toEqualTypeOf<string | undefined>();
  expectTypeOf(partial(Post).author).toEqualTypeOf<PartialOf<typeof Person> | null | undefined>();
});

const Expression = z.discriminatedUnion('op', [
  z.object({ op: z.literal('number'), value: z.number() }),
  z.object({
    op: z.enum(['plus', 'minus']),
    get left() {
      return Expression;
    },
    get right() {
      return Expression;
    },
  }),
]);

test('a recursive union narrows at every level', () => {
  const expression = partial(Expression);
  if (expression.op === 'number') expectTypeOf(expression.value).toEqualTypeOf<number | undefined>();
  else if (expression.left?.op === 'plus')
    expectTypeOf(expression.left.right?.op).toEqualTypeOf<'number' | 'plus' | 'minus' | undefined>();
});

interface Tree {
  label: string;
  size: number | undefined;
  made: Date;
  nodes: Tree[];
}
const Tree: z.ZodType<Tree> = z.object({
  label: z.string(),
  size: z.union([z.number(), z.undefined()]),
  made: z.date(),
  nodes: z.array(z.lazy(() => Tree)),
});

test('a schema that is annotated by its type alone is that type with every key optional', () => {
  const tree = partial(Tree);
  expectTypeOf(tree.nodes?.[0]?.nodes?.[0]?.label).toEqualTypeOf<string | undefined>();
  expectTypeOf(tree.made).toEqualTypeOf<Date | undefined>();
  expectTypeOf(partial(z.lazy(() => z.object({ a: Tree }))).a?.label).toEqualTypeOf<string | undefined>();
});

test('a type that is not known yet stays open', () => {
  function show<S extends Schema>(value: PartialOf<S>): PartialOf<S> {
    return value;
  }
  expectTypeOf(show<z.ZodString>).returns.toEqualTypeOf<string>();
  expectTypeOf<PartialOf<z.ZodType>>().toEqualTypeOf<unknown>();
  expectTypeOf<PartialOf<z.ZodObject>>().toEqualTypeOf<{ [key: string]: unknown }>();
});

test('a schema of valibot is its output with every key optional', () => {
  const schema = v.object({
    name: v.pipe(v.string(), v.minLength(1)),
    kind: v.picklist(['a', 'b']),
    made: v.pipe(
      v.string(),
      v.transform((text) => new Date(text)),
    ),
    tags: v.array(v.object({ tag: v.string() })),
    pair: v.tuple([v.string(), v.number()]),
    byId: v.record(v.string(), v.object({ a: v.string() })),
    note: v.optional(v.string()),
    shape: v.variant('t', [
      v.object({ t: v.literal('x'), x: v.number() }),
      v.object({ t: v.literal('y'), y: v.number() }),
    ]),
    any: v.unknown(),
  });
  expectTypeOf(partial(schema)).toEqualTypeOf<{
    name?: string;
    kind?: 'a' | 'b';
    made?: Date;
    tags?: { tag?: string }[];
    pair?: [string?, number?];
    byId?: { [x: string]: { a?: string } };
    note?: string | undefined;
    shape?: { t?: 'x'; x?: number } | { t?: 'y'; y?: number };
    any?: unknown;
  }>();
});

test('a tuple of another library may be shorter, with or without a rest', () => {
  expectTypeOf(partial(v.tupleWithRest([v.object({ a: v.string() })], v.number()))).toEqualTypeOf<
    [{ a?: string }?, ...number[]]
  >();
  expectTypeOf(partial(v.pipe(v.tuple([v.string(), v.number()]), v.readonly()))).toEqualTypeOf<
    readonly [string?, number?]
  >();
  expectTypeOf(partial(v.pipe(v.tupleWithRest([v.string()], v.number()), v.readonly()))).toEqualTypeOf<
    readonly [string?, ...number[]]
  >();
});

test('what JSON has no form for is whole', () => {
  interface Odd {
    readonly at: Date;
    url: URL;
    file?: File;
    call(): void;
    map: Map<string, { a: string }>;
    bytes: Uint8Array;
    seen: ReadonlySet<string>;
    pattern: RegExp;
    later: Promise<number>;
  }
  expectTypeOf(partial(z.custom<Odd>())).toEqualTypeOf<Odd>();
  expectTypeOf<PartialOf<z.ZodType<Odd>>>().toEqualTypeOf<Partial<Odd>>();
});

test('a schema of arktype is its output with every key optional', () => {
  const schema = type({
    name: 'string',
    tags: 'string[]',
    'age?': 'number',
    at: 'Date',
    deep: { a: "'x' | 'y'" },
  });
  expectTypeOf(partial(schema)).toEqualTypeOf<{
    name?: string;
    tags?: string[];
    age?: number;
    at?: Date;
    deep?: { a?: 'x' | 'y' };
  }>();
});

test('a schema of fifty levels compiles', () => {
  type Deep<N extends number, Count extends unknown[] = []> = Count['length'] extends N
    ? z.ZodString
    : z.ZodObject<{ a: Deep<N, [...Count, 1]>; b: z.ZodArray<z.ZodObject<{ c: z.ZodString }>> }>;
  expectTypeOf<PartialOf<Deep<50>>['b']>().toEqualTypeOf<{ c?: string }[] | undefined>();
});
