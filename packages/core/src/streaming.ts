// Annotations: how a place is shown, kept beside its schema so that no JSON schema made from it carries them.
import type { Gated } from './partial-of.ts';
import type { Rule } from './shape.ts';

const rules = new WeakMap<object, Rule>();

/**
 * The registry of annotations. `add` returns the schema, so that it can stand where the schema is written; add before the
 * schema is first used. The shape of the data never changes.
 *
 * ```ts
 * import { createPartial, streaming } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const Step = streaming.add(z.object({ id: z.number(), text: z.string() }), { gate: ['id'] });
 * const document = createPartial(z.array(Step));
 * document.push('[{"text": "Boil", "id": 1');
 * console.log(document.partial); // []
 * document.push('}');
 * console.log(document.partial); // [ { text: 'Boil', id: 1 } ]
 * ```
 */
export const streaming = {
  /** Gives `schema` a rule and returns it; keys under `gate` become required in its partial type. */
  add<S extends object, const K extends KeyOf<S> = never>(
    schema: S,
    rule: { readonly emit?: Rule['emit']; readonly gate?: readonly K[] },
  ): [K] extends [never] ? S : S & Gated<K> {
    rules.set(schema, rule as Rule);
    return schema as ReturnType<typeof streaming.add<S, K>>;
  },
  /** The rule of `schema`, if it has one. */
  get(schema: object): Rule | undefined {
    return rules.get(schema);
  },
};

/** The keys of an object, or of the options of a union; any, where they cannot be seen. */
type KeyOf<S> = S extends { readonly _zod: { readonly def: { readonly shape: infer Shape } } }
  ? Extract<keyof Shape, string>
  : S extends { readonly _zod: { readonly def: { readonly options: readonly (infer Option)[] } } }
    ? KeyOf<Option>
    : string;
