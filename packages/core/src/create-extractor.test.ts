import { everySplit } from '@partialkit/testing';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createExtractor } from './create-extractor.ts';
import { createPartial } from './document.ts';

const User = z.object({ name: z.string() });
const Users = z.array(User);

const texts: readonly (readonly [schema: z.ZodType, text: string, document: string])[] = [
  [User, '{"name": "Ada"}', '{"name": "Ada"}'],
  [User, 'Sure:\n```json\n{"name": "A}"}\n```\nBye {"a": 1}', '{"name": "A}"}'],
  [User, '<think>{"name": "no"}</think>{"name": "Ada"} ', '{"name": "Ada"}'],
  [User, 'By [1], that is {"name": "Ada"}.', '{"name": "Ada"}'],
  [User, 'Nothing of the kind.', ''],
  [User, '{"name": oops} and more', '{"name": oops} and more'],
  [User, '{"name": "A', '{"name": "A'],
  [Users, 'Here: [{"name": "Ada"}] and {"name": "Bo"}', '[{"name": "Ada"}]'],
  [Users, '{"name": "Ada"}\n, so\n{"name": "Bo"}', '{"name": "Ada"}{"name": "Bo"}'],
  [z.string(), ' "Ada" ', ' "Ada" '],
  [z.json(), 'So: ```json\n{"name": "Ada"}\n```', '{"name": "Ada"}'],
  [z.union([User, z.string()]), ' <think>"no"</think> "Ada"\n', '"Ada"\n'],
];

/** Blanks behind a document may be taken along, by the chunk. */
const tight = (text: string): string => text.replaceAll(/(?<=[}\]])\s+/g, '');

test.for(texts)('out of any split of a text for %# comes its document', ([schema, text, document]) => {
  for (const chunks of everySplit(text)) {
    const extract = createExtractor(schema);
    expect(tight(chunks.map((chunk) => extract(chunk)).join(''))).toBe(tight(document));
  }
});

test.for(texts)(
  'a reader of the document of %# comes to what a reader of the whole text does',
  ([schema, text, part]) => {
    const [whole, extracted] = [text, part].map((each) => {
      const document = createPartial(schema, { extract: 'auto' });
      document.push(each);
      document.apply({ type: 'end', reason: 'stop' });
      return [document.partial, document.error?.code, document.issues];
    });
    expect(extracted).toEqual(whole);
  },
);

test('what is repaired stays', () => {
  const extract = createExtractor(User, { repair: true });
  expect(extract("Well: {'name': 'A}', /* } */} bye").trimEnd()).toBe("{'name': 'A}', /* } */}");
});
