// The rules by which the messages of a run are taken.
import { createPartial, type Message } from '@partialkit/core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createReceiver, type Receiver } from './receiver.ts';

const Doc = z.looseObject({ a: z.string().optional() });

const delta = (id: string | undefined, text = ' '): Message => ({ ...(id && { id }), type: 'delta', text });
const snapshot = (id: string | undefined, text = '{'): Message => ({
  ...(id && { id }),
  type: 'snapshot',
  text,
});
const end = (id: string | undefined): Message => ({ ...(id && { id }), type: 'end', reason: 'stop' });

function make(...messages: Message[]) {
  const document = createPartial(Doc);
  const receiver = createReceiver(document as never, undefined, undefined);
  const verdicts = messages.map((message) => receiver.take(message));
  return { document, receiver, verdicts };
}

const where = ({ cursor, mark, isBehind }: Receiver) => [cursor, mark, isBehind];

describe('a message', () => {
  test('at or below the cursor is dropped', () => {
    const { document, verdicts, receiver } = make(
      snapshot('1-1', '{"a":'),
      delta('1-2', '"x"'),
      delta('1-2', '"y"'),
      snapshot('1-1', '[]'),
      end('1-1'),
      delta('1-3', '}'),
      end('1-4'),
    );
    expect(verdicts).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, 'over']);
    expect([document.partial, ...where(receiver)]).toEqual([{ a: 'x' }, '1-4', '1-4', false]);
  });

  test.for([
    ['with a seq that is left out', '1-4'],
    ['of a new epoch', '2-1'],
    ['without an id', undefined],
  ] as const)('%s is a gap, and the cursor stays', ([, id]) => {
    const { verdicts, receiver, document } = make(snapshot('1-1'), delta('1-2'), delta(id, '!'));
    expect([verdicts.at(-1), receiver.cursor, document.error]).toEqual(['gap', '1-2', undefined]);
  });

  test('beside the document may come first, or without an id', () => {
    const meta: Message = { type: 'meta', value: 1 };
    const { verdicts, receiver, document } = make(
      { ...meta, id: '1-1' },
      snapshot('1-2'),
      meta,
      delta('1-3', '}'),
    );
    expect(verdicts).toEqual([undefined, undefined, undefined, undefined]);
    expect([receiver.cursor, document.meta, document.partial]).toEqual(['1-3', 1, {}]);
  });

  test('that comes first is a snapshot, or the first of the first epoch', () => {
    for (const id of ['1-2', '2-1', '7-9']) {
      expect(make(delta(id)).verdicts).toEqual(['gap']);
      expect(make(snapshot(id)).verdicts).toEqual([undefined]);
    }
    expect(make(delta('1-1')).verdicts).toEqual([undefined]);
  });

  test.for(['', '0-1', '1-0', '1', '-', '01-1', '1-1-1', 'x'])('whose id is %j has none', (id) => {
    expect(make(delta(id)).receiver.cursor).toBeUndefined();
  });
});

describe('an id', () => {
  const now = 1_764_512_000_123;
  const most = 999_999_999_999_999;

  test.for<[epoch: number, seq: number]>([
    [now, 1],
    [most, 1],
    [1, most - 3],
    [most, most - 3],
  ])('may count so far: %i-%i', ([epoch, seq]) => {
    const ids = [`${epoch}-${seq}`, `${epoch}-${seq + 1}`] as const;
    const { verdicts, receiver } = make(snapshot(ids[0], '{'), delta(ids[1], '}'));
    expect([verdicts, ...where(receiver)]).toEqual([[undefined, undefined], ids[1], ids[1], false]);
    expect(receiver.take(delta(ids[1], '}'))).toBeUndefined();
    expect(receiver.take(delta(`${epoch}-${seq + 3}`))).toBe('gap');
  });

  test('of a later epoch comes after all of an earlier one', () => {
    const { receiver } = make(snapshot(`1-${most}`), snapshot('2-1'), snapshot(`1-${most}`));
    expect(receiver.cursor).toBe('2-1');
  });
});

describe('a snapshot', () => {
  test('with a greater id replaces, in the same epoch and in a later one', () => {
    const { document, receiver } = make(
      snapshot('1-1', '{"a":"x'),
      snapshot('1-9', '{"a":"y'),
      snapshot('3-4', '{"a":"z"'),
    );
    expect([document.partial, receiver.cursor]).toEqual([{ a: 'z' }, '3-4']);
  });

  test('is all that is taken once the whole is wanted, be its id lower', () => {
    const { receiver, document } = make(snapshot('1-1', '{"a":'), delta('1-2', '"x'), delta('1-3', 'y'));
    receiver.forget();
    expect(where(receiver)).toEqual([undefined, '1-3', true]);
    for (const id of ['1-1', '1-4', '2-1']) expect(receiver.take(delta(id))).toBe('gap');
    receiver.take(snapshot('1-1', '{"a":'));
    expect(where(receiver)).toEqual(['1-1', '1-3', true]);
    receiver.take(delta('1-2', '"x'));
    receiver.take(delta('1-3', 'y'));
    expect([document.partial, ...where(receiver)]).toEqual([{ a: 'xy' }, '1-3', '1-3', false]);
  });
});

describe('a document', () => {
  test('that a message does not fit is damaged, and mended by a snapshot', () => {
    const bad: Message = { id: '1-2', type: 'patch', ops: [{ op: 'remove', path: '/nowhere' }] };
    const { verdicts, receiver, document } = make({ id: '1-1', type: 'snapshot', value: {} }, bad);
    expect(verdicts.at(-1)).toBe('damaged');
    receiver.forget();
    expect(receiver.take({ id: '1-2', type: 'snapshot', value: { a: 'x' } })).toBeUndefined();
    expect([document.partial, document.error]).toEqual([{ a: 'x' }, undefined]);
  });

  test('that is not JSON is refused', () => {
    expect(make(snapshot('1-1', '{!')).verdicts).toEqual(['refused']);
  });

  test('of another length than the end says is damaged', () => {
    expect(
      make(snapshot('1-1', '{}'), { id: '1-2', type: 'end', reason: 'stop', length: 3 }).verdicts,
    ).toEqual([undefined, 'damaged']);
  });
});

test('snapshots without ids are merged on demand, and only objects', () => {
  const document = createPartial(z.unknown());
  const receiver = createReceiver(document as never, 'merge', undefined);
  for (const value of [{ a: 1, b: 1 }, { b: 2 }, { a: null }]) receiver.take({ type: 'snapshot', value });
  expect([document.partial, receiver.isLoose]).toEqual([{ b: 2 }, true]);
  receiver.take({ type: 'snapshot', value: [1] });
  expect(document.partial).toEqual([1]);
});
