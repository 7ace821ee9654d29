// What a place of a document may hold, and how much of it may be shown while it is open.
import type { Live } from './live.ts';
import { ARR, FALSE, NULL, NUM, OBJ, STR, TRUE } from './token.ts';
import type { ZodSchema } from './zod.ts';

/** Takes every JSON value as it comes. */
export const ANY = 0;
/** Judged by its schema when it is whole, and shown then. */
export const LEAF = 1;
/** A string that is shown as it grows. */
export const STRING_LEAF = 2;
export const OBJECT = 3;
export const RECORD = 4;
export const ARRAY = 5;
export const TUPLE = 6;
export const UNION = 7;
/** A union that one key decides. */
export const TAGGED = 8;

export const ANY_TYPE: number = STR | NUM | TRUE | FALSE | NULL | OBJ | ARR;

/** What a schema says of one place. */
export interface Shape {
  readonly kind: number;
  /** The types that a value here may have, as bits. */
  readonly types: number;
  /** The types whose values are final as they are. */
  readonly plain: number;
  /** The schema with all its wrappers; it judges leaves, and absence. */
  readonly schema: ZodSchema | undefined;
  /** The checks of a container, to be run when it closes, innermost first. */
  readonly checks: readonly ZodSchema[];
  /** What every beginning of a string here has to pass. */
  readonly live?: Live | undefined;
  /** All that a string here may be. */
  readonly strings?: readonly string[] | undefined;
  /** The keys of an object. */
  readonly fields?: ReadonlyMap<string, ZodSchema>;
  /** The schemas that judge the absence of a key, where they are not those of its value. */
  readonly sides?: ReadonlyMap<string, readonly ZodSchema[]>;
  /** What holds for every item, other key or value. */
  readonly rest?: ZodSchema | undefined;
  readonly items?: readonly ZodSchema[];
  /** The keys of a record, and whether others pass. */
  readonly keys?: ZodSchema;
  readonly loose?: boolean;
  /** Whether unknown keys are refused. */
  readonly strict?: boolean;
  /** The most items that an array may have, and what zod says of more. */
  readonly max?: number;
  readonly bound?: (length: number) => object | undefined;
  readonly options?: readonly Shape[];
  readonly exclusive?: boolean;
  readonly tag?: string;
  /** The tag, and those of its options that are such unions themselves: what they say decides what is below. */
  readonly marks?: readonly string[];
  /** The option of each value of the tag; the others if there are any. */
  readonly tags?: ReadonlyMap<unknown, () => Shape>;
  readonly frozen?: boolean;
  readonly emit?: 'progressive' | 'done' | 'predict' | undefined;
  readonly gate?: readonly string[] | undefined;
  /** Rules for places below, by path. */
  readonly rules?: readonly PathRule[];
  /** The shapes below that have been asked for, by key; of a union, what it makes of its options. */
  readonly children: Map<string | number | Shape, Shape | undefined>;
}

/** How a place is shown. See {@link streaming}. */
export interface Rule {
  /**
   * `progressive`: as it grows, also a string with a format. `done`: only when it is whole. `predict`: an enum, as soon
   * as one value is left and it is no prefix of another.
   */
  readonly emit?: 'progressive' | 'done' | 'predict' | undefined;
  /** The object stays hidden until these keys are done. */
  readonly gate?: readonly string[] | undefined;
}

/** A rule and the keys that lead to its place; `*` stands for any. */
export type PathRule = readonly [path: readonly string[], rule: Rule];

/** A place that no schema restricts. */
export const anything: Shape = make(ANY, ANY_TYPE, undefined, { plain: ANY_TYPE });

export function make(
  kind: number,
  types: number,
  schema: ZodSchema | undefined,
  more?: Partial<Shape>,
): Shape {
  return { kind, types, schema, plain: 0, checks: [], children: new Map(), ...more };
}

/** An option with what its union adds; made once, as it remembers the shapes below it. */
export function narrow(union: Shape, option: Shape): Shape {
  const { checks, frozen, emit, gate, rules, children } = union;
  if (!checks.length && !frozen && !emit && !gate && !rules?.length) return option;
  const made = children.get(option) ?? {
    ...option,
    checks: [...option.checks, ...checks],
    frozen: !!(frozen || option.frozen),
    emit: emit ?? option.emit,
    gate: gate ? [...gate, ...(option.gate ?? [])] : option.gate,
    ...(rules?.length ? { rules, children: new Map() } : {}),
  };
  children.set(option, made);
  return made;
}

/** The type of a JSON value, as a bit; 0 for what JSON cannot hold. */
export function typeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return STR;
    case 'number':
      return NUM;
    case 'boolean':
      return value ? TRUE : FALSE;
    case 'object':
      return value === null ? NULL : Array.isArray(value) ? ARR : OBJ;
    default:
      return 0;
  }
}
