// Kinds that decide between schemas, or ask several: unions and intersections.
import fc from 'fast-check';
import * as z from 'zod';
import { members, objects, shapeKeys } from './containers.ts';
import { type Kind, kind } from './kind.ts';
import { scalars } from './scalars.ts';
import { optional } from './wrappers.ts';

/** Kinds that decide between several, by name. */
export function branches(child: fc.Arbitrary<Kind>): Readonly<Record<string, fc.Arbitrary<Kind>>> {
  return {
    union: unions(fc.array(child, { minLength: 2, maxLength: 4 })),
    objectUnion: unions(fc.array(objects(child, ['a', 'b', 'type']), { minLength: 2, maxLength: 3 })),
    literalUnion: unions(differing(child)),
    taggedUnion: taggedUnions(child),
    nestedTags: nestedTags(child),
    exclusiveUnion: unions(differing(child), 'xor', z.xor),
    intersection: intersections(child),
    besideUnion: besideUnions(child),
  };
}

function unions(
  options: fc.Arbitrary<Kind[]>,
  name = 'union',
  make: (schemas: z.ZodType[]) => z.ZodType = z.union,
): fc.Arbitrary<Kind> {
  return options.map((kinds) =>
    kind(
      `z.${name}([${kinds.map(({ code }) => code).join(', ')}])`,
      make(kinds.map(({ schema }) => schema)),
      fc.oneof(...kinds.map(({ trees }) => trees)),
    ),
  );
}

type Tag = string | number | boolean | null;
const tags: fc.Arbitrary<Tag[]> = fc.uniqueArray(
  fc.constantFrom<Tag>('a', 'ab', 'b', '', 1, 10, true, null),
  {
    minLength: 2,
    maxLength: 3,
  },
);

const literal = (tag: Tag): Kind =>
  kind(`z.literal(${JSON.stringify(tag)})`, z.literal(tag), fc.constant(tag));

/** An object with a tag, strict or not, and the tag at a random place in the text. */
function tagged(
  tag: Kind,
  key: string,
  fields: readonly Kind[],
  strict: boolean,
): { code: string; schema: z.ZodObject; of: Kind } {
  const pairs = fields.map((field, i) => [shapeKeys[i] ?? '', field] as const);
  const all = [...pairs, [key, tag] as const];
  const shape = Object.fromEntries(all.map(([name, { schema }]) => [name, schema]));
  const schema = strict ? z.strictObject(shape) : z.object(shape);
  const code = `z.${strict ? 'strictObject' : 'object'}({ ${all.map(([name, of]) => `${JSON.stringify(name)}: ${of.code}`).join(', ')} })`;
  return { code, schema, of: kind(code, schema, members(all, strict ? undefined : fc.boolean())) };
}

/** Objects that a tag tells apart, which the first of them need not have. */
function taggedOptions(child: fc.Arbitrary<Kind>, key: string): fc.Arbitrary<ReturnType<typeof tagged>[]> {
  return fc
    .tuple(tags, fc.nat(3))
    .chain(([list, chance]) =>
      fc.tuple(
        ...list.map((tag, i) =>
          fc
            .tuple(fc.array(child, { maxLength: 2 }), fc.boolean())
            .map(([fields, strict]) =>
              tagged(i || chance ? literal(tag) : optional(literal(tag)), key, fields, strict),
            ),
        ),
      ),
    );
}

function taggedUnions(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  return taggedOptions(child, 'type').map((options) => {
    // A discriminated union's type wants its first option apart.
    const schemas = options.map(({ schema }) => schema) as unknown as [z.ZodObject, ...z.ZodObject[]];
    return kind(
      `z.discriminatedUnion('type', [${options.map(({ code }) => code).join(', ')}])`,
      z.discriminatedUnion('type', schemas),
      fc.oneof(...options.map(({ of }) => of.trees)),
    );
  });
}

/** A union by one tag, of which an option is one by another; or one that goes on as a plain union without a tag. */
function nestedTags(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  return fc.tuple(child, child, child, fc.boolean()).map(([a, b, c, isOpen]) => {
    const inner = z.discriminatedUnion('m', [
      z.object({ k: z.literal('x'), m: z.literal('1'), a: a.schema }),
      z.object({ k: z.literal('x'), m: z.literal('2'), b: b.schema }),
    ]);
    const other = z.object({ k: z.literal('y'), c: c.schema });
    return kind(
      `z.discriminatedUnion('k', [{ k: 'x' } by m of [{ a: ${a.code} }, { b: ${b.code} }], { k: 'y', c: ${c.code} }], { unionFallback: ${isOpen} })`,
      z.discriminatedUnion('k', [inner, other], { unionFallback: isOpen }),
      fc.oneof(
        members([['a', a] as const, ['k', literal('x')] as const, ['m', literal('1')] as const]),
        members([['m', literal('2')] as const, ['b', b] as const, ['k', literal('x')] as const]),
        members([['c', c] as const, ['k', literal('y')] as const]),
      ),
    );
  });
}

/** Objects that differ by a tag, for unions that are not told so and have to find it out. */
function differing(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind[]> {
  return taggedOptions(child, 'kind').map((options) => options.map(({ of }) => of));
}

/** Two objects with keys of their own. A loose side passes the other's values as they stand, so those must not change. */
function intersections(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  const same = fc.oneof(scalars.text, scalars.number, scalars.choice);
  return fc.oneof(bothSides(child, 'object', z.object), bothSides(same, 'looseObject', z.looseObject));
}

/** An object, and a union of objects with other keys that are stripped. */
function besideUnions(child: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> {
  return fc
    .tuple(side(child, ['a', 'b']), side(child, ['c', 'd']), side(child, ['c', 'e']))
    .map(([left, first, second]) =>
      kind(
        `z.intersection(z.object(${left.code}), z.union([z.object(${first.code}), z.object(${second.code})]))`,
        z.intersection(z.object(left.shape), z.union([z.object(first.shape), z.object(second.shape)])),
        fc.oneof(members([...left.fields, ...first.fields]), members([...left.fields, ...second.fields])),
      ),
    );
}

function bothSides(
  child: fc.Arbitrary<Kind>,
  name: string,
  make: (shape: Record<string, z.ZodType>) => z.ZodType,
): fc.Arbitrary<Kind> {
  return fc
    .tuple(side(child, ['a', 'b']), side(child, ['c', 'd']))
    .map(([left, right]) =>
      kind(
        `z.intersection(z.${name}(${left.code}), z.${name}(${right.code}))`,
        z.intersection(make(left.shape), make(right.shape)),
        members([...left.fields, ...right.fields]),
      ),
    );
}

interface Side {
  readonly code: string;
  readonly shape: Record<string, z.ZodType>;
  readonly fields: readonly (readonly [string, Kind])[];
}

function side(child: fc.Arbitrary<Kind>, keys: readonly string[]): fc.Arbitrary<Side> {
  return fc.array(child, { minLength: 1, maxLength: keys.length }).map((kinds) => {
    const fields = kinds.map((of, i) => [keys[i] ?? '', of] as const);
    return {
      code: `{ ${fields.map(([key, { code }]) => `${key}: ${code}`).join(', ')} }`,
      shape: Object.fromEntries(fields.map(([key, { schema }]) => [key, schema])),
      fields,
    };
  });
}
