// Kinds that hold other kinds: lists, objects, records, tuples, and schemas that contain themselves.
import fc from 'fast-check';
import * as z from 'zod';
import { fixed, type Kind, kind, mayBeAbsent } from './kind.ts';
import { anyText, anyTree, entries, nastyKeys, type Tree } from './tree.ts';

/** Keys of shapes. None is inherited by plain objects, where zod takes what is inherited for what is there. */
export const shapeKeys: readonly string[] = [
  'a',
  'b',
  'ab',
  'name',
  'id',
  'x y',
  'a.b',
  '0',
  '10',
  '',
  'é',
  '"',
];

type Fields = readonly (readonly [key: string, field: Kind])[];

/** Objects, strict, stripping, loose, or with a rule for the rest. */
export function objects(child: fc.Arbitrary<Kind>, keys: readonly string[] = shapeKeys): fc.Arbitrary<Kind> {
  const fields = fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), child), {
    maxLength: 4,
    selector: ([key]) => key,
  });
  return fc
    .tuple(fields, fc.constantFrom('object', 'strictObject', 'looseObject', 'catchall', 'refine'), child)
    .map(([pairs, mode, rest]) => {
      const shape = Object.fromEntries(pairs.map(([key, { schema }]) => [key, schema]));
      const code = `{ ${pairs.map(([key, field]) => `${JSON.stringify(key)}: ${field.code}`).join(', ')} }`;
      switch (mode) {
        case 'strictObject':
          return kind(`z.strictObject(${code})`, z.strictObject(shape), members(pairs));
        case 'looseObject':
          return kind(`z.looseObject(${code})`, z.looseObject(shape), members(pairs, anyTree(1)));
        case 'catchall':
          return kind(
            `z.object(${code}).catchall(${rest.code})`,
            z.object(shape).catchall(rest.schema),
            members(pairs, rest.trees),
          );
        case 'refine':
          return kind(
            `z.object(${code}).refine(…)`,
            z.object(shape).refine((value) => typeof value === 'object'),
            members(pairs, anyTree(1)),
          );
        case 'object':
          return kind(`z.object(${code})`, z.object(shape), members(pairs, anyTree(1)));
        default:
          return mode satisfies never;
      }
    });
}

/** Objects with these fields; keys that may be absent sometimes are; keys beside them have values of `extra`. */
export function members(fields: Fields, extra?: fc.Arbitrary<Tree>): fc.Arbitrary<ReadonlyMap<string, Tree>> {
  const known = new Set(fields.map(([key]) => key));
  const each = fields.map(([key, field]) => {
    const pair = field.trees.map((tree): [string, Tree] | undefined => [key, tree]);
    return mayBeAbsent(field) ? fc.oneof({ weight: 2, arbitrary: pair }, fc.constant(undefined)) : pair;
  });
  const extras = extra
    ? fc.oneof(
        { weight: 2, arbitrary: fc.constant(new Map<string, Tree>()) },
        entries(
          fc.constantFrom(...nastyKeys, 'zz').filter((key) => !known.has(key)),
          extra,
          2,
        ),
      )
    : fc.constant(new Map<string, Tree>());
  return fc
    .tuple(fc.tuple(...each), extras)
    .map(([pairs, others]) => new Map([...pairs.filter((pair) => pair !== undefined), ...others]));
}

function arrays(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  return fc
    .tuple(child, fc.constantFrom('', 'min', 'max', 'length', 'refine', 'overwrite'), fc.nat(3))
    .map(([{ code, schema, trees }, check, size]) => {
      const array = z.array(schema);
      const of = (min: number, max: number): fc.Arbitrary<Tree> =>
        fc.array(trees, { minLength: min, maxLength: max });
      switch (check) {
        case 'min':
          return kind(`z.array(${code}).min(${size})`, array.min(size), of(size, size + 2));
        case 'max':
          return kind(`z.array(${code}).max(${size})`, array.max(size), of(0, size));
        case 'length':
          return kind(`z.array(${code}).length(${size})`, array.length(size), of(size, size));
        case 'refine':
          return kind(`z.array(${code}).refine(…)`, array.refine(Array.isArray), of(0, 4));
        case 'overwrite':
          return kind(
            `z.array(${code}).overwrite(reversed)`,
            array.overwrite((items) => items.slice().reverse()),
            of(0, 4),
          );
        case '':
          return kind(`z.array(${code})`, array, of(0, 4));
        default:
          return check satisfies never;
      }
    });
}

function records(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  const anyKey = fc.oneof(fc.constantFrom(...nastyKeys), anyText);
  const names = ['a', 'b', 'ab'] as const;
  const all = ({ trees }: Kind): fc.Arbitrary<Tree> =>
    fc.tuple(trees, trees, trees).map((values) => new Map(values.map((value, i) => [names[i] ?? '', value])));
  return fc.oneof(
    child.map((of) =>
      kind(`z.record(z.string(), ${of.code})`, z.record(z.string(), of.schema), entries(anyKey, of.trees)),
    ),
    child.map((of) =>
      kind(
        `z.record(z.string().max(2), ${of.code})`,
        z.record(z.string().max(2), of.schema),
        entries(
          anyKey.map((key) => key.slice(0, 2)),
          of.trees,
        ),
      ),
    ),
    child.map((of) =>
      kind(`z.record(z.enum(['a', 'b', 'ab']), ${of.code})`, z.record(z.enum(names), of.schema), all(of)),
    ),
    child.map((of) =>
      kind(
        `z.looseRecord(z.string().max(2), ${of.code})`,
        z.looseRecord(z.string().max(2), of.schema),
        fc
          .tuple(
            entries(fc.constantFrom('a', 'ab', '1'), of.trees),
            entries(fc.constantFrom('abc', 'x y z'), anyTree(1)),
          )
          .map(([known, others]) => new Map([...known, ...others])),
      ),
    ),
    child.map((of) =>
      kind(
        `z.record(z.number(), ${of.code})`,
        z.record(z.number(), of.schema),
        entries(fc.constantFrom('1', '20', '1.5', '-1'), of.trees),
      ),
    ),
    child.map((of) =>
      kind(
        `z.record(z.string().toLowerCase(), ${of.code})`,
        z.record(z.string().toLowerCase(), of.schema),
        entries(fc.constantFrom('A', 'b', 'AB', 'É'), of.trees),
      ),
    ),
    child.map((of) =>
      kind(
        `z.partialRecord(z.enum(['a', 'b', 'ab']), ${of.code})`,
        z.partialRecord(z.enum(names), of.schema),
        entries(fc.constantFrom(...names), of.trees),
      ),
    ),
  );
}

function tuples(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  return fc
    .tuple(fc.array(child, { minLength: 1, maxLength: 3 }), fc.option(child, { nil: undefined }))
    .map(([items, rest]) => {
      const code = `[${items.map((item) => item.code).join(', ')}]`;
      // A tuple's type wants its first item apart.
      const schemas = items.map(({ schema }) => schema) as [z.ZodType, ...z.ZodType[]];
      const heads: fc.Arbitrary<Tree[]> = fc.tuple(...items.map(({ trees }) => trees));
      if (rest) {
        const tails = fc.array(rest.trees, { maxLength: 2 });
        return kind(
          `z.tuple(${code}, ${rest.code})`,
          z.tuple(schemas, rest.schema),
          fc.tuple(heads, tails).map(([head, tail]) => [...head, ...tail]),
        );
      }
      const needed = items.reduce((count, item, i) => (mayBeAbsent(item) ? count : i + 1), 0);
      const shorter = fc.integer({ min: needed, max: items.length });
      return kind(
        `z.tuple(${code})`,
        z.tuple(schemas),
        fc.tuple(heads, shorter).map(([head, length]) => head.slice(0, length)),
      );
    });
}

/** Schemas that contain themselves, by `z.lazy` and by a getter. */
function recursive(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  return fc.tuple(child, fc.boolean()).map(([of, byGetter]) => {
    const node: z.ZodType = byGetter
      ? z.object({
          value: of.schema,
          get next(): z.ZodType {
            return node.nullish();
          },
          get children(): z.ZodType {
            return z.array(node).optional();
          },
        })
      : z.lazy(() =>
          z.object({ value: of.schema, next: node.nullish(), children: z.array(node).optional() }),
        );
    const { tree } = fc.letrec<{ tree: Tree; leaf: Tree }>((tie) => ({
      leaf: members([['value', of]]),
      tree: fc.oneof(
        { maxDepth: 2, depthSize: 'small' },
        tie('leaf'),
        members([
          ['value', of],
          ['next', kind('', node.nullish(), fc.oneof(fc.constant(null), tie('tree')))],
          ['children', kind('', z.array(node).optional(), fc.array(tie('tree'), { maxLength: 2 }))],
        ]),
      ),
    }));
    const way = byGetter ? 'get next() …' : 'z.lazy(…)';
    return kind(`node = ${way} { value: ${of.code}, next?: node | null, children?: node[] }`, node, tree);
  });
}

/** All kinds that hold other kinds, by name. */
export function containers(child: fc.Arbitrary<Kind>): Readonly<Record<string, fc.Arbitrary<Kind>>> {
  return {
    object: objects(child),
    array: arrays(child),
    record: records(child),
    tuple: tuples(child),
    recursive: recursive(child),
    emptyObject: fixed('z.object({})', z.object({}), entries(fc.constantFrom(...nastyKeys), anyTree(1))),
  };
}
