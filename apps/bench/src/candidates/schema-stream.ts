// schema-stream: a transform stream that writes the whole value out as JSON after every chunk.
import { SchemaStream } from 'schema-stream';
import * as z3 from 'zod/v3';
import type { Candidate } from '../candidate.ts';
import { type Builder, gap, rebuild } from '../rebuild.ts';

const builder: Builder<z3.ZodTypeAny> = {
  object: (shape) => z3.object(shape),
  array: (element) => z3.array(element),
  string: () => z3.string(),
  number: () => z3.number(),
  boolean: () => z3.boolean(),
  enum: (values) => z3.enum(values as [string]),
  nullable: (inner) => inner.nullable(),
};

export const candidate: Candidate = {
  id: 'schema-stream',
  name: 'schema-stream',
  package: 'schema-stream',
  gives: 'a new value',
  note: 'reads zod 3 schemas; its stream answers every chunk with JSON, which is parsed only where a value is wanted',
  refuses: ({ schema }) => gap(schema, builder),
  async read({ chunks, every, look, workload }) {
    const schema = rebuild(workload.schema as never, builder) as never;
    const stream: TransformStream<string, Uint8Array> = new SchemaStream(schema).parse();
    const writer = stream.writable.getWriter();
    const reader = stream.readable.getReader();
    const decoder = new TextDecoder();
    let last: Uint8Array | undefined;
    for (let i = 0; i < chunks.length; i++) {
      void writer.write(chunks[i]);
      last = (await reader.read()).value;
      if ((i + 1) % every === 0) look(JSON.parse(decoder.decode(last)), i);
    }
    return JSON.parse(decoder.decode(last));
  },
};
