// Writes a JSON Schema anew by the rules of a provider: what the rules cannot say goes into descriptions.
import { PartialError } from '@partialkit/core';
import {
  canonical,
  hasType,
  isAny,
  isNever,
  type JsonSchema,
  leadsTo,
  refsIn,
  resolve,
} from './json-schema.ts';
import { CONSTRAINTS, mergeAll } from './merge-all.ts';
import { nullable } from './nullable.ts';
import { listed, restOf } from './object-keys.ts';
import type { Rules } from './provider-rules.ts';

/** Nothing a model is to write is nested deeper. */
const DEPTH = 100;

/** What is said of keys that are not listed. */
const KEYS = /^(propertyNames|patternProperties)$/;
const ANY_NAME = /^propertyNames: \{"type":"string"\}$/;

/**
 * Returns a schema whose documents are documents of `root` too, except that an absent key may be null
 * (`nullForOptional`) and that constraints which are only described may be violated.
 * @throws PartialError `invalid` where the rules leave nothing that a model could be held to
 */
export function strictSchema(root: JsonSchema, rules: Rules): JsonSchema {
  return new Strict(root, rules).whole();
}

class Strict {
  readonly #root: JsonSchema;
  readonly #rules: Rules;
  /** The reference to what is being written. */
  #owner = '#';

  constructor(root: JsonSchema, rules: Rules) {
    this.#root = root;
    this.#rules = rules;
  }

  whole(): JsonSchema {
    const { $ref } = this.#root;
    if (typeof $ref === 'string') this.#owner = canonical($ref);
    // A reference at the root is no object yet.
    const written = this.#write(typeof $ref === 'string' ? resolve(this.#root, $ref) : this.#root, []);
    if (this.#rules.objectRoot && written.type !== 'object') this.#refuse([], 'must be an object');
    const definitions = this.#definitions(written);
    return Object.keys(definitions).length > 0 ? { ...written, $defs: definitions } : written;
  }

  /** What is referred to, and nothing else. */
  #definitions(written: JsonSchema): JsonSchema {
    const definitions: JsonSchema = {};
    const open = [written];
    for (const part of open) {
      for (const ref of refsIn(part)) {
        const name = ref.replace('#/$defs/', '');
        if (ref === name || name in definitions) continue;
        this.#owner = ref;
        const definition = this.#write(resolve(this.#root, ref), [name]);
        definitions[name] = definition;
        open.push(definition);
      }
    }
    return definitions;
  }

  #write(schema: unknown, path: readonly string[]): JsonSchema {
    if (path.length > DEPTH) this.#refuse(path.slice(0, 3), 'is nested too deep');
    if (isNever(schema)) return this.#refuse(path, 'can have no value');
    const given = schema === true ? {} : (schema as JsonSchema);
    if (typeof given.$ref === 'string') {
      if (this.#rules.cycles === 'none' && this.#returns(given)) this.#refuse(path, 'refers to itself');
      return { $ref: canonical(given.$ref) };
    }
    if (Array.isArray(given.allOf)) {
      const merged = mergeAll(this.#root, given) ?? this.#refuse(path, 'must match several schemas at once');
      return this.#write(merged, path);
    }
    const union = given.anyOf ?? given.oneOf;
    const written = Array.isArray(union) ? this.#union(union, path) : this.#plain(given, path);
    return this.#described(given, written);
  }

  #union(options: readonly unknown[], path: readonly string[]): JsonSchema {
    const possible = options.filter((option) => !isNever(option));
    return { anyOf: possible.map((option, i) => this.#write(option, [...path, `${i}`])) };
  }

  #plain(given: JsonSchema, path: readonly string[]): JsonSchema {
    const { type } = given;
    if ('const' in given || Array.isArray(given.enum)) return this.#constant(given);
    if (type === undefined && !this.#rules.open) return this.#refuse(path, 'may be anything');
    return {
      ...(type !== undefined && { type }),
      ...(hasType(type, 'object') && this.#object(given, path)),
      ...(hasType(type, 'array') && this.#array(given, path)),
    };
  }

  #constant({ type, const: only, enum: values }: JsonSchema): JsonSchema {
    const isList = Array.isArray(values);
    const all: unknown[] = isList ? values : [only];
    const types = [...new Set(all.map((value) => (value === null ? 'null' : typeof value)))];
    const named = { type: type ?? (types.length > 1 ? types : types[0]) };
    if (this.#rules.constants) return { ...named, ...(isList ? { enum: values } : { const: only }) };
    return types.every((name) => name === 'string' || name === 'number') ? { ...named, enum: all } : named;
  }

  #object(given: JsonSchema, path: readonly string[]): JsonSchema {
    const { allRequired, open, cycles } = this.#rules;
    const required = new Set(given.required as string[] | undefined);
    const named = listed(given);
    const properties = { ...(given.properties as object), ...named };
    const keys = Object.keys(properties).filter(
      (key) => required.has(key) || !isNever(properties[key as never]),
    );
    const rest = restOf(given);
    const isOpen = Object.keys(named).length === 0 && !isNever(rest);
    // Where some keys are listed a model can do without the rest. Else nothing would be left but `{}`.
    if (keys.length === 0 && isOpen && !open) this.#refuse(path, 'may have any keys');
    const entries = keys.map((key) => {
      const written = this.#write(properties[key as never], [...path, key]);
      return [key, allRequired && !required.has(key) ? nullable(written) : written] as const;
    });
    const isRequired = (key: string): boolean =>
      allRequired ||
      (required.has(key) && !(cycles === 'optional' && this.#returns(properties[key as never])));
    return {
      properties: Object.fromEntries(entries),
      required: keys.filter(isRequired),
      additionalProperties: open && isOpen && (isAny(rest) || this.#write(rest, [...path, '*'])),
    };
  }

  #array(given: JsonSchema, path: readonly string[]): JsonSchema {
    const { prefixItems, items } = given;
    const tuple = Array.isArray(prefixItems)
      ? prefixItems.map((item, i) => this.#write(item, [...path, `${i}`]))
      : [];
    const isRest = items !== undefined && items !== false;
    const rest = isRest ? [this.#write(items, [...path, '*'])] : [];
    if (tuple.length > 0 && this.#rules.tuples)
      return { prefixItems: tuple, ...(isRest && { items: rest[0] }) };
    const all = [...tuple, ...rest].map((item) => JSON.stringify(item));
    const different = [...new Set(all)].map((item): unknown => JSON.parse(item));
    if (different.length === 0) return this.#rules.open ? {} : this.#refuse(path, 'may hold anything');
    return { items: different.length > 1 ? { anyOf: different } : different[0] };
  }

  /** Adds what may stay of title, description and constraints, and puts the rest in words. */
  #described(given: JsonSchema, written: JsonSchema): JsonSchema {
    const { title, description, format } = given;
    const words: string[] = [];
    const isNamed = 'enum' in written || 'const' in written;
    for (const [keyword, value] of Object.entries(given)) {
      const word = `${keyword}: ${JSON.stringify(value)}`;
      if (/^(enum|const)$/.test(keyword) && !isNamed) words.push(word);
      if (KEYS.test(keyword) && written.additionalProperties && !ANY_NAME.test(word)) words.push(word);
      // What is safe for a number is no news to anybody.
      const isSafety = typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER;
      if (!CONSTRAINTS.test(keyword) || isSafety) continue;
      // A pattern says the same as its format, with more letters.
      if (keyword === 'pattern' && format !== undefined && this.#rules.keeps('format', format)) continue;
      if (this.#rules.keeps(keyword, value)) written[keyword] = value;
      else if (!`${description}`.includes(word)) words.push(word);
    }
    if (title !== undefined) written.title = title;
    const text = [description ?? [], words.length > 0 ? `(${words.join(', ')})` : []].flat().join(' ');
    if (text) written.description = text;
    return written;
  }

  /** Whether `part` leads back to what is being written. */
  #returns(part: unknown): boolean {
    return leadsTo(this.#root, part, this.#owner);
  }

  #refuse(path: readonly string[], what: string): never {
    const place = path.length > 0 ? `'${path.join('.')}'` : 'The root';
    throw new PartialError('invalid', `${this.#rules.name} cannot express the schema: ${place} ${what}.`);
  }
}
