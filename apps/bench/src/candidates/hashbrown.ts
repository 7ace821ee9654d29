// hashbrown's parser, which needs a schema of its own and parses the text so far.
import { StreamSchemaParser, s } from '@hashbrownai/core';
import type { Candidate } from '../candidate.ts';
import { type Builder, gap, rebuild } from '../rebuild.ts';

// It warns of text that it has left over.
console.warn = () => undefined;

type Type = Parameters<typeof s.toJsonSchema>[0];

const builder: Builder<Type> = {
  object: (shape) => s.streaming.object('', shape),
  array: (element) => s.streaming.array('', element),
  string: () => s.streaming.string(''),
  number: () => s.number(''),
  boolean: () => s.boolean(''),
  enum: (values) => s.enumeration('', [...values]),
  nullable: (inner) => s.anyOf([inner, s.nullish()]),
};

export const candidate: Candidate = {
  id: 'hashbrown',
  name: 'hashbrown StreamSchemaParser',
  package: '@hashbrownai/core',
  gives: 'a new value',
  note: 'not exported by the package: the bench exports it while bundling; objects, arrays and strings are its streaming ones',
  refuses: ({ schema }) => gap(schema, builder),
  read({ chunks, every, look, workload }) {
    const schema = rebuild(workload.schema, builder);
    const parser = new StreamSchemaParser(schema);
    let value: unknown;
    for (let i = 0; i < chunks.length; i++) {
      const isLast = i === chunks.length - 1;
      if ((i + 1) % every !== 0 && !isLast) {
        // It parses at every call; text that nobody wants a value of is only kept.
        parser.dataString += chunks[i];
        continue;
      }
      value = parser.parse(chunks[i] ?? '', isLast);
      if ((i + 1) % every === 0) look(value, i);
    }
    return value;
  },
};
