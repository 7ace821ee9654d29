// What is used of zod's internals: to run one schema on one value, once, without importing zod.
import type { Issue } from './issue.ts';
import type { JsonPath } from './json.ts';

/** The part of a zod 4 schema (classic or mini) that the compiler reads. */
export interface ZodSchema {
  readonly _zod: {
    readonly def: ZodDef;
    readonly constr: new (def: object) => ZodSchema;
    readonly values?: ReadonlySet<unknown>;
    readonly propValues?: Readonly<Record<string, ReadonlySet<unknown>>>;
    readonly optin?: 'optional' | 'defaulted';
    readonly optout?: 'optional';
    readonly innerType?: ZodSchema;
    run(payload: Payload, context: object): Payload | Promise<Payload>;
    parse(payload: Payload): Payload;
  };
  readonly '~standard': {
    validate(value: unknown): Result | Promise<Result>;
  };
}

export function isZod(schema: object): schema is ZodSchema {
  return '_zod' in schema;
}

/** What a schema says of itself; which fields there are depends on `type`. */
export interface ZodDef {
  readonly type: string;
  readonly checks?: readonly Check[];
  readonly transform?: object;
  readonly fn?: object;
  readonly check?: string;
  readonly format?: string;
  readonly coerce?: boolean;
  readonly shape: Readonly<Record<string, ZodSchema>>;
  readonly catchall?: ZodSchema;
  readonly element: ZodSchema;
  readonly items: readonly ZodSchema[];
  readonly rest?: ZodSchema | null;
  readonly keyType: ZodSchema;
  readonly valueType: ZodSchema;
  readonly mode?: string;
  readonly partial?: boolean;
  readonly options: readonly ZodSchema[];
  readonly discriminator?: string;
  readonly unionFallback?: boolean;
  readonly inclusive?: boolean;
  readonly innerType: ZodSchema;
  readonly in: ZodSchema;
  readonly out: ZodSchema;
  readonly left: ZodSchema;
  readonly right: ZodSchema;
  readonly firm?: boolean;
}

/** One check of a schema. */
export interface Check {
  readonly _zod: { readonly def: CheckDef; check(payload: Payload): unknown };
}

/** What a check says of itself. */
export interface CheckDef {
  readonly check: string;
  readonly format?: string;
  readonly prefix?: string;
  readonly maximum?: number;
  readonly length?: number;
  readonly fn?: object;
}

/** A value on its way through a schema, and what was found wrong with it, in zod's raw form. */
export interface Payload {
  value: unknown;
  issues: object[];
}

/** The answer of a Standard Schema. */
export type Result =
  | { readonly value: unknown; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly unknown[] | undefined;
      }[];
    };

const SYNC = { async: false };

/** Runs `schema` on a closed value; undefined where it throws or waits, so that only a final parse can tell. */
export function run(schema: ZodSchema, value: unknown): Payload | undefined {
  if (isAsync(schema)) return undefined;
  try {
    const payload = schema._zod.run({ value, issues: [] }, SYNC);
    if (!(payload instanceof Promise)) return payload;
    // Nobody waits for it.
    payload.catch(() => undefined);
  } catch {
    // A final parse will tell.
  }
  return undefined;
}

/** Whether one of its checks changes the value. */
export const overwrites = ({ _zod: { def } }: ZodSchema): boolean =>
  !!def.checks?.some(({ _zod }) => _zod.def.check === 'overwrite');

/** What `schema` has against a value that it has to refuse; where it waits, only its own plain checks are asked. */
export function faultsOf(schema: ZodSchema, value: unknown): object[] {
  const { checks = [] } = schema._zod.def;
  const plain = checks.filter(({ _zod }) => _zod.def.check !== 'custom');
  const issues = (run(schema, value) ?? run(clone(schema, { checks: plain }), value))?.issues;
  return issues?.length ? issues : [{ code: 'custom' }];
}

/** The keys that zod takes for numbers. */
const NUMERIC = /^-?\d+(\.\d+)?$/;

/** Runs the schema of a record's keys on one of them: as a text, and then as a number if it is one. */
export function runKey(keys: ZodSchema, key: string): Payload | undefined {
  const judged = run(keys, key);
  const retry = judged?.issues.length && NUMERIC.test(key) ? run(keys, +key) : judged;
  return retry?.issues.length ? judged : retry;
}

const asynchronous = new WeakMap<ZodSchema, boolean>();

/** Whether `schema`, or one in it, plainly waits: it is then run only once, at the end. An option need not be chosen. */
export function isAsync(schema: ZodSchema): boolean {
  let known = asynchronous.get(schema);
  if (known === undefined) {
    known = waits(schema, new Set());
    asynchronous.set(schema, known);
  }
  return known;
}

function waits({ _zod: zod }: ZodSchema, seen: Set<unknown>): boolean {
  const { def } = zod;
  if (seen.has(def)) return false;
  seen.add(def);
  const { shape = {}, items = [], innerType = zod.innerType } = def;
  const inner = [
    ...Object.values(shape),
    ...items,
    ...[innerType, def.in, def.out, def.left, def.right],
    ...[def.element, def.rest, def.keyType, def.valueType, def.catchall],
  ];
  return waitsItself(def) || inner.some((each) => each && waits(each, seen));
}

const waitsItself = ({ checks = [], transform, fn }: ZodDef): boolean =>
  [transform, fn, ...checks.map(({ _zod }) => _zod.def.fn ?? _zod.check)].some(
    (each) => each?.constructor.name === 'AsyncFunction',
  );

/**
 * The verdict of a whole schema; a promise where it waits and may, undefined where it waits and may not.
 * @throws what the schema's own code throws
 */
export function parse(
  schema: ZodSchema,
  value: unknown,
  wait: boolean,
): Result | Promise<Result> | undefined {
  const told = ({ value: output, issues }: Payload): Result =>
    issues.length ? { issues: finalize(schema, issues, []) } : { value: output };
  try {
    // Compiled, an object takes a promise for a result, and breaks.
    const payload = schema._zod.run({ value, issues: [] }, { async: wait, jitless: !wait });
    return payload instanceof Promise ? payload.then(told) : told(payload);
  } catch (error) {
    // Zod's own word for a promise that it was not to meet.
    if (error instanceof Error && error.message.includes('parseAsync')) return undefined;
    throw error;
  }
}

/** The checks of `schema` alone, for a value whose parts have been judged; undefined where it has none. */
export function checksOf(schema: ZodSchema): ZodSchema[] {
  if (!schema._zod.def.checks?.length) return [];
  const copy = clone(schema);
  copy._zod.parse = (payload) => payload;
  asynchronous.set(copy, waitsItself(copy._zod.def));
  return [copy];
}

/** Gives raw issues their messages, by zod's own rules: error maps, locale and all. */
export function finalize(schema: ZodSchema, raw: object[], path: JsonPath): Issue[] {
  const probe = clone(schema);
  probe._zod.run = () => ({ value: undefined, issues: raw });
  const told = probe['~standard'].validate(undefined);
  if (!(told instanceof Promise)) return prefixed(told, path);
  // An error map has thrown: a refusal does not depend on its words.
  told.catch(() => undefined);
  const plain = (raw as Partial<Issue>[]).map(({ code, path: at }) => ({
    code,
    path: at,
    message: 'Invalid input',
  }));
  return prefixed({ issues: plain }, path);
}

/** The issues of a Standard Schema's answer, with their place in the document. */
export function prefixed(result: Result, path: JsonPath): Issue[] {
  return (result.issues ?? []).map((issue) => ({
    code: 'custom',
    ...issue,
    path: [...path, ...((issue.path ?? []) as unknown[]).filter((key) => key !== FIRM).map(keyOf)],
  }));
}

/** Standard Schema allows a segment to be an object that holds the key. */
function keyOf(segment: unknown): string | number {
  const key = typeof segment === 'object' && segment !== null ? (segment as { key: unknown }).key : segment;
  return typeof key === 'number' ? key : String(key);
}

function clone(schema: ZodSchema, changes?: Partial<ZodDef>): ZodSchema {
  return new schema._zod.constr({ ...schema._zod.def, ...changes });
}

/** Both schemas in one, made by the constructor of an intersection that is there. */
export function both(intersection: ZodSchema, left: ZodSchema, right: ZodSchema): ZodSchema {
  return new intersection._zod.constr({ type: 'intersection', left, right });
}

/** Stands in the path of an issue that the other side of an intersection cannot mend. */
const FIRM = Symbol();

/** The same for a key of both sides: zod lets one side know a key that the other refuses, but only at the top. */
export function bothBelow(intersection: ZodSchema, left: ZodSchema, right: ZodSchema): ZodSchema {
  const [a, b] = [left, right].map((side) => {
    const copy = clone(side);
    copy._zod.run = (payload, context) => {
      const result = side._zod.run(payload, context) as Payload;
      for (const issue of result.issues as { path?: unknown[] }[]) issue.path = [FIRM, ...(issue.path ?? [])];
      return result;
    };
    return copy;
  }) as [ZodSchema, ZodSchema];
  return new intersection._zod.constr({ type: 'intersection', left: a, right: b, firm: true });
}
