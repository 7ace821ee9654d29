// Kinds whose documents are one JSON scalar.
import fc from 'fast-check';
import * as z from 'zod';
import { fixed, type Kind, kind } from './kind.ts';
import { anyNumber, anyText, anyTree } from './tree.ts';

const small: fc.Arbitrary<number> = fc.nat(4);
const date: fc.Arbitrary<string> = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((each) => each.toISOString());
const evenText: fc.Arbitrary<string> = anyText.map((text) => (text.length % 2 === 0 ? text : `${text}x`));

/** Strings that can be shown as they grow. */
const growing: readonly fc.Arbitrary<Kind>[] = [
  fixed('z.string()', z.string(), anyText),
  small.map((min) =>
    kind(
      `z.string().min(${min})`,
      z.string().min(min),
      anyText.map((text) => text.padEnd(min, 'é')),
    ),
  ),
  small.map((max) =>
    kind(
      `z.string().max(${max})`,
      z.string().max(max),
      anyText.map((text) => text.slice(0, max)),
    ),
  ),
  small.map((size) =>
    kind(
      `z.string().length(${size})`,
      z.string().length(size),
      anyText.map((text) => text.slice(0, size).padEnd(size, '"')),
    ),
  ),
  fixed(
    `z.string().startsWith('a/')`,
    z.string().startsWith('a/'),
    anyText.map((text) => `a/${text}`),
  ),
  fixed(
    `z.string().endsWith('\\n')`,
    z.string().endsWith('\n'),
    anyText.map((text) => `${text}\n`),
  ),
  fixed(
    `z.string().includes('x')`,
    z.string().includes('x'),
    anyText.map((text) => `${text}x${text}`),
  ),
  fixed(
    'z.string().lowercase()',
    z.string().lowercase(),
    anyText.map((text) => text.toLowerCase()),
  ),
  fixed(
    'z.string().nonempty().refine(…)',
    z
      .string()
      .nonempty()
      .refine((text) => text.length % 2 === 0),
    evenText.map((text) => text || '\\"'),
  ),
];

/** Strings that are nothing until they are whole. */
const whole: readonly fc.Arbitrary<Kind>[] = [
  fixed(
    'z.string().regex(/^[a-c]*$/)',
    z.string().regex(/^[a-c]*$/),
    fc.string({ unit: fc.constantFrom('a', 'b', 'c') }),
  ),
  fixed('z.email()', z.email(), fc.constantFrom('ada@example.com', 'b.c+d@sub.example.org')),
  fixed('z.string().email()', z.string().email(), fc.constantFrom('ada@example.com', 'e@e.io')),
  fixed('z.url()', z.url(), fc.constantFrom('https://example.com/a?b=c#d', 'http://localhost:1')),
  fixed('z.uuid()', z.uuid(), fc.uuid()),
  fixed('z.iso.datetime()', z.iso.datetime(), date),
  fixed(
    'z.iso.date()',
    z.iso.date(),
    date.map((text) => text.slice(0, 10)),
  ),
  fixed('z.ipv4()', z.ipv4(), fc.ipV4()),
  fixed(
    'z.templateLiteral(["id-", z.int()])',
    z.templateLiteral(['id-', z.int()]),
    fc.nat().map((n) => `id-${n}`),
  ),
  fixed(
    'z.string().trim()',
    z.string().trim(),
    anyText.map((text) => ` ${text}\n`),
  ),
  fixed('z.string().toUpperCase()', z.string().toUpperCase(), anyText),
  fixed(
    'z.string().trim().min(1)',
    z.string().trim().min(1),
    anyText.map((text) => `${text}x `),
  ),
  fixed('z.string().brand<"Id">().readonly()', z.string().brand<'Id'>().readonly(), anyText),
];

const numbers: readonly fc.Arbitrary<Kind>[] = [
  fixed('z.number()', z.number(), anyNumber),
  fixed('z.int()', z.int(), fc.maxSafeInteger()),
  fixed('z.int32()', z.int32(), fc.integer()),
  fc
    .tuple(fc.integer({ min: -20, max: 0 }), fc.nat(20))
    .map(([min, max]) =>
      kind(
        `z.number().min(${min}).max(${max})`,
        z.number().min(min).max(max),
        fc.double({ min, max, noNaN: true }),
      ),
    ),
  fixed('z.number().positive()', z.number().positive(), fc.integer({ min: 1 })),
  fixed(
    'z.number().multipleOf(5)',
    z.number().multipleOf(5),
    fc.integer({ min: -99, max: 99 }).map((n) => n * 5 + 0),
  ),
  fixed(
    'z.number().refine(…)',
    z.number().refine((n) => n % 2 === 0),
    fc.integer().map((n) => n * 2 + 0),
  ),
];

const choices: readonly fc.Arbitrary<Kind>[] = [
  fixed('z.boolean()', z.boolean(), fc.boolean()),
  fixed('z.null()', z.null(), fc.constant(null)),
  fc
    .constantFrom('a', 'ab', '', '"\\\n', 'true', 0, 12, 120, -0.5, true, false, null)
    .map((value) => kind(`z.literal(${JSON.stringify(value)})`, z.literal(value), fc.constant(value))),
  fixed(
    'z.literal(["on", "off", 1, null])',
    z.literal(['on', 'off', 1, null]),
    fc.constantFrom('on', 'off', 1, null),
  ),
  // One candidate is a prefix of another, one needs an escape.
  fixed(
    `z.enum(['re', 'red', 'gr"een'])`,
    z.enum(['re', 'red', 'gr"een']),
    fc.constantFrom('re', 'red', 'gr"een'),
  ),
  fixed('z.enum({ A: 1, B: "b", C: 10 })', z.enum({ A: 1, B: 'b', C: 10 }), fc.constantFrom(1, 'b', 10)),
];

/** Kinds whose output is not what stands in the text. */
const changing: readonly fc.Arbitrary<Kind>[] = [
  fixed(
    'z.string().transform(length)',
    z.string().transform((text) => text.length),
    anyText,
  ),
  fixed(
    'z.string().transform(Number).pipe(z.number())',
    z.string().transform(Number).pipe(z.number()),
    fc.nat().map(String),
  ),
  fixed(
    'z.preprocess(String, z.string())',
    z.preprocess(String, z.string()),
    fc.oneof(anyText, anyNumber, fc.boolean()),
  ),
  fixed(
    'z.codec(z.iso.datetime(), z.date(), …)',
    z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (each) => each.toISOString(),
    }),
    date,
  ),
  fixed('z.stringbool()', z.stringbool(), fc.constantFrom('true', 'no', 'ON', '0')),
  fixed(
    'z.coerce.number()',
    z.coerce.number(),
    fc.oneof(anyNumber, fc.nat().map(String), fc.boolean(), fc.constant(null)),
  ),
  fixed(
    'z.coerce.string()',
    z.coerce.string(),
    fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null)),
  ),
  fixed('z.coerce.boolean()', z.coerce.boolean(), anyTree(1)),
  fixed(
    'z.coerce.bigint()',
    z.coerce.bigint(),
    fc.oneof(
      fc.integer().map((n) => n + 0),
      fc.nat().map(String),
      fc.boolean(),
    ),
  ),
  fixed('z.coerce.date()', z.coerce.date(), fc.oneof(date, fc.nat())),
];

const anything: readonly fc.Arbitrary<Kind>[] = [
  fixed('z.any()', z.any(), anyTree(2)),
  fixed('z.unknown()', z.unknown(), anyTree(2)),
  // zod's z.json() reads objects as records, which drop the key __proto__.
  fixed('z.json()', z.json(), anyTree(2)),
];

/** All kinds of scalars, and those that accept anything. */
export const scalars: Readonly<
  Record<'text' | 'wholeText' | 'number' | 'choice' | 'changing' | 'anything', fc.Arbitrary<Kind>>
> = {
  text: fc.oneof(...growing),
  wholeText: fc.oneof(...whole),
  number: fc.oneof(...numbers),
  choice: fc.oneof(...choices),
  changing: fc.oneof(...changing),
  anything: fc.oneof(...anything),
};
