// The types of what a schema shows: while a document grows, and at its end.
import type { DeepPartial, Flat, Whole } from './deep-partial.ts';
import type { JsonValue } from './json.ts';
import type { StandardSchema } from './standard-schema.ts';

/** A zod 4 schema, classic or mini, or a schema of another library that follows Standard Schema. */
export type Schema = StandardSchema;

/**
 * What a schema makes of a whole document: its output type.
 *
 * ```ts
 * import type { OutputOf } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), age: z.number().default(0) });
 * const user: OutputOf<typeof User> = { name: 'Ada', age: 36 };
 * console.log(user.age); // 36
 * ```
 */
export type OutputOf<S> = S extends { _zod: { output: Anything } }
  ? S['_zod']['output']
  : S extends { readonly '~standard': { readonly types?: { readonly output: infer Output } | undefined } }
    ? Output
    : unknown;

/** `any`, as in zod's own `output`: a generic function takes the one for the other only where both ask the same. */
type Anything = ReturnType<typeof JSON.parse>;

/**
 * What can be shown of a document while it grows, by its schema:
 *
 * - Numbers, booleans, enums, literals, dates, and what a transform, a pipe or a `catch` makes are whole or absent, in
 *   their output type. A string may be a prefix.
 * - Keys of objects are optional, but for the tag of a discriminated union and the keys of a `gate`.
 * - An array holds what can be shown of its elements, and never undefined for one that is missing. A tuple may be
 *   shorter.
 * - Where the parts of a schema cannot be seen (`z.ZodType<T>`, a schema of another library), it is the output with
 *   every key optional. A literal of another library's schema may be a prefix before the end.
 *
 * It is plain data, so that it fits the props of a component, and {@link OutputOf} is assignable to it, so that what
 * is written for the partial takes the result too.
 *
 * ```ts
 * import type { PartialOf } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const Recipe = z.object({ title: z.string(), level: z.enum(['easy', 'hard']), steps: z.array(z.string()) });
 * const recipe: PartialOf<typeof Recipe> = { title: 'Miso so', steps: [] };
 * console.log(recipe.level); // undefined
 * ```
 */
export type PartialOf<S> = Part<S, never>;

/** Marks a schema whose object stays hidden until the keys `K` are done; its partial has them for sure. */
export interface Gated<K extends string> {
  /** Exists for the compiler alone. */
  readonly [gate]: { readonly [key in K]: true };
}

declare const gate: unique symbol;

/** What can be shown of `S`; the keys `R` of an object are required. */
type Part<S, R> = 0 extends S & 1
  ? S
  : S extends { readonly _zod: { readonly def: infer Def extends { readonly type: string } } }
    ? Def['type'] extends keyof Rows<S, Def, R>
      ? Rows<S, Def, R | GateOf<S>>[Def['type']]
      : // `z.ZodType<T>` may be of any type.
        'object' extends Def['type']
        ? DeepPartial<OutputOf<S>>
        : OutputOf<S>
    : DeepPartial<OutputOf<S>>;

/** The types of zod schemas that can be shown in part; all others are whole or absent. */
interface Rows<S, Def, R> {
  object: Def extends { readonly shape: infer Shape }
    ? string extends keyof Shape
      ? DeepPartial<OutputOf<S>>
      : ObjectPart<Shape, ExtraOf<S>, R>
    : never;
  array: Def extends { readonly element: infer Element } ? PartialOf<Element>[] : never;
  tuple: Def extends { readonly items: infer Items; readonly rest: infer Rest }
    ? TuplePart<Items, Rest>
    : never;
  record: Def extends { readonly keyType: infer Key; readonly valueType: infer Value }
    ? RecordPart<OutputOf<Key> & PropertyKey, PartialOf<Value>, OutputOf<S>>
    : never;
  union: Def extends { readonly options: readonly (infer Option)[] }
    ? UnionPart<Option, R | TagOf<Def>, OutputOf<S>>
    : never;
  intersection: Def extends { readonly left: infer Left; readonly right: infer Right }
    ? Joined<Part<Left, R> & Part<Right, R>>
    : never;
  lazy: Def extends { readonly getter: () => infer Inner } ? Part<Inner, R> : never;
  optional: Part<InnerOf<Def>, R> | Extract<OutputOf<S>, undefined>;
  nullable: Part<InnerOf<Def>, R> | null;
  default: Exclude<Part<InnerOf<Def>, R>, undefined>;
  prefault: Part<InnerOf<Def>, R>;
  nonoptional: Exclude<Part<InnerOf<Def>, R>, undefined>;
  readonly: Frozen<Part<InnerOf<Def>, R>>;
}

type ObjectPart<Shape, Extra, R> = Flat<
  { -readonly [K in keyof Shape as K extends SureKey<Shape, R> ? K : never]: OutputOf<Shape[K]> } & {
    -readonly [K in keyof Shape as K extends SureKey<Shape, R> ? never : K]?: PartialOf<Shape[K]>;
  } & { [K in keyof Extra]: DeepPartial<Extra[K]> }
>;

/** The keys of `R` that a finished object has. */
type SureKey<Shape, R> = {
  [K in keyof Shape & R]: Shape[K] extends { readonly _zod: { readonly optout: 'optional' } } ? never : K;
}[keyof Shape & R];

/** `[A?, B?]` has the same values as `[] | [A] | [A, B]`, and stays readable however long it gets. */
type TuplePart<Items, Rest> = Rest extends null
  ? TupleItems<Items>
  : [...TupleItems<Items>, ...PartialOf<Rest>[]];
type TupleItems<Items> = Items extends readonly unknown[]
  ? { -readonly [I in keyof Items]?: PartialOf<Items[I]> }
  : never;

/** Keys that are listed may be missing; where they are not, the type says so anyhow. */
type RecordPart<K extends PropertyKey, Value, Output> = Flat<
  { [P in K as Record<never, 1> extends Record<P, 1> ? never : P]?: Value } & {
    [P in K as Record<never, 1> extends Record<P, 1> ? P : never]:
      | Value
      | (P extends keyof Output ? Extract<Output[P], undefined> : never);
  }
>;

type UnionPart<Option, R, Output> = JsonValue extends Output
  ? Output
  : Option extends unknown
    ? Part<Option, R>
    : never;

type Joined<T> = T extends object ? (T extends readonly unknown[] | Whole ? T : Flat<T>) : T;
type Frozen<T> =
  T extends ReadonlyMap<infer K, infer V>
    ? ReadonlyMap<K, V>
    : T extends ReadonlySet<infer V>
      ? ReadonlySet<V>
      : T extends Whole
        ? T
        : { readonly [K in keyof T]: T[K] };

type GateOf<S> = S extends { readonly [gate]: infer Keys } ? keyof Keys : never;
type TagOf<Def> = Def extends { readonly discriminator: infer Tag } ? Tag : never;
type InnerOf<Def> = Def extends { readonly innerType: infer Inner } ? Inner : never;
type ExtraOf<S> = S extends { readonly _zod: { readonly config: { readonly out: infer Extra } } }
  ? Extra
  : unknown;
