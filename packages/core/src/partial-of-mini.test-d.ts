// What PartialOf makes of each row of the semantics, for zod's mini schemas.
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod/mini';
import type { Gated, OutputOf, PartialOf, Schema } from './partial-of.ts';

/** Its argument is refused where the result would not fit what is written for the partial. */
declare function partial<S extends Schema>(
  schema: S & (OutputOf<S> extends PartialOf<S> ? unknown : never),
): PartialOf<S>;
declare function gate<S extends Schema, K extends string>(schema: S, ...keys: K[]): S & Gated<K>;

test('scalars, enums, literals and formats are their output', () => {
  expectTypeOf(partial(z.string().check(z.maxLength(3)))).toEqualTypeOf<string>();
  expectTypeOf(partial(z.email())).toEqualTypeOf<string>();
  expectTypeOf(partial(z.templateLiteral(['v', z.number()]))).toEqualTypeOf<`v${number}`>();
  expectTypeOf(partial(z.int())).toEqualTypeOf<number>();
  expectTypeOf(partial(z.boolean())).toEqualTypeOf<boolean>();
  expectTypeOf(partial(z.null())).toEqualTypeOf<null>();
  expectTypeOf(partial(z.coerce.bigint())).toEqualTypeOf<bigint>();
  expectTypeOf(partial(z.enum(['draft', 'final']))).toEqualTypeOf<'draft' | 'final'>();
  expectTypeOf(partial(z.literal(['a', 1]))).toEqualTypeOf<'a' | 1>();
  expectTypeOf(partial(z.date())).toEqualTypeOf<Date>();
  expectTypeOf(partial(z.set(z.string()))).toEqualTypeOf<Set<string>>();
  expectTypeOf(partial(z.map(z.string(), z.number()))).toEqualTypeOf<Map<string, number>>();
});

test('what is made of the whole value is whole, in its output type', () => {
  const User = z.object({ name: z.string() });
  const length = z.transform((text: string) => text.length);
  expectTypeOf(partial(z.pipe(z.string(), length))).toEqualTypeOf<number>();
  expectTypeOf(partial(z.catch(User, { name: '' }))).toEqualTypeOf<{ name: string }>();
  expectTypeOf(partial(z.stringbool())).toEqualTypeOf<boolean>();
  expectTypeOf(partial(z.custom<{ a: string }>())).toEqualTypeOf<{ a: string }>();
  const iso = z.codec(z.iso.datetime(), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  });
  expectTypeOf(partial(iso)).toEqualTypeOf<Date>();
});

test('the keys of an object are optional, and say undefined only if the schema does', () => {
  const schema = z.object({
    a: z.string(),
    b: z.optional(z.string()),
    c: z.nullable(z.object({ d: z.number() })),
    e: z._default(z.object({ d: z.number() }), { d: 1 }),
    f: z.prefault(z.string(), ''),
    g: z.nonoptional(z.optional(z.string())),
    h: z.nullish(z.string()),
  });
  expectTypeOf(partial(schema)).toEqualTypeOf<{
    a?: string;
    b?: string | undefined;
    c?: { d?: number } | null;
    e?: { d?: number };
    f?: string;
    g?: string;
    h?: string | null | undefined;
  }>();
  expectTypeOf(partial(z.strictObject({ a: z.string() }))).toEqualTypeOf<{ a?: string }>();
  expectTypeOf(partial(z.looseObject({ a: z.string() }))).toEqualTypeOf<{
    [x: string]: unknown;
    a?: string;
  }>();
  const numbers = z.catchall(z.object({ a: z.literal(1) }), z.number());
  expectTypeOf(partial(numbers)).toEqualTypeOf<{ [x: string]: number; a?: 1 }>();
});

test('arrays, tuples and records hold what can be shown of their parts', () => {
  const item = z.object({ a: z.string() });
  expectTypeOf(partial(z.array(item))).toEqualTypeOf<{ a?: string }[]>();
  expectTypeOf(partial(z.tuple([z.string(), item]))).toEqualTypeOf<[string?, { a?: string }?]>();
  expectTypeOf(partial(z.tuple([z.string()], item))).toEqualTypeOf<[string?, ...{ a?: string }[]]>();
  expectTypeOf(partial(z.record(z.string(), item))).toEqualTypeOf<{ [x: string]: { a?: string } }>();
  expectTypeOf(partial(z.record(z.enum(['x', 'y']), item))).toEqualTypeOf<{
    x?: { a?: string };
    y?: { a?: string };
  }>();
  expectTypeOf(partial(z.partialRecord(z.string(), z.number()))).toEqualTypeOf<{
    [x: string]: number | undefined;
  }>();
});

test('a discriminated union has its tag for sure, and narrows by it', () => {
  const shape = partial(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('circle'), radius: z.number() }),
      z.readonly(z.object({ kind: z.literal('square'), size: z.object({ side: z.number() }) })),
    ]),
  );
  expectTypeOf(shape).toEqualTypeOf<
    { kind: 'circle'; radius?: number } | { readonly kind: 'square'; readonly size?: { side?: number } }
  >();
  if (shape.kind === 'circle') expectTypeOf(shape.radius).toEqualTypeOf<number | undefined>();
});

test('a union is one of its options, an intersection both', () => {
  const left = z.object({ a: z.string() });
  expectTypeOf(partial(z.union([z.string(), left]))).toEqualTypeOf<string | { a?: string }>();
  expectTypeOf(partial(z.intersection(left, z.object({ b: z.number() })))).toEqualTypeOf<{
    a?: string;
    b?: number;
  }>();
});

test('any, unknown and JSON are themselves', () => {
  expectTypeOf(partial(z.unknown())).toEqualTypeOf<unknown>();
  expectTypeOf(partial(z.any())).toBeAny();
  expectTypeOf(partial(z.json())).toEqualTypeOf<z.output<z.ZodMiniJSONSchema>>();
});

test('readonly, brands and gates', () => {
  const id = z.string().brand<'Id'>();
  expectTypeOf(partial(z.readonly(z.array(z.object({ id }))))).toEqualTypeOf<
    readonly { id?: z.output<typeof id> }[]
  >();
  const Step = gate(z.object({ id: z.number(), text: z.string() }), 'id');
  expectTypeOf(partial(z.array(Step))).toEqualTypeOf<{ id: number; text?: string }[]>();
});

const Category = z.object({
  name: z.string(),
  get children() {
    return z.array(Category);
  },
  get parent() {
    return z.optional(Category);
  },
});

test('a schema that contains itself is partial at every level', () => {
  const category = partial(Category);
  expectTypeOf(category.children?.[0]?.parent?.children?.[0]?.name).toEqualTypeOf<string | undefined>();
  expectTypeOf(category.parent).toEqualTypeOf<PartialOf<typeof Category> | undefined>();
  const list = partial(z.lazy(() => z.array(Category)));
  expectTypeOf(list[0]?.name).toEqualTypeOf<string | undefined>();
});
