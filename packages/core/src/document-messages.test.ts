// A document out of messages: deltas, snapshots, merges and patches keep the promises of a partial; the end is one of five.
import { everySplit } from '@partialkit/testing';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { outcomeOf } from './growth.test.kit.ts';
import {
  createPartial,
  type EndReason,
  isValidPartial,
  type JsonValue,
  type Message,
  type Operation,
} from './index.ts';

const Recipe = z.object({
  title: z.string(),
  level: z.enum(['easy', 'hard']),
  steps: z.array(z.object({ text: z.string(), minutes: z.number() })),
  note: z.string().optional(),
});
const text =
  '{"title":"Miso","level":"easy","steps":[{"text":"Boil","minutes":5},{"text":"Stir","minutes":1}]}';
const whole = {
  title: 'Miso',
  level: 'easy',
  steps: [
    { text: 'Boil', minutes: 5 },
    { text: 'Stir', minutes: 1 },
  ],
};

/** A document that has taken `messages`. */
function documentOf(...messages: Message[]) {
  const document = createPartial(Recipe);
  for (const message of messages) document.apply(message);
  return document;
}
const delta = (piece: string): Message => ({ type: 'delta', text: piece });
const patch = (...ops: Operation[]): Message => ({ type: 'patch', ops });
const stop: Message = { type: 'end', reason: 'stop' };

describe('delta', () => {
  test.for(everySplit(text))('%j is what push takes', (pieces) => {
    const document = documentOf(...pieces.map(delta));
    expect(document.partial).toEqual(whole);
    document.apply(stop);
    expect(document.end()).toEqual(whole);
    expect(document.error).toBe(undefined);
  });
});

describe('snapshot', () => {
  test('of values: each is shown as far as the schema lets it through', () => {
    const document = createPartial(Recipe);
    const shown = [
      {},
      { title: 'Mi' },
      { title: 'Miso', level: null },
      { title: 'Miso', level: 'ea', steps: null },
      { title: 'Miso', level: 'easy', steps: [{ text: 'Bo' }] },
      { title: 'Miso', level: 'easy', steps: [{ text: 'Boil', minutes: 5 }, {}], extra: 1 },
    ].map((value) => {
      document.apply({ type: 'snapshot', value });
      expect(isValidPartial(Recipe, document.partial)).toBe(true);
      return document.partial;
    });
    expect(shown).toEqual([
      {},
      { title: 'Mi' },
      { title: 'Miso' },
      { title: 'Miso' },
      { title: 'Miso', level: 'easy', steps: [{ text: 'Bo' }] },
      { title: 'Miso', level: 'easy', steps: [{ text: 'Boil', minutes: 5 }, {}] },
    ]);
    expect(shown[3]).toBe(shown[2]);
  });

  test('of values: parts that stay the same keep their identity', () => {
    const document = documentOf({ type: 'snapshot', value: whole });
    const before = document.partial;
    document.apply({ type: 'snapshot', value: structuredClone(whole) });
    expect(document.partial).toBe(before);
    document.apply({ type: 'snapshot', value: { ...structuredClone(whole), title: 'Miso soup' } });
    expect(document.partial?.title).toBe('Miso soup');
    expect(document.partial?.steps).toBe(before?.steps);
    document.apply({ type: 'snapshot', text: text.replace('Stir', 'Stir it') });
    expect(document.partial?.steps?.[0]).toBe(before?.steps?.[0]);
    expect(before).toEqual(whole);
  });

  test('of text: replaces everything, and deltas go on from there', () => {
    const document = documentOf(delta('{"title":"Old","steps":[{"text":"x"'), {
      type: 'snapshot',
      text: text.slice(0, 30),
    });
    expect(document.partial).toEqual({ title: 'Miso', level: 'easy' });
    document.apply(delta(text.slice(30)));
    document.apply(stop);
    expect(document.end()).toEqual(whole);
  });

  test('heals an error, and what was shown stays until it comes', () => {
    for (const healing of [
      { type: 'snapshot', text },
      { type: 'snapshot', value: whole },
    ] as const) {
      const document = documentOf(delta('{"title":"Mi'), delta('so\u0000'));
      expect(document.error?.code).toBe('invalid-json');
      expect(document.partial).toEqual({ title: 'Miso' });
      document.apply(healing);
      expect(document.error).toBe(undefined);
      expect(document.partial).toEqual(whole);
      document.apply(stop);
      expect(document.end()).toEqual(whole);
    }
  });

  test('takes back no issue', () => {
    const document = documentOf({ type: 'snapshot', value: { title: 5, steps: [] } });
    expect(document.issues.map(({ path }) => path)).toEqual([['title']]);
    expect(document.partial).toEqual({ steps: [] });
    const { issues } = document;
    document.apply({ type: 'snapshot', value: whole });
    document.apply({ type: 'snapshot', text: '{"title":6,"level":7' });
    expect(document.issues.slice(0, 1)).toEqual(issues);
    expect(document.issues.map(({ path }) => path)).toEqual([['title'], ['level']]);
  });
});

describe('merge', () => {
  test('changes what it names, by RFC 7396, and nothing else', () => {
    const document = documentOf({ type: 'merge', value: { title: 'Mi', steps: [{ text: 'Boil' }] } });
    const before = document.partial;
    expect(before).toEqual({ title: 'Mi', steps: [{ text: 'Boil' }] });
    document.apply({ type: 'merge', value: { title: 'Miso', note: 'hot' } });
    expect(document.partial).toEqual({ title: 'Miso', steps: [{ text: 'Boil' }], note: 'hot' });
    expect(document.partial?.steps).toBe(before?.steps);
    document.apply({ type: 'merge', value: { note: null, level: 'easy', steps: whole.steps } });
    document.apply(stop);
    expect(document.end()).toEqual(whole);
  });

  test('goes on from text that is not whole', () => {
    const document = documentOf(delta('{"title":"Mis'), { type: 'merge', value: { level: 'easy' } });
    expect(document.partial).toEqual({ title: 'Mis', level: 'easy' });
    expect(document.error).toBe(undefined);
  });
});

describe('patch', () => {
  const start: Message = { type: 'snapshot', value: { title: 'Mi', steps: [{ text: 'Boil', minutes: 5 }] } };

  test('changes what it names, and shares the rest', () => {
    const document = documentOf(start);
    const before = document.partial;
    document.apply(
      patch(
        { op: 'append', path: '/title', value: 'so' },
        { op: 'add', path: '/steps/-', value: { text: 'St', minutes: 1 } },
      ),
    );
    expect(document.partial).toEqual({ title: 'Miso', steps: [whole.steps[0], { text: 'St', minutes: 1 }] });
    expect(document.partial?.steps?.[0]).toBe(before?.steps?.[0]);
    document.apply(
      patch(
        { op: 'append', path: '/steps/1/text', value: 'ir' },
        { op: 'replace', path: '/level', value: 'easy' },
      ),
    );
    expect(document.error?.code).toBe('invalid-patch');
    expect(before).toEqual({ title: 'Mi', steps: [{ text: 'Boil', minutes: 5 }] });
  });

  test('that fails changes nothing: all or none of its operations', () => {
    const document = documentOf(start);
    const before = document.partial;
    document.apply(
      patch({ op: 'replace', path: '/title', value: 'gone' }, { op: 'remove', path: '/nowhere' }),
    );
    expect(document.error?.code).toBe('invalid-patch');
    expect(document.partial).toBe(before);
    document.apply(patch({ op: 'replace', path: '/title', value: 'later' }));
    document.apply(delta('x'));
    expect(document.partial).toBe(before);
    expect(() => document.end()).toThrow(document.error);
    document.apply({ type: 'snapshot', value: whole });
    expect(document.error).toBe(undefined);
    expect(document.partial).toEqual(whole);
  });

  test('that does not fit the schema shows what fits, with an issue', () => {
    const document = documentOf(
      { type: 'snapshot', value: whole },
      patch({ op: 'replace', path: '/steps/1/minutes', value: 'soon' }),
    );
    expect(isValidPartial(Recipe, document.partial)).toBe(true);
    expect(document.issues.map(({ path }) => path)).toEqual([['steps', 1, 'minutes']]);
    document.apply(stop);
    expect(document.error?.code).toBe('invalid');
  });

  test('goes on from text, whole or not', () => {
    const document = documentOf(delta(text), patch({ op: 'replace', path: '/title', value: 'Soup' }));
    expect(document.partial).toEqual({ ...whole, title: 'Soup' });
    document.apply(stop);
    expect(document.end()).toEqual({ ...whole, title: 'Soup' });
    const half = documentOf(delta('{"title":"Mi'), patch({ op: 'append', path: '/title', value: 'so' }));
    expect(half.partial).toEqual({ title: 'Miso' });
  });

  test('that copies itself larger is refused', () => {
    const copies: Operation[] = Array.from({ length: 60 }, (_, i) => ({
      op: 'copy',
      from: '',
      path: `/copy${i}`,
    }));
    const document = documentOf(start, patch(...copies));
    expect(['limit', 'invalid-patch']).toContain(document.error?.code);
    expect(document.partial).toEqual({ title: 'Mi', steps: [{ text: 'Boil', minutes: 5 }] });
  });
});

describe('whole values', () => {
  test('cannot be followed by pieces of text', () => {
    const document = documentOf({ type: 'snapshot', value: { title: 'Mi' } }, delta('so"}'));
    expect(document.error?.code).toBe('protocol');
    expect(document.partial).toEqual({ title: 'Mi' });
  });

  test('are open until the end, and done then', () => {
    const document = documentOf({ type: 'snapshot', value: whole });
    const states = () => (['title', 'steps.1.text', 'note', ''] as const).map((path) => document.state(path));
    expect([states(), document.openPath]).toEqual([['streaming', 'streaming', 'pending', 'streaming'], []]);
    document.apply(stop);
    expect([states(), document.openPath]).toEqual([['done', 'done', 'done', 'done'], null]);
    expect(document.partial).toBe(document.end());
  });

  test('that are not whole at the end are refused by the schema', () => {
    const document = documentOf({ type: 'snapshot', value: { title: 'Mi', level: 'ea' } }, stop);
    expect(document.error?.code).toBe('invalid');
    expect(document.issues.map(({ path }) => path.join('.'))).toEqual(['level', 'steps']);
    expect(document.partial).toEqual({ title: 'Mi' });
    expect(document.state('level')).toBe('invalid');
  });

  test('are bounded in depth', () => {
    let value: Message & { type: 'snapshot' } = { type: 'snapshot', value: [] };
    for (let i = 0; i < 100_000; i++) value = { type: 'snapshot', value: [value.value ?? null] };
    const document = createPartial(z.any());
    document.apply(value);
    expect(document.error?.code).toBe('limit');
  });

  test('show nothing of a list in an object that takes its place, nor the other way round', () => {
    const items = z.array(z.object({ a: z.string() }));
    const schema = z.union([items, z.object({ 0: items })]);
    const [list, object] = [[{ a: 'x' }], { 0: 'x' }];
    for (const [first, then, shown] of [
      [list, object, {}],
      [{ 0: list }, ['x'], [{}]],
    ] as const) {
      const document = createPartial(schema);
      document.apply({ type: 'snapshot', value: first });
      expect(document.partial).toEqual(first);
      document.apply({ type: 'snapshot', value: then as JsonValue });
      expect(document.partial).toEqual(shown);
    }
  });

  test('share nothing with the producer’s objects that he may change', () => {
    const steps = [{ text: 'Boil', minutes: 5 }];
    const document = documentOf({ type: 'snapshot', value: { title: 'Mi', steps } });
    const { partial } = document;
    document.apply({ type: 'merge', value: { title: 'Miso' } });
    expect(partial).toEqual({ title: 'Mi', steps: [{ text: 'Boil', minutes: 5 }] });
    expect(steps).toEqual([{ text: 'Boil', minutes: 5 }]);
  });
});

describe('meta', () => {
  test('is kept, the last one, and leaves the value alone', () => {
    const document = documentOf(delta('{"title":"Mi'), { type: 'meta', value: { tokens: 1 } });
    const { partial } = document;
    document.apply({ type: 'meta', value: { tokens: 2 } });
    expect(document.meta).toEqual({ tokens: 2 });
    expect(document.partial).toBe(partial);
  });
});

describe('end', () => {
  test('with stop is a result or an error, and null as the open path', () => {
    const document = documentOf(delta(text), stop);
    expect([document.ended, document.error, document.openPath]).toEqual(['stop', undefined, null]);
    expect(document.state('')).toBe('done');
    expect(documentOf(delta('{"title":'), stop).error).toMatchObject({ code: 'incomplete', openPath: [] });
    expect(documentOf(delta('{"title":"Mi'), stop).error).toMatchObject({
      code: 'incomplete',
      openPath: ['title'],
    });
    expect(documentOf(delta('{}'), stop).error?.code).toBe('invalid');
    expect(documentOf(stop).error?.code).toBe('incomplete');
  });

  test.for<[reason: EndReason, error: { code: string; message?: string } | undefined, code: string]>([
    ['length', undefined, 'incomplete'],
    ['filter', undefined, 'incomplete'],
    ['abort', undefined, 'aborted'],
    ['error', undefined, 'provider'],
    ['error', { code: 'overloaded', message: 'Too busy.' }, 'provider'],
    ['error', { code: 'cut' }, 'cut'],
    ['error', { code: 'http', message: 'status 500' }, 'http'],
    ['error', { code: 'toString' }, 'provider'],
  ])('with %s is never a result, whatever there is', ([reason, error, code]) => {
    for (const pieces of [text, text.slice(0, 14)]) {
      const document = documentOf(delta(pieces), { type: 'end', reason, ...(error && { error }) });
      const { partial } = documentOf(delta(pieces));
      expect(document.ended).toBe(reason);
      expect(document.error).toMatchObject({ code, ...(error?.message && { message: error.message }) });
      expect(document.partial).toEqual(partial);
      expect(() => document.end()).toThrow(document.error);
    }
  });

  test('in mid-text keeps what is still open', () => {
    expect(
      documentOf(delta('{"steps":[{"text":"Bo'), { type: 'end', reason: 'length' }).error?.openPath,
    ).toEqual(['steps', 0, 'text']);
  });

  test.for<[sent: string, bytes: number]>([
    ['{"title":"é😀"}', 18],
    ['{"title":"a"}', 13],
    ['{"title":"\u2028"}', 15],
  ])('tells the length of the text in bytes: %s', ([sent, bytes]) => {
    for (const pieces of everySplit(sent)) {
      const document = createPartial(z.object({ title: z.string() }));
      for (const piece of pieces) document.apply(delta(piece));
      document.apply({ type: 'end', reason: 'stop', length: bytes });
      expect(document.error).toBe(undefined);
    }
  });

  test('with another length says that something was lost, and is no end', () => {
    for (const length of [text.length - 1, text.length + 1, 0]) {
      const document = documentOf(delta(text), { type: 'end', reason: 'stop', length });
      expect([document.error?.code, document.ended]).toEqual(['protocol', undefined]);
      expect(document.partial).toEqual(whole);
      document.apply({ type: 'snapshot', text });
      document.apply({ type: 'end', reason: 'stop', length: text.length });
      expect(document.end()).toEqual(whole);
    }
  });

  test('is the last message: what comes behind it is ignored', () => {
    const document = documentOf(delta(text), stop);
    const { partial } = document;
    const messages: Message[] = [
      delta('x'),
      { type: 'snapshot', value: {} },
      { type: 'snapshot', text: '{' },
      { type: 'merge', value: { title: 'x' } },
      patch({ op: 'remove', path: '/title' }),
      { type: 'meta', value: 1 },
      { type: 'end', reason: 'error' },
    ];
    for (const message of messages) document.apply(message);
    document.push('x');
    expect([document.partial, document.error, document.ended, document.meta]).toEqual([
      partial,
      undefined,
      'stop',
      undefined,
    ]);
    expect(outcomeOf(() => document.end())).toEqual({ output: whole });
  });
});
