// Compiles a schema, once, to what each place of its documents may hold.
import { bound, liveOf } from './live.ts';
import {
  ANY,
  ANY_TYPE,
  ARRAY,
  anything,
  LEAF,
  make,
  OBJECT,
  type PathRule,
  RECORD,
  type Rule,
  type Shape,
  STRING_LEAF,
  TAGGED,
  TUPLE,
  typeOf,
  UNION,
} from './shape.ts';
import { streaming } from './streaming.ts';
import { ARR, FALSE, NULL, NUM, OBJ, STR, TRUE } from './token.ts';
import {
  both,
  bothBelow,
  type Check,
  type CheckDef,
  checksOf,
  isZod,
  overwrites,
  type Payload,
  type ZodDef,
  type ZodSchema,
} from './zod.ts';

const compiled = new WeakMap<ZodSchema, Shape>();

/** The shape of any schema under rules by path; one that cannot be looked into allows anything. */
export function shapeOf(schema: object, rules: Readonly<Record<string, Rule>> = {}): Shape {
  const shape = isZod(schema) ? compile(schema) : anything;
  const all = Object.entries(rules).map(([path, rule]): PathRule => [path ? path.split('.') : [], rule]);
  return all.length ? ruled(shape, rules[''], all) : shape;
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
function ruled(shape: Shape, rule: Rule | undefined, rules: readonly PathRule[] = []): Shape {
  const kind =
    rule?.emit === 'progressive' && shape.schema?._zod.def.type === 'string' && !overwrites(shape.schema)
      ? STRING_LEAF
      : shape.kind;
  const { emit = shape.emit, gate = shape.gate } = rule ?? {};
  return { ...shape, kind, emit, gate, rules, children: new Map() };
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

/** What a bound says of an array of `length` items. */
function tooLong({ _zod }: Check, length: number): object[] {
  const payload: Payload = { value: Array(length), issues: [] };
  if (bound([_zod.def]) < length) _zod.check(payload);
  return payload.issues;
}

/** Checks that hold for every prefix of a text that passes them. */
const PREFIX_CHECKS = ['includes', 'starts_with', 'ends_with', 'lowercase', 'uppercase'];

function text(schema: ZodSchema, def: ZodDef): Shape {
  const checks = (def.checks ?? []).map((check) => check._zod.def);
  const all = def.check ? [def as unknown as CheckDef, ...checks] : checks;
  const formatted = all.some(
    (check) => check.check === 'string_format' && !PREFIX_CHECKS.includes(check.format as string),
  );
  const kind = formatted || overwrites(schema) ? LEAF : STRING_LEAF;
  return make(kind, STR, schema, {
    plain: all.length ? 0 : STR,
    live: all.length && !overwrites(schema) ? liveOf(all) : undefined,
  });
}

function values(schema: ZodSchema, all: readonly unknown[]): Shape {
  const types = all.reduce<number>((bits, value) => bits | typeOf(value), 0);
  return make(LEAF, types, schema, { strings: all.filter((value) => typeof value === 'string') });
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
    marks: [def.discriminator, ...options.flatMap(({ marks = [] }) => marks)],
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
  const pairs = [
    [left, right],
    [right, left],
  ] as const;
  for (const [a, b] of pairs) {
    // What one side chooses, the other judges with it.
    const beside = (option: Shape): Shape =>
      compile(
        a === left
          ? both(schema, a.schema as ZodSchema, option.schema as ZodSchema)
          : both(schema, option.schema as ZodSchema, a.schema as ZodSchema),
      );
    if (a.kind === OBJECT && b.kind === TAGGED && !b.options?.length && !own) {
      const tags = new Map(
        [...(b.tags ?? [])].map(([value, option]) => {
          let made: Shape | undefined;
          return [value, () => (made ??= beside(option()))];
        }),
      );
      // The other side may refuse the tag, without which no option is shown.
      return { ...b, schema, checks, tags, gate: [b.tag as string], children: new Map() };
    }
    // A key that an option refuses, the other side may allow, unless the union has chosen without it.
    const { options = [] } = b;
    const isFree = options.every(
      ({ kind, types: all, strict }) => !(all & OBJ) || (kind === OBJECT && !strict),
    );
    if (a.kind === OBJECT && b.kind === UNION && !b.exclusive && isFree && !own) {
      return make(UNION, types, schema, { options: options.map(beside), checks });
    }
  }
  if (left.kind !== OBJECT || right.kind !== OBJECT || own) return undefined;
  const fields = new Map<string, ZodSchema>();
  const sides = new Map<string, readonly ZodSchema[]>();
  for (const [a, b] of pairs) {
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
