import { createPartial, type Message } from '@partialkit/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { Outgoing } from './outgoing.ts';

function through(...batches: Message[][]): Message[][] {
  const outgoing = new Outgoing();
  return batches.map((batch) => {
    for (const message of batch) outgoing.add(message);
    return outgoing.flush();
  });
}

const delta = (text: string): Message => ({ type: 'delta', text });
const whole = (value: object): Message => ({ type: 'snapshot', value: value as never });
const stop: Message = { type: 'end', reason: 'stop' };

test('adjacent pieces of text become one, but not across what is no text', () => {
  const meta: Message = { type: 'meta', value: 1 };
  expect(through([delta('a'), delta(''), delta('b'), meta, delta('c')])).toEqual([
    [delta('ab'), meta, delta('c')],
  ]);
});

test('the end tells the UTF-8 bytes of the text, wherever it was cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).map((text) => `😀${text}é`),
      fc.array(fc.nat()),
      (text, cuts) => {
        const at = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, i) => delta(text.slice(at[i], end)));
        const [batch] = through([...pieces, stop]);
        expect(batch?.at(-1)).toEqual({ ...stop, length: new TextEncoder().encode(text).length });
      },
    ),
  );
});

test('a snapshot of text starts the count anew', () => {
  const [batch] = through([delta('{"a'), { type: 'snapshot', text: '[' }, delta(']'), stop]);
  expect(batch?.at(-1)).toEqual({ ...stop, length: 2 });
});

test('an end has no length where the document came as a value', () => {
  expect(through([whole({ a: 1 }), stop])[0]?.at(-1)).toEqual(stop);
  expect(through([{ type: 'merge', value: {} }, stop])[0]?.at(-1)).toEqual(stop);
});

test('of values that follow each other only the last one is sent', () => {
  expect(through([whole({ a: 1 }), whole({ a: 2 }), whole({ a: 3 })])).toEqual([[whole({ a: 3 })]]);
});

test('a value that has grown is sent as what was added, one that has not is not sent', () => {
  const title = 'A long title, which nobody wants to send twice';
  expect(
    through([whole({ title })], [whole({ title: `${title}!` })], [whole({ title: `${title}!` })]),
  ).toEqual([
    [whole({ title })],
    [{ type: 'patch', ops: [{ op: 'append', path: '/title', value: '!' }] }],
    [],
  ]);
});

test('a value is sent whole where that is shorter, and after another kind of change', () => {
  expect(through([whole({ a: 1 })], [whole({ b: 2 })])[1]).toEqual([whole({ b: 2 })]);
  const long = { a: 'x'.repeat(100) };
  const merge: Message = { type: 'merge', value: { b: 1 } };
  expect(through([whole(long)], [merge], [whole(long)])[2]).toEqual([whole(long)]);
});

test('what readers come to is what was said, whatever goes in one batch', () => {
  const title = fc.constantFrom('A title that is so long that patches are shorter', 'Another');
  const document = fc.record({ title, steps: fc.array(fc.constantFrom('more', 'less'), { maxLength: 3 }) });
  const step = fc.oneof(
    document.map(whole),
    document.map((value): Message => ({ type: 'merge', value: value as never })),
    fc.constant<Message>({ type: 'patch', ops: [{ op: 'add', path: '/steps/-', value: 'more' }] }),
    fc.constant<Message>({ type: 'patch', ops: [{ op: 'append', path: '/title', value: '!' }] }),
    fc.constant<Message>({ type: 'meta', value: 1 }),
  );
  const Any = z.any();
  const comesTo = (messages: readonly Message[]): unknown => {
    const read = createPartial(Any);
    for (const message of messages) read.apply(message);
    expect(read.error).toBeUndefined();
    return read.partial;
  };
  fc.assert(
    fc.property(document, fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 5 }), (first, rest) => {
      const batches = [[whole(first)], ...rest];
      expect(comesTo(through(...batches).flat())).toEqual(comesTo(batches.flat()));
    }),
  );
});

test('a value that has changed in more places than a patch may have is sent whole', () => {
  const of = (value: number): object => ({
    list: Array(20_000).fill({ deep: { value: 'x'.repeat(40), n: value } }),
  });
  expect(through([whole(of(1))], [whole(of(2))])[1]?.[0]?.type).toBe('snapshot');
});

test('a source may change the object that it has handed out', () => {
  const report = { lines: ['A line that is so long that nobody wants to send it again'] };
  const outgoing = new Outgoing();
  outgoing.add(whole(report));
  outgoing.flush();
  report.lines.push('B');
  outgoing.add(whole(report));
  expect(outgoing.flush()).toEqual([{ type: 'patch', ops: [{ op: 'add', path: '/lines/1', value: 'B' }] }]);
});

test.for([
  ['provider', 'provider'],
  ['cut', 'cut'],
  ['limit', 'limit'],
  ['auth', 'provider'],
  ['http', 'provider'],
  ['bad-request', 'provider'],
  ['protocol', 'provider'],
])('an error of code %s goes out as %s, without its text', ([code, told]) => {
  const error = { code: code as string, message: 'sk-secret is no valid key', retryable: true };
  expect(through([{ type: 'end', reason: 'error', error }])[0]?.[0]).toMatchObject({
    error: { code: told, retryable: true },
  });
  expect(JSON.stringify(through([{ type: 'end', reason: 'error', error }]))).not.toContain('sk-secret');
});

test("a code of the application's own keeps its message", () => {
  const error = { code: 'quota', message: 'You have used all of today.' };
  expect(through([{ type: 'end', reason: 'error', error }])[0]?.[0]).toMatchObject({ error });
});
