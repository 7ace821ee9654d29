// The partial of a type whose schema cannot be seen.
import type { JsonValue } from './json.ts';

/**
 * `T` with every key of every object optional and every tuple maybe shorter. What JSON has no form for (dates, maps,
 * functions and the like) is whole or absent.
 */
export type DeepPartial<T> = JsonValue extends T
  ? // any, unknown, or JSON itself
    T
  : T extends Whole
    ? T
    : T extends readonly unknown[]
      ? DeepPartialList<T>
      : Flat<DeepPartialObject<T>>;

type DeepPartialList<T extends readonly unknown[]> = number extends T['length']
  ? T extends readonly [infer First, ...infer Rest]
    ? T extends unknown[]
      ? [DeepPartial<First>?, ...DeepPartialList<Rest>]
      : readonly [DeepPartial<First>?, ...DeepPartialList<Rest>]
    : { [K in keyof T]: DeepPartial<T[K]> }
  : { [K in keyof T]?: DeepPartial<T[K]> };

type DeepPartialObject<T> = {
  [K in keyof T as Record<never, 1> extends Record<K, 1> ? never : K]?: DeepPartial<T[K]>;
} & { [K in keyof T as Record<never, 1> extends Record<K, 1> ? K : never]: DeepPartial<T[K]> };

/** What is never shown in part. */
export type Whole =
  | string
  | number
  | bigint
  | boolean
  | symbol
  | null
  | undefined
  | ((...args: never) => unknown)
  | Date
  | RegExp
  | Error
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | { readonly [Symbol.toStringTag]: string }
  | Global<'URL'>
  | Global<'Blob'>;

/** The type of a global class, where the program has it. */
type Global<Name extends string> = typeof globalThis extends {
  readonly [key in Name]: { readonly prototype: infer T };
}
  ? T
  : never;

/** An intersection of objects as one, for people who read it. */
export type Flat<T> = { [K in keyof T]: T[K] } & {};
