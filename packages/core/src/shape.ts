// The compiled schema: what a place of a document may hold, and how much of it may be shown while it is open.

import { streaming } from './streaming.ts';
import { ARR, FALSE, NULL, NUM, OBJ, STR, TRUE } from './tokenizer.ts';
import {
  both,
  bothBelow,
  type Check,
  type CheckDef,
  checksOf,
  type Payload,
  type ZodDef,
  type ZodSchema,
} from './zod.ts';

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

const ANY_TYPE: number = STR | NUM | TRUE | FALSE | NULL | OBJ | ARR;

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
  /** The option of each value of the tag; the others if there are any. */
  readonly tags?: ReadonlyMap<unknown, () => Shape>;
  readonly frozen?: boolean;
  readonly emit?: 'progressive' | 'done' | 'predict' | undefined;
  readonly gate?: readonly string[] | undefined;
  /** Rules for places below, by path. */
  readonly rules?: readonly PathRule[];
  /** The shapes below that have been asked for. */
  readonly children: Map<string | number, Shape | undefined>;
}

/** The checks that no longer text can mend. */
interface Live {
  /** The most code points. */
  readonly most: number;
  readonly prefixes: readonly string[];
  /** Characters that may not be there. */
  readonly wrong: readonly RegExp[];
}

/** How a place is shown. See {@link streaming}. */
export interface Rule {
  /**
   * `progressive`: as it grows, also a string with a format. `done`: only when it is whole. `predict`: an enum, as soon
   * as one value is left and it is no prefix of another.
   */
  readonly emit?: 'progressive' | 'done' | 'predict';
  /** The object stays hidden until these keys are done. */
  readonly gate?: readonly string[];
}
/** A rule and the keys that lead to its place; `*` stands for any. */
export type PathRule = readonly [path: readonly string[], rule: Rule];

/** A place that no schema restricts. */
export const anything: Shape = make(ANY, ANY_TYPE, undefined, { plain: ANY_TYPE });

const compiled = new WeakMap<ZodSchema, Shape>();

/** The shape of any schema; one that cannot be looked into allows anything. */
export function shapeOf(schema: object): Shape {
  return isZod(schema) ? compile(schema) : anything;
}

export function isZod(schema: object): schema is ZodSchema {
  return '_zod' in schema;
}

/** The shape of a schema; compiled once, and below it only as far as documents reach. */
export function compile(schema: ZodSchema): Shape {
  let shape = compiled.get(schema);
  if (!shape) {
    // A schema that leads straight to itself finds this: it is judged as a whole.
    compiled.set(schema, make(LEAF, ANY_TYPE, schema));
    shape = build(schema, schema._zod.def);
    const rule = streaming.get(schema);
    if (rule) shape = ruled(shape, rule);
    compiled.set(schema, shape);
  }
  return shape;
}

/** The shape with a rule, and rules for places below it. */
export function ruled(shape: Shape, rule: Rule | undefined, rules: readonly PathRule[] = []): Shape {
  const kind =
    rule?.emit === 'progressive' && shape.schema?._zod.def.type === 'string' && !overwrites(shape.schema)
      ? STRING_LEAF
      : shape.kind;
  return { ...shape, kind, ...rule, rules, children: new Map() };
}

/** The shape at `key` below a container; undefined where what stands there is not wanted. */
export function childOf(shape: Shape, key: string | number): Shape | undefined {
  const slot = shape.kind === OBJECT || shape.kind === TUPLE || shape.rules?.length ? key : '*';
  let child = shape.children.get(slot);
  if (!child && !shape.children.has(slot)) {
    const schema = shape.fields?.get(key as string) ?? shape.items?.[key as number] ?? shape.rest;
    child = schema ? compile(schema) : shape.kind === ANY ? anything : undefined;
    if (shape.rules?.length && child) {
      const below = shape.rules.flatMap(([[head, ...path], rule]): PathRule[] =>
        head === '*' || head === String(key) ? [[path, rule]] : [],
      );
      if (below.length) child = ruled(child, below.find(([path]) => !path.length)?.[1], below);
    }
    // What is not in the schema has no end: it is not remembered.
    if (slot === '*' || shape.fields?.has(key as string) || shape.items) shape.children.set(slot, child);
  }
  return child;
}

function make(kind: number, types: number, schema: ZodSchema | undefined, more?: Partial<Shape>): Shape {
  return { kind, types, schema, plain: 0, checks: [], children: new Map(), ...more };
}

function build(schema: ZodSchema, def: ZodDef): Shape {
  const checks = def.checks ?? [];
  const leaf = (types: number, plain = 0): Shape =>
    make(LEAF, types, schema, { plain: checks.length ? 0 : plain });
  const container = (kind: number, types: number, more: Partial<Shape>): Shape =>
    overwrites(schema) ? leaf(types) : make(kind, types, schema, { checks: checksOf(schema), ...more });
  const wrapped = (inner: Shape, more?: Partial<Shape>): Shape => ({
    ...inner,
    schema,
    // A leaf is judged by the whole schema.
    checks: inner.kind === LEAF ? [] : [...inner.checks, ...checksOf(schema)],
    children: new Map(),
    ...(checks.length ? { plain: 0 } : {}),
    ...more,
  });
  if (def.coerce) return leaf(ANY_TYPE);
  switch (def.type) {
    case 'string':
      return text(schema, def);
    case 'number':
      return leaf(NUM, def.check ? 0 : NUM);
    case 'boolean':
      return leaf(TRUE | FALSE, TRUE | FALSE);
    case 'null':
      return leaf(NULL, NULL);
    case 'any':
    case 'unknown':
      return container(ANY, ANY_TYPE, { plain: checks.length ? 0 : ANY_TYPE });
    case 'template_literal':
      return leaf(STR);
    case 'enum':
    case 'literal':
      return values(schema, [...(schema._zod.values ?? [])]);
    case 'object':
      return container(OBJECT, OBJ, {
        fields: new Map(Object.entries(def.shape).filter(([key]) => key !== '__proto__')),
        strict: def.catchall?._zod.def.type === 'never',
        rest: def.catchall?._zod.def.type === 'never' ? undefined : def.catchall,
      });
    case 'record':
      return container(RECORD, OBJ, {
        keys: def.keyType,
        rest: def.valueType,
        loose: def.mode === 'loose',
        strict: !!def.keyType._zod.values && !def.partial,
      });
    case 'array':
      return container(ARRAY, ARR, {
        rest: def.element,
        max: bound(checks.map((check) => check._zod.def)),
        bound: (length) => checks.flatMap((check) => tooLong(check, length))[0],
      });
    case 'tuple':
      return container(TUPLE, ARR, { items: def.items, rest: def.rest ?? undefined, strict: !def.rest });
    case 'union':
      return union(schema, def);
    case 'intersection':
      return intersection(schema, def) ?? leaf(compile(def.left).types & compile(def.right).types);
    case 'lazy':
      return wrapped(compile(schema._zod.innerType as ZodSchema));
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nonoptional':
      return wrapped(compile(def.innerType));
    case 'readonly':
      return wrapped(compile(def.innerType), { frozen: true });
    case 'nullable': {
      const inner = compile(def.innerType);
      return wrapped(inner, { types: inner.types | NULL, plain: checks.length ? 0 : inner.plain | NULL });
    }
    case 'catch': {
      // What cannot fail after its first byte may be shown before its end.
      const inner = compile(def.innerType);
      const sure = inner.kind === ANY || (inner.kind === STRING_LEAF && inner.plain & STR);
      return sure ? wrapped(inner, { types: ANY_TYPE }) : leaf(ANY_TYPE);
    }
    case 'pipe': {
      const inner = compile(def.in);
      return make(LEAF, def.in._zod.def.type === 'transform' ? ANY_TYPE : inner.types, schema, {
        strings: inner.strings,
        live: inner.live,
      });
    }
    case 'transform':
    case 'custom':
    case 'success':
    case 'promise':
      return leaf(ANY_TYPE);
    default:
      // Dates, maps, undefined and the like: no JSON value is one.
      return leaf(0);
  }
}

const overwrites = (schema: ZodSchema): boolean =>
  !!schema._zod.def.checks?.some((check) => check._zod.def.check === 'overwrite');

/** The upper bound that checks set to a length. */
const bound = (checks: readonly CheckDef[]): number =>
  Math.min(
    ...checks.map(
      (check) => (check.check === 'max_length' ? check.maximum : check.length) ?? Number.POSITIVE_INFINITY,
    ),
  );

/** What a bound says of an array of `length` items. */
function tooLong({ _zod }: Check, length: number): object[] {
  const payload: Payload = { value: Array(length), issues: [] };
  if (bound([_zod.def]) < length) _zod.check(payload);
  return payload.issues;
}

/** Units of `text` that hold at most `max` code points, as zod counts them. */
function clip(text: string, max: number): number {
  if (text.length <= max) return text.length;
  let units = 0;
  for (let points = 0; points < max && units < text.length; points++)
    units += (text.codePointAt(units) as number) > 0xffff ? 2 : 1;
  return units;
}

/** How many units two texts begin with alike, up to `most`, no surrogate pair cut in two. */
function sameLength(left: string, right: string, most: number): number {
  let same = 0;
  while (same < most && same < right.length && left[same] === right[same]) same++;
  return same < most && same && /[\ud800-\udbff]/.test(left[same - 1] as string) ? same - 1 : same;
}

/**
 * How much of `text` a right text may begin with. What stands before `piece`, its last part, and has `points` code
 * points, has been judged, and is not looked at again.
 */
export function goodLength({ live, strings }: Shape, text: string, piece: string = text, points = 0): number {
  const before = text.length - piece.length;
  let good = text.length;
  if (live) {
    good = before + clip(piece, live.most - points);
    for (const prefix of live.prefixes) {
      if (before >= prefix.length) continue;
      const same = sameLength(text, prefix, good);
      if (same < prefix.length) good = same;
    }
    for (const pattern of live.wrong) {
      const at = piece.search(pattern);
      if (at >= 0) good = Math.min(good, before + at);
    }
  }
  return strings ? Math.max(0, ...strings.map((value) => sameLength(text, value, good))) : good;
}

/** Checks that hold for every prefix of a text that passes them. */
const PREFIX_CHECKS = ['includes', 'starts_with', 'ends_with', 'lowercase', 'uppercase'];

function text(schema: ZodSchema, def: ZodDef): Shape {
  const checks = (def.checks ?? []).map((check) => check._zod.def);
  const all = def.check ? [def as unknown as CheckDef, ...checks] : checks;
  const formatted = all.some(
    (check) => check.check === 'string_format' && !PREFIX_CHECKS.includes(check.format as string),
  );
  const live = {
    most: bound(all),
    prefixes: all.flatMap((check) => check.prefix ?? []),
    wrong: all.flatMap((check) =>
      check.format === 'lowercase' ? /[A-Z]/ : check.format === 'uppercase' ? /[a-z]/ : [],
    ),
  };
  const kind = formatted || overwrites(schema) ? LEAF : STRING_LEAF;
  return make(kind, STR, schema, {
    plain: all.length ? 0 : STR,
    live: all.length && !overwrites(schema) ? live : undefined,
  });
}

function values(schema: ZodSchema, all: readonly unknown[]): Shape {
  const types = all.reduce<number>((bits, value) => bits | typeOf(value), 0);
  return make(LEAF, types, schema, { strings: all.filter((value) => typeof value === 'string') });
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

function union(schema: ZodSchema, def: ZodDef): Shape {
  const options = def.options.map(compile);
  const more = {
    options: options.flatMap((option) =>
      option.kind === UNION && !option.checks.length && !option.exclusive && !option.frozen
        ? (option.options ?? [])
        : option,
    ),
    checks: checksOf(schema),
  };
  const types = options.reduce((bits, option) => bits | option.types, 0);
  if (!def.discriminator) {
    return make(UNION, types, schema, def.inclusive === false ? { ...more, options, exclusive: true } : more);
  }
  const tags = new Map<unknown, () => Shape>();
  for (const option of def.options) {
    for (const value of option._zod.propValues?.[def.discriminator] ?? [])
      tags.set(value, () => compile(option));
  }
  return make(TAGGED, OBJ, schema, {
    ...more,
    options: def.unionFallback ? options : [],
    tag: def.discriminator,
    tags,
  });
}

/** Both shapes in one; undefined where only the whole value can be judged. */
function intersection(schema: ZodSchema, def: ZodDef): Shape | undefined {
  const compiled = [compile(def.left), compile(def.right)];
  // Beside an object, what takes everything takes every key.
  const [left, right] = (
    compiled.some(({ kind }) => kind === OBJECT)
      ? compiled.map((side) =>
          side.kind === ANY ? { ...side, kind: OBJECT, fields: new Map(), rest: side.schema } : side,
        )
      : compiled
  ) as [Shape, Shape];
  if (overwrites(schema) || (def.firm && (left.strict || right.strict))) return undefined;
  const types = left.types & right.types;
  const checks = [...left.checks, ...right.checks, ...checksOf(schema)];
  const own = left.checks.length + right.checks.length > 0;
  const join = (a?: ZodSchema, b?: ZodSchema): ZodSchema | undefined =>
    a && b ? bothBelow(schema, a, b) : (a ?? b);
  if (left.emit || right.emit || left.gate || right.gate) return undefined;
  const texts = [left, right].filter(({ kind }) => kind === STRING_LEAF);
  if (texts.length && [left, right].every(({ kind }) => kind === STRING_LEAF || kind === ANY)) {
    const lives = texts.flatMap(({ live }) => live ?? []);
    return make(STRING_LEAF, types, schema, {
      live: {
        most: Math.min(...lives.map(({ most }) => most)),
        prefixes: lives.flatMap(({ prefixes }) => prefixes),
        wrong: lives.flatMap(({ wrong }) => wrong),
      },
    });
  }
  for (const [a, b, flip] of [
    [left, right, false],
    [right, left, true],
  ] as const) {
    // What one side chooses, the other judges with it.
    const beside = (option: Shape): Shape =>
      compile(
        flip
          ? both(schema, option.schema as ZodSchema, a.schema as ZodSchema)
          : both(schema, a.schema as ZodSchema, option.schema as ZodSchema),
      );
    if (a.kind === OBJECT && b.kind === TAGGED && !b.options?.length && !own) {
      const tags = new Map([...(b.tags ?? [])].map(([value, option]) => [value, () => beside(option())]));
      return { ...b, schema, checks, tags, children: new Map() };
    }
    if (a.kind === OBJECT && b.kind === UNION && !b.exclusive && !own) {
      return make(UNION, types, schema, { options: (b.options ?? []).map(beside), checks });
    }
  }
  if (left.kind !== OBJECT || right.kind !== OBJECT || own) return undefined;
  const fields = new Map<string, ZodSchema>();
  const sides = new Map<string, readonly ZodSchema[]>();
  for (const [a, b] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const [key, field] of a.fields ?? []) {
      const other = b.fields?.get(key) ?? b.rest;
      if (fields.has(key)) continue;
      fields.set(key, join(field, other) as ZodSchema);
      sides.set(
        key,
        [a, b].flatMap((side) => side.sides?.get(key) ?? side.fields?.get(key) ?? []),
      );
    }
  }
  return make(OBJECT, types, schema, {
    fields,
    sides,
    strict: !!left.strict && !!right.strict,
    rest: join(left.rest, right.rest),
    checks,
    frozen: !!left.frozen && !!right.frozen,
  });
}
