// What PartialOf makes of each row of the semantics, for zod's classic schemas.
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import type { JsonValue } from './json.ts';
import type { Gated, OutputOf, PartialOf, Schema } from './partial-of.ts';
import { streaming } from './streaming.ts';

/** Its argument is refused where the result would not fit what is written for the partial. */
declare function partial<S extends Schema>(
  schema: S & (OutputOf<S> extends PartialOf<S> ? unknown : never),
): PartialOf<S>;
declare function gate<S extends Schema, K extends string>(schema: S, ...keys: K[]): S & Gated<K>;

test('a string may be a prefix, with or without a format', () => {
  expectTypeOf(partial(z.string())).toEqualTypeOf<string>();
  expectTypeOf(partial(z.string().trim().min(3))).toEqualTypeOf<string>();
  expectTypeOf(partial(z.email())).toEqualTypeOf<string>();
  expectTypeOf(partial(z.templateLiteral(['v', z.number()]))).toEqualTypeOf<`v${number}`>();
});

test('numbers, booleans, null and bigints are whole', () => {
  expectTypeOf(partial(z.int())).toEqualTypeOf<number>();
  expectTypeOf(partial(z.boolean())).toEqualTypeOf<boolean>();
  expectTypeOf(partial(z.null())).toEqualTypeOf<null>();
  expectTypeOf(partial(z.coerce.bigint())).toEqualTypeOf<bigint>();
  expectTypeOf(partial(z.coerce.number())).toEqualTypeOf<number>();
});

test('enums and literals are exact', () => {
  const Size = { Small: 's', Large: 'l' } as const;
  expectTypeOf(partial(z.enum(['draft', 'final']))).toEqualTypeOf<'draft' | 'final'>();
  expectTypeOf(partial(z.enum(Size))).toEqualTypeOf<'s' | 'l'>();
  expectTypeOf(partial(z.literal(['a', 1, true, null]))).toEqualTypeOf<'a' | 1 | true | null>();
});

test('dates, maps, sets, instances and functions are whole', () => {
  expectTypeOf(partial(z.coerce.date())).toEqualTypeOf<Date>();
  expectTypeOf(partial(z.iso.datetime())).toEqualTypeOf<string>();
  expectTypeOf(partial(z.map(z.string(), z.object({ a: z.string() })))).toEqualTypeOf<
    Map<string, { a: string }>
  >();
  expectTypeOf(partial(z.set(z.string()))).toEqualTypeOf<Set<string>>();
  expectTypeOf(partial(z.instanceof(URL))).toEqualTypeOf<URL>();
  expectTypeOf(partial(z.custom<{ a: string }>())).toEqualTypeOf<{ a: string }>();
  expectTypeOf(partial(z.promise(z.object({ a: z.string() })))).toEqualTypeOf<Promise<{ a: string }>>();
  expectTypeOf(partial(z.file())).toEqualTypeOf<File>();
  expectTypeOf(partial(z.undefined())).toEqualTypeOf<undefined>();
  expectTypeOf(partial(z.symbol())).toEqualTypeOf<symbol>();
  expectTypeOf(partial(z.never())).toEqualTypeOf<never>();
});

test('what is made of the whole value is whole, in its output type', () => {
  const User = z.object({ name: z.string() });
  expectTypeOf(partial(z.string().transform((text) => text.length))).toEqualTypeOf<number>();
  expectTypeOf(partial(User.transform((user) => ({ ...user, at: new Date() })))).toEqualTypeOf<{
    name: string;
    at: Date;
  }>();
  expectTypeOf(partial(z.preprocess(String, User))).toEqualTypeOf<{ name: string }>();
  expectTypeOf(partial(z.string().pipe(z.coerce.number()))).toEqualTypeOf<number>();
  expectTypeOf(partial(z.stringbool())).toEqualTypeOf<boolean>();
  const iso = z.codec(z.iso.datetime(), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  });
  expectTypeOf(partial(iso)).toEqualTypeOf<Date>();
  expectTypeOf(partial(User.catch({ name: '' }))).toEqualTypeOf<{ name: string }>();
});

test('the keys of an object are optional, and say undefined only if the schema does', () => {
  const Address = z.object({ street: z.string(), zip: z.string().optional(), no: z.number().nullable() });
  expectTypeOf(partial(z.object({ name: z.string(), address: Address }))).toEqualTypeOf<{
    name?: string;
    address?: { street?: string; zip?: string | undefined; no?: number | null };
  }>();
  expectTypeOf(partial(z.object({ a: z.exactOptional(z.string()) }))).toEqualTypeOf<{ a?: string }>();
  expectTypeOf(partial(z.object({}))).toEqualTypeOf<Record<never, never>>();
});

test('unknown keys follow the catchall', () => {
  expectTypeOf(partial(z.strictObject({ a: z.string() }))).toEqualTypeOf<{ a?: string }>();
  expectTypeOf(partial(z.looseObject({ a: z.string() }))).toEqualTypeOf<{
    [x: string]: unknown;
    a?: string;
  }>();
  const numbers = z.object({ a: z.literal(1) }).catchall(z.number());
  expectTypeOf(partial(numbers)).toEqualTypeOf<{ [x: string]: number; a?: 1 }>();
});

test('a default, a prefault and nonoptional take undefined away', () => {
  const schema = z.object({
    a: z.string().default('x'),
    b: z.string().optional().default('x'),
    c: z.object({ d: z.string() }).prefault({ d: 'x' }),
    e: z.nonoptional(z.string().optional()),
    f: z.object({ d: z.string() }).default({ d: 'x' }),
  });
  expectTypeOf(partial(schema)).toEqualTypeOf<{
    a?: string;
    b?: string;
    c?: { d?: string };
    e?: string;
    f?: { d?: string };
  }>();
});

test('an array holds what can be shown of its elements, and nothing undefined', () => {
  const list = z.array(z.object({ title: z.string() }));
  expectTypeOf(partial(list)).toEqualTypeOf<{ title?: string }[]>();
  expectTypeOf(partial(z.array(z.array(z.enum(['a']))).min(1))).toEqualTypeOf<'a'[][]>();
});

test('a tuple may be shorter', () => {
  const item = z.object({ a: z.string() });
  expectTypeOf(partial(z.tuple([z.string(), item]))).toEqualTypeOf<[string?, { a?: string }?]>();
  expectTypeOf(partial(z.tuple([z.string()], item))).toEqualTypeOf<[string?, ...{ a?: string }[]]>();
  expectTypeOf<[]>().toExtend<PartialOf<z.ZodTuple<[z.ZodString, z.ZodNumber]>>>();
  expectTypeOf<[string]>().toExtend<PartialOf<z.ZodTuple<[z.ZodString, z.ZodNumber]>>>();
});

test('a record has what can be shown of its values', () => {
  const item = z.object({ a: z.string() });
  expectTypeOf(partial(z.record(z.string(), item))).toEqualTypeOf<{ [x: string]: { a?: string } }>();
  expectTypeOf(partial(z.record(z.enum(['x', 'y']), item))).toEqualTypeOf<{
    x?: { a?: string };
    y?: { a?: string };
  }>();
  expectTypeOf(partial(z.partialRecord(z.enum(['x', 'y']), z.number()))).toEqualTypeOf<{
    x?: number;
    y?: number;
  }>();
  expectTypeOf(partial(z.partialRecord(z.string(), z.number()))).toEqualTypeOf<{
    [x: string]: number | undefined;
  }>();
  expectTypeOf(partial(z.record(z.templateLiteral(['#', z.number()]), item))).toEqualTypeOf<{
    [x: `#${number}`]: { a?: string };
  }>();
  expectTypeOf(partial(z.looseRecord(z.string(), z.number()))).toEqualTypeOf<{ [x: string]: number }>();
});

test('a discriminated union has its tag for sure, and narrows by it', () => {
  const Shape = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('circle'), radius: z.number() }),
    z.object({ kind: z.enum(['square', 'cube']), size: z.object({ side: z.number() }) }),
  ]);
  const shape = partial(Shape);
  expectTypeOf(shape).toEqualTypeOf<
    { kind: 'circle'; radius?: number } | { kind: 'square' | 'cube'; size?: { side?: number } }
  >();
  if (shape.kind === 'circle') expectTypeOf(shape.radius).toEqualTypeOf<number | undefined>();
  else expectTypeOf(shape.size?.side).toEqualTypeOf<number | undefined>();
});

test('a tag is required through every wrapper of an option', () => {
  const a = z.object({ t: z.literal('a'), x: z.string() });
  const b = z.object({ t: z.literal('b'), u: z.literal('p'), y: z.string() });
  const c = z.object({ t: z.literal('b'), u: z.literal('q'), z: z.string() });
  expectTypeOf(
    partial(z.discriminatedUnion('t', [a.readonly(), z.discriminatedUnion('u', [b, c])])),
  ).toEqualTypeOf<
    { readonly t: 'a'; readonly x?: string } | { t: 'b'; u: 'p'; y?: string } | { t: 'b'; u: 'q'; z?: string }
  >();
  expectTypeOf(partial(z.discriminatedUnion('t', [z.lazy(() => a), b.refine(() => true)]))).toEqualTypeOf<
    { t: 'a'; x?: string } | { t: 'b'; u?: 'p'; y?: string }
  >();
  expectTypeOf(partial(z.array(z.discriminatedUnion('t', [a, b]).nullable()))).toEqualTypeOf<
    ({ t: 'a'; x?: string } | { t: 'b'; u?: 'p'; y?: string } | null)[]
  >();
});

test('a union is what can be shown of one of its options', () => {
  const schema = z.union([z.string(), z.object({ a: z.number() }), z.array(z.object({ b: z.string() }))]);
  expectTypeOf(partial(schema)).toEqualTypeOf<string | { a?: number } | { b?: string }[]>();
  expectTypeOf(partial(z.xor([z.object({ a: z.string() }), z.object({ b: z.string() })]))).toEqualTypeOf<
    { a?: string } | { b?: string }
  >();
});

test('an intersection is both', () => {
  const left = z.object({ a: z.string(), deep: z.object({ x: z.string() }) });
  const right = z.object({ b: z.number() });
  expectTypeOf(partial(left.and(right))).toEqualTypeOf<{ a?: string; deep?: { x?: string }; b?: number }>();
  const tagged = z.discriminatedUnion('t', [
    z.object({ t: z.literal('a') }),
    z.object({ t: z.literal('b'), c: z.string() }),
  ]);
  expectTypeOf(partial(right.and(tagged))).toEqualTypeOf<
    { t: 'a'; b?: number } | { t: 'b'; c?: string; b?: number }
  >();
  expectTypeOf(partial(z.string().and(z.literal('a')))).toEqualTypeOf<'a'>();
});

test('optional and nullable say so, at the top too', () => {
  expectTypeOf(partial(z.object({ a: z.string() }).optional())).toEqualTypeOf<{ a?: string } | undefined>();
  expectTypeOf(partial(z.array(z.object({ a: z.string() })).nullish())).toEqualTypeOf<
    { a?: string }[] | null | undefined
  >();
});

test('readonly stays readonly', () => {
  const item = z.object({ a: z.string() });
  expectTypeOf(partial(item.readonly())).toEqualTypeOf<{ readonly a?: string }>();
  expectTypeOf(partial(z.array(item).readonly())).toEqualTypeOf<readonly { a?: string }[]>();
  expectTypeOf(partial(z.tuple([z.string(), item]).readonly())).toEqualTypeOf<
    readonly [string?, { a?: string }?]
  >();
  expectTypeOf(partial(z.set(z.string()).readonly())).toEqualTypeOf<ReadonlySet<string>>();
  expectTypeOf(partial(z.date().readonly())).toEqualTypeOf<Date>();
});

test('a brand stays on what is whole, and comes to containers at the end', () => {
  const id = z.string().brand<'Id'>();
  expectTypeOf(partial(id)).toEqualTypeOf<z.output<typeof id>>();
  expectTypeOf(partial(z.object({ id }).brand<'User'>())).toEqualTypeOf<{ id?: z.output<typeof id> }>();
  expectTypeOf(partial(z.record(id, z.number())));
});

test('refinements, metadata and checks change nothing', () => {
  const schema = z
    .object({ a: z.string() })
    .refine(() => true)
    .meta({ title: 'x' })
    .describe('y');
  expectTypeOf(partial(schema.superRefine(() => {}))).toEqualTypeOf<{ a?: string }>();
});

test('any, unknown and JSON are themselves', () => {
  expectTypeOf(partial(z.unknown())).toEqualTypeOf<unknown>();
  expectTypeOf(partial(z.any())).toBeAny();
  expectTypeOf(partial(z.json())).toEqualTypeOf<z.output<z.ZodJSONSchema>>();
  expectTypeOf<JsonValue>().toExtend<PartialOf<z.ZodJSONSchema>>();
});

test('the keys of a gate are required and whole', () => {
  const Step = gate(
    z.object({
      id: z.number(),
      author: z.object({ name: z.string() }),
      note: z.string().optional(),
      text: z.string(),
    }),
    'id',
    'author',
    'note',
  );
  expectTypeOf(partial(z.object({ steps: z.array(Step) }))).toEqualTypeOf<{
    steps?: { text?: string; note?: string | undefined; id: number; author: { name: string } }[];
  }>();
  expectTypeOf(partial(z.object({ step: Step.optional() }))).toEqualTypeOf<{
    step?: { text?: string; note?: string | undefined; id: number; author: { name: string } } | undefined;
  }>();
});

test('a rule of the registry changes the type only by its gate', () => {
  const Step = z.object({ id: z.number(), text: z.string() });
  expectTypeOf(partial(streaming.add(Step, { gate: ['id'] }))).toEqualTypeOf<{ id: number; text?: string }>();
  expectTypeOf(partial(streaming.add(Step, { emit: 'done' }))).toEqualTypeOf<{
    id?: number;
    text?: string;
  }>();
  const both = streaming.add(streaming.add(Step, { gate: ['id'] }), { gate: ['text'] });
  expectTypeOf(partial(both)).toEqualTypeOf<{ id: number; text: string }>();
});

test('a gate has keys of the schema', () => {
  const Step = z.object({ id: z.number(), text: z.string() });
  // @ts-expect-error there is no such key
  streaming.add(Step, { gate: ['idd'] });
  const Mail = z.discriminatedUnion('to', [
    z.object({ to: z.literal('one'), name: z.string() }),
    z.object({ to: z.literal('all'), list: z.array(z.string()) }),
  ]);
  streaming.add(Mail, { gate: ['name', 'list'] });
  // @ts-expect-error none of the two has such a key
  streaming.add(Mail, { gate: ['names'] });
  streaming.add(Step.optional(), { gate: ['id'] });
  streaming.add(z.looseObject({ id: z.number() }), { gate: ['id'] });
  streaming.add(z.record(z.string(), z.number()), { gate: ['total'] });
  streaming.add(Step as z.ZodType, { gate: ['id'] });
  streaming.add(Step as z.ZodObject, { gate: ['id'] });
  const Branch = streaming.add(
    z.object({
      name: z.string(),
      get branches() {
        return z.array(Branch);
      },
    }),
    { gate: ['name'] },
  );
  expectTypeOf<PartialOf<typeof Branch>['name']>().toEqualTypeOf<string>();
});

test('a function over any schema of zod has the output of zod', () => {
  function read<S extends z.ZodType>(_: S, output: OutputOf<S>): z.output<S> {
    return output;
  }
  expectTypeOf(read(z.object({ a: z.string() }), { a: 'x' })).toEqualTypeOf<{ a: string }>();
});
