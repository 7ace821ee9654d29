// Paths to the fields of a document: typed by its schema, joined by dots or as an array of keys.
import type { Whole } from './deep-partial.ts';
import type { JsonPath, JsonValue } from './json.ts';
import type { OutputOf, PartialOf } from './partial-of.ts';

/**
 * A path to a field of `S`: its keys and indices joined by dots, or an array of them; `''` and `[]` are the document
 * itself. A key that holds a dot needs the array. Below the fifth key any path is taken.
 *
 * ```ts
 * import type { FieldPath } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const Recipe = z.object({ title: z.string(), steps: z.array(z.object({ text: z.string() })) });
 * const path: FieldPath<typeof Recipe> = 'steps.0.text';
 * console.log(path); // steps.0.text
 * ```
 */
export type FieldPath<S> = '' | DotPath<PartialOf<S>, [1, 1, 1, 1, 1]> | JsonPath;

/**
 * What can be shown at a path, undefined while nothing is there; `unknown` where the compiler does not know the path.
 *
 * ```ts
 * import type { FieldValue } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const Recipe = z.object({ steps: z.array(z.object({ minutes: z.number() })) });
 * const minutes: FieldValue<typeof Recipe, 'steps.0.minutes'> = 20;
 * console.log(minutes); // 20
 * ```
 */
export type FieldValue<S, P> = ValueAt<PartialOf<S>, KeysOf<P>> | undefined;

/**
 * An element of the array at a path, as its schema has made it; `unknown` where the compiler does not know the path, and
 * `never` where no array is.
 *
 * ```ts
 * import type { ElementOf } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const Recipe = z.object({ steps: z.array(z.object({ minutes: z.number() })) });
 * const step: ElementOf<typeof Recipe, 'steps'> = { minutes: 20 };
 * console.log(step.minutes); // 20
 * ```
 */
export type ElementOf<S, P> = ItemOf<ValueAt<OutputOf<S>, KeysOf<P>>>;

/**
 * The keys of a path. What reads as an index becomes a number: `'0'` and `0` name the same place, in an array and in a
 * record.
 *
 * ```ts
 * import { parsePath } from '@partialkit/core';
 *
 * console.log(parsePath('items.0.title')); // [ 'items', 0, 'title' ]
 * console.log(parsePath(['v1.0', 'title'])); // [ 'v1.0', 'title' ]
 * console.log(parsePath('')); // []
 * ```
 */
export function parsePath(path: string | JsonPath): JsonPath {
  if (typeof path !== 'string') return path;
  const isIndex = (key: string): boolean => String(+key) === key && Number.isSafeInteger(+key) && +key >= 0;
  return path ? path.split('.').map((key) => (isIndex(key) ? +key : key)) : [];
}

/** The paths below `T`, one level for each of `Levels`: a schema that contains itself has no end of them. */
type DotPath<T, Levels> = JsonValue extends T
  ? string
  : T extends Whole
    ? never
    : Levels extends [unknown, ...infer Below]
      ? T extends readonly unknown[]
        ? number extends T['length']
          ? Step<number, T[number], Below>
          : StepsOf<T, keyof T & `${number}`, Below>
        : StepsOf<T, keyof T, Below>
      : string;

type StepsOf<T, Keys extends keyof T, Below> = { [K in Keys]-?: Step<K, T[K], Below> }[Keys];

/** A key, and the paths below it. */
type Step<K, T, Below> = K extends '' | `${string}.${string}`
  ? never
  : K extends string | number
    ? `${K}` | `${K}.${DotPath<T, Below>}`
    : never;

type KeysOf<P> = P extends '' ? [] : P extends string ? (string extends P ? JsonPath : Split<P>) : P;
type Split<P extends string> = P extends `${infer Key}.${infer Rest}` ? [Key, ...Split<Rest>] : [P];

type ValueAt<T, Keys> = Keys extends readonly [infer Key extends string | number, ...infer Rest]
  ? ValueAt<ValueOf<T, Key>, Rest>
  : Keys extends readonly []
    ? T
    : unknown;

/** What is at a key of one of the types of `T`. */
type ValueOf<T, Key extends string | number> = JsonValue extends T
  ? unknown
  : T extends Whole
    ? never
    : Key extends keyof T
      ? T[Key]
      : `${Key}` extends keyof T
        ? T[`${Key}`]
        : `${Key}` extends `${infer Index extends number}`
          ? Index extends keyof T
            ? T[Index]
            : never
          : never;

/** The items of those types of `T` that are lists. */
type ItemOf<T> = unknown extends T ? unknown : T extends readonly (infer Item)[] ? Item : never;
