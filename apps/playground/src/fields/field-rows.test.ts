import { createPartial, type JsonPath } from '@partialkit/core';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { fieldRows } from './field-rows.ts';

function rowsOf(schema: z.ZodType, text: string) {
  const document = createPartial(schema);
  document.push(text);
  return fieldRows({ schema, partial: document.partial, state: (path: JsonPath) => document.state(path) });
}

const told = (schema: z.ZodType, text: string): string[] =>
  rowsOf(schema, text).map(({ path, kind, state, count }) => `${path.join('.')} ${kind} ${state} ${count}`);

const User = z.object({
  name: z.string(),
  address: z.object({ city: z.string(), zip: z.string().optional() }).nullable(),
  skills: z.array(z.string()),
});

test('before the first byte every field of the schema is pending', () => {
  expect(told(User, '')).toEqual([
    'name leaf pending 0',
    'address object pending 0',
    'address.city leaf pending 0',
    'address.zip leaf pending 0',
    'skills leaf pending 0',
  ]);
});

test('rows follow the document', () => {
  expect(told(User, '{"name": "Ada", "address": {"city": "Lon')).toEqual([
    'name leaf done 0',
    'address object streaming 1',
    'address.city leaf streaming 0',
    'address.zip leaf pending 0',
    'skills leaf pending 0',
  ]);
});

test('a null stands where an object could', () => {
  expect(told(User, '{"address": null')[1]).toBe('address leaf done 0');
});

test('of a long array the end is shown, and how much is left out', () => {
  const rows = told(
    z.object({ ids: z.array(z.number()) }),
    `{"ids": [${Array.from({ length: 20 }, (_, i) => i)},`,
  );
  expect(rows).toEqual([
    'ids array streaming 20',
    'ids gap done 16',
    'ids.16 leaf done 0',
    'ids.17 leaf done 0',
    'ids.18 leaf done 0',
    'ids.19 leaf done 0',
  ]);
});

test('a tagged union has the fields of its option once the tag is there', () => {
  const Shape = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('circle'), radius: z.number() }),
    z.object({ kind: z.literal('square'), side: z.number() }),
  ]);
  expect(told(z.object({ shape: Shape }), '{"shape": {"kind": "squ')).toEqual(['shape leaf streaming 0']);
  expect(told(z.object({ shape: Shape }), '{"shape": {"kind": "square",')).toEqual([
    'shape object streaming 1',
    'shape.kind leaf done 0',
    'shape.side leaf pending 0',
  ]);
});

test('a schema that contains itself has an end', () => {
  const Node = z.object({
    name: z.string(),
    get child() {
      return Node;
    },
  });
  expect(rowsOf(Node, '{}').length).toBeLessThan(100);
});

test('without a zod schema the rows are those of the value', () => {
  const rows = fieldRows({ schema: undefined, partial: { a: [1], b: null }, state: () => 'done' });
  expect(rows.map(({ path, kind }) => [path, kind])).toEqual([
    [['a'], 'array'],
    [['a', 0], 'leaf'],
    [['b'], 'leaf'],
  ]);
});
