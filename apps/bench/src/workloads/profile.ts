// a: a small object such as a form or a tool call; it grows by getting more keys.
import * as z from 'zod';
import { phrase, prose, word } from '../prose.ts';
import type { Random } from '../random.ts';
import type { Workload } from '../workload.ts';

const schema = z.object({
  id: z.number().int(),
  name: z.string().min(1),
  email: z.email(),
  role: z.enum(['admin', 'editor', 'viewer', 'guest']),
  active: z.boolean(),
  age: z.number().min(0).max(150),
  address: z.object({ street: z.string(), city: z.string(), zip: z.string(), country: z.string() }),
  tags: z.array(z.string()),
  bio: z.string(),
  preferences: z.object({ theme: z.enum(['light', 'dark']), language: z.string(), newsletter: z.boolean() }),
  labels: z.record(z.string(), z.string()),
});

export const profile: Workload = {
  id: 'a',
  title: 'small object, 2 KB',
  describes:
    'A user profile: scalars, an enum, two nested objects, tags, a short biography and a record of labels.',
  size: 2_000,
  schema,
  write(random: Random, size: number) {
    const value: z.output<typeof schema> = {
      id: random.int(1000, 9999),
      name: `${phrase(random, 1)} ${phrase(random, 1)}`,
      email: `${word(random)}.${word(random)}@example.com`,
      role: 'editor',
      active: true,
      age: random.int(18, 80),
      address: {
        street: `${random.int(1, 200)} ${phrase(random, 2)}`,
        city: phrase(random, 1),
        zip: String(random.int(10_000, 99_999)),
        country: phrase(random, 1),
      },
      tags: Array.from({ length: 8 }, () => word(random)),
      bio: prose(random, 700),
      preferences: { theme: 'dark', language: 'en', newsletter: false },
      labels: {},
    };
    let length = JSON.stringify(value).length;
    for (let i = 0; length < size; i++) {
      const key = `${word(random)}_${i}`;
      const label = phrase(random, random.int(2, 6));
      value.labels[key] = label;
      length += key.length + label.length + 6;
    }
    return JSON.stringify(value);
  },
};
