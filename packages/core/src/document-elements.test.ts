// The elements of an array: each told once, when it is done, with its true index, to everyone who listens.
import { chunksOf } from '@partialkit/testing';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { everyWay } from './growth.test.kit.ts';
import { type ArrayElement, createPartial, type PartialOptions, type Schema } from './index.ts';

/** The elements at a path, with how much of the text had come when each was told. */
function toldOf(
  schema: Schema,
  text: string,
  path: string,
  options?: PartialOptions,
): [at: string, element: ArrayElement][] {
  const document = createPartial(schema, options);
  const told: [string, ArrayElement][] = [];
  let end = 0;
  document.elements(path.split('.').filter(Boolean), (element) => told.push([text.slice(0, end), element]));
  for (const unit of text.split('')) {
    end++;
    document.push(unit);
  }
  return told;
}

const List = z.object({ items: z.array(z.object({ id: z.number(), tags: z.array(z.string()) })) });
const text = '{"items":[{"id":1,"tags":["a","b"]},{"id":2,"tags":[]}]}';

describe('an element', () => {
  test('is told at its own closing byte, with index, value and path', () => {
    expect(toldOf(List, text, 'items')).toEqual([
      [
        '{"items":[{"id":1,"tags":["a","b"]}',
        { index: 0, value: { id: 1, tags: ['a', 'b'] }, path: ['items', 0] },
      ],
      [text.slice(0, -2), { index: 1, value: { id: 2, tags: [] }, path: ['items', 1] }],
    ]);
    expect(
      toldOf(List, text, 'items.0.tags').map(([at, { value, path }]) => [at.slice(-3), value, path]),
    ).toEqual([
      ['"a"', 'a', ['items', 0, 'tags', 0]],
      ['"b"', 'b', ['items', 0, 'tags', 1]],
    ]);
    expect(toldOf(z.array(z.number()), '[1,22 ,3]', '').map(([at, { value }]) => [at, value])).toEqual([
      ['[1,', 1],
      ['[1,22 ', 22],
      ['[1,22 ,3]', 3],
    ]);
  });

  test('is told once, in order, however the text is cut', () => {
    for (const chunks of [...everyWay(text), chunksOf(text, 5)]) {
      const document = createPartial(List);
      const told: unknown[] = [];
      document.elements('items', ({ index, value }) => told.push([index, value]));
      for (const chunk of chunks) document.push(chunk);
      expect(told).toEqual([...document.end().items.entries()]);
      expect(told).toHaveLength(2);
    }
  });

  test('is the value that the partial shows', () => {
    const document = createPartial(List);
    const values: unknown[] = [];
    document.elements('items', ({ value }) => values.push(value));
    document.push(text);
    expect(values).toHaveLength(2);
    document.partial?.items?.forEach((item, index) => {
      expect(values[index]).toBe(item);
    });
  });

  test('is the output of its schema', () => {
    const schema = z.array(z.string().transform((item) => item.length));
    expect(toldOf(schema, '["a","bc"]', '').map(([, { value }]) => value)).toEqual([1, 2]);
    const Defaults = z.array(z.object({ a: z.number().default(7) }));
    expect(toldOf(Defaults, '[{},{"a":1}]', '').map(([, { value }]) => value)).toEqual([{ a: 7 }, { a: 1 }]);
  });

  test('that is refused is never told, and those behind it keep their index', () => {
    const told = toldOf(
      z.array(z.object({ n: z.number().max(5) })),
      '[{"n":1},{"n":9},"x",{"n":2},{},{"n":3}]',
      '',
    );
    expect(told.map(([, { index, value }]) => [index, value])).toEqual([
      [0, { n: 1 }],
      [3, { n: 2 }],
      [5, { n: 3 }],
    ]);
    expect(toldOf(z.array(z.number()), '["a",1,null,2]', '').map(([, { index }]) => index)).toEqual([1, 3]);
    const Refined = z.array(z.object({ n: z.number() }).refine(({ n }) => n % 2 === 1));
    expect(toldOf(Refined, '[{"n":1},{"n":2},{"n":3}]', '').map(([, { index }]) => index)).toEqual([0, 2]);
  });

  test('of an array that only its schema can make is told when the whole has closed, never raw', () => {
    for (const [schema, text, values] of [
      [z.array(z.number()).catch([]), '[1,"x"]', []],
      [z.array(z.number()).catch([]), '[1,2]', [1, 2]],
      [z.array(z.string().lowercase()).transform((items) => items.length), '["a","B"]', []],
      [z.array(z.number()).transform((items) => items.map((item) => item * 2)), '[1,2]', [2, 4]],
      [z.array(z.number()).overwrite((items) => items.toReversed()), '[1,2]', [2, 1]],
    ] as const) {
      for (const [root, whole, path] of [
        [schema, text, ''],
        [z.object({ v: schema }), `{"v":${text}}`, 'v'],
      ] as const) {
        const told = toldOf(root, whole, path);
        expect(told.map(([at, { index, value }]) => [at.length >= text.length, index, value])).toEqual(
          values.map((value, index) => [true, index, value]),
        );
        const late = createPartial(root as Schema);
        late.push(whole);
        const heard: unknown[] = [];
        late.elements(path.split('.').filter(Boolean), ({ value }) => heard.push(value));
        expect(heard).toEqual(values);
      }
    }
  });

  test('of a tuple or of rows in a text is told as of any array', () => {
    expect(toldOf(z.tuple([z.string()], z.number()), '["a",1,2]', '').map(([, { value }]) => value)).toEqual([
      'a',
      1,
      2,
    ]);
    const Rows = z.array(z.object({ a: z.number() }));
    for (const options of [{}, { extract: 'auto' }] as const) {
      expect(
        toldOf(Rows, 'Rows: {"a":1}\n{"a":2}'.slice(options.extract ? 0 : 6), '', options).map(
          ([, { index }]) => index,
        ),
      ).toEqual([0, 1]);
    }
  });

  test('of an array under a plain union or a late tag is told once it is certain', () => {
    const Tagged = z.discriminatedUnion('t', [
      z.object({ t: z.literal('a'), list: z.array(z.number()) }),
      z.object({ t: z.literal('b'), list: z.array(z.string()) }),
    ]);
    expect(
      toldOf(Tagged, '{"list":[1,2],"t":"a"}', 'list').map(([at, { index, value }]) => [
        at.length,
        index,
        value,
      ]),
    ).toEqual([
      [21, 0, 1],
      [21, 1, 2],
    ]);
    const Union = z.union([z.object({ list: z.array(z.number()) }), z.object({ list: z.array(z.string()) })]);
    expect(toldOf(Union, '{"list":["x","y"]}', 'list').map(([, { index, value }]) => [index, value])).toEqual(
      [
        [0, 'x'],
        [1, 'y'],
      ],
    );
  });

  test('goes on where a listener throws, whose error comes up by itself', async () => {
    const uncaught = vi.fn();
    const document = createPartial(z.array(z.number()));
    const told: number[] = [];
    vi.stubGlobal('queueMicrotask', (work: () => void) => {
      void Promise.resolve().then(work).catch(uncaught);
    });
    document.elements([], () => {
      throw new Error('mine');
    });
    document.elements([], ({ value }) => told.push(value as number));
    document.push('[1,2]');
    vi.unstubAllGlobals();
    await new Promise((resolve) => setTimeout(resolve));
    expect(told).toEqual([1, 2]);
    expect(document.end()).toEqual([1, 2]);
    expect(uncaught.mock.calls.map(([error]) => error.message)).toEqual(['mine', 'mine']);
  });

  test('of an array whose last byte decides a union is told, to those who listen and to those who come late', () => {
    const union = z.union([z.object({ list: z.coerce.date() }), z.object({ list: z.array(z.number()) })]);
    const hidden = z.object({ list: z.tuple([z.number(), z.array(z.number())]) });
    for (const [schema, text, path] of [
      [union, '{"list":[71,72],"x":1}', ['list']],
      [hidden, '{"list":["x",[71,72]]}', ['list', 1]],
    ] as const) {
      for (let cut = 0; cut <= text.length; cut++) {
        const document = createPartial(schema as Schema);
        document.push(text.slice(0, cut));
        const told: unknown[] = [];
        document.elements(path, ({ index, value }) => told.push([index, value]));
        document.push(text.slice(cut));
        expect([cut, told]).toEqual([
          cut,
          [
            [0, 71],
            [1, 72],
          ],
        ]);
      }
    }
  });

  test('below an array in a record or behind a key with a dot is found by its path', () => {
    const schema = z.record(z.string(), z.array(z.number()));
    const document = createPartial(schema);
    const told = vi.fn();
    document.elements(['a.b'], told);
    document.push('{"a":[9],"a.b":[1]}');
    expect(told.mock.calls).toEqual([[{ index: 0, value: 1, path: ['a.b', 0] }]]);
  });
});

describe('a listener', () => {
  test('that comes late is told at once of what is done, then of the rest', () => {
    for (let cut = 0; cut <= text.length; cut++) {
      const document = createPartial(List);
      document.push(text.slice(0, cut));
      const told: number[] = [];
      document.elements('items', ({ index, value, path }) => {
        expect([value, path]).toMatchObject([{ id: index + 1 }, ['items', index]]);
        told.push(index);
      });
      expect(told).toHaveLength(
        document.partial?.items?.filter((_, i) => document.state(['items', i]) === 'done').length ?? 0,
      );
      document.push(text.slice(cut));
      expect(told).toEqual([0, 1]);
    }
    const ended = createPartial(List);
    ended.push(text);
    ended.end();
    const told = vi.fn();
    ended.elements('items', told);
    expect(told).toHaveBeenCalledTimes(2);
  });

  test('that comes late is told of elements behind a refused one too', () => {
    const document = createPartial(z.array(z.number()));
    document.push('[1,"x",3,4');
    const told: unknown[] = [];
    document.elements([], ({ index, value }) => told.push([index, value]));
    document.push(']');
    expect(told).toEqual([
      [0, 1],
      [2, 3],
      [3, 4],
    ]);
  });

  test('is one of many, each with its own path, and may leave', () => {
    const document = createPartial(List);
    const all: string[] = [];
    document.elements('items', ({ index }) => all.push(`a${index}`));
    const leave = document.elements('items', ({ index }) => all.push(`b${index}`));
    document.elements('items.1.tags', ({ index }) => all.push(`c${index}`));
    document.push('{"items":[{"id":1,"tags":["x"]},');
    leave();
    leave();
    document.push('{"id":2,"tags":["y"]}]}');
    expect(all).toEqual(['a0', 'b0', 'c0', 'a1']);
  });

  test('may leave while it is told, and read the document', () => {
    const document = createPartial(List);
    const seen: unknown[] = [];
    const leave = document.elements('items', ({ index }) => {
      seen.push([index, document.state(['items', index]), document.partial?.items?.[index]?.id]);
      leave();
    });
    document.push(text.slice(0, 36));
    document.push(text.slice(36));
    expect(seen).toEqual([[0, 'done', 1]]);
  });

  test('on a place that is no array is never called', () => {
    const document = createPartial(List);
    const told = vi.fn();
    document.elements([], told);
    document.elements(['items', 0], told);
    document.elements(['nowhere'], told);
    document.elements(['items', 0, 'tags', 0, 'x'], told);
    document.push(text);
    document.end();
    expect(told).not.toHaveBeenCalled();
  });

  test('hears the elements of whole values at the end', () => {
    const document = createPartial(List);
    const told: unknown[] = [];
    document.elements('items', ({ index, value }) => told.push([index, value]));
    document.apply({ type: 'snapshot', value: { items: [{ id: 1, tags: [] }] } });
    document.apply({ type: 'patch', ops: [{ op: 'add', path: '/items/-', value: { id: 2, tags: [] } }] });
    document.apply({ type: 'end', reason: 'stop' });
    expect(told).toEqual([
      [0, { id: 1, tags: [] }],
      [1, { id: 2, tags: [] }],
    ]);
  });

  test('hears nothing of what is judged as a whole before its end', () => {
    const Whole = z.array(z.string().min(3)).catch(['stand-in']);
    for (const schema of [
      Whole,
      z.union([Whole, z.tuple([z.string().transform(Number).pipe(z.number())])]),
    ]) {
      expect(toldOf(schema, '["a","b"]', '').map(([, { value }]) => value)).toEqual(['stand-in']);
    }
  });

  test('hears nothing twice when a snapshot comes in between', () => {
    const document = createPartial(List);
    const told: unknown[] = [];
    document.elements('items', ({ index }) => told.push(index));
    document.apply({ type: 'delta', text: text.slice(0, 40) });
    document.apply({ type: 'snapshot', text: text.slice(0, 50) });
    document.apply({ type: 'delta', text: text.slice(50) });
    document.apply({ type: 'end', reason: 'stop' });
    expect(told).toEqual([0, 1]);
  });
});

test('what an object holds is no element, whatever its keys look like', () => {
  const levels = 40;
  const path = Array<string>(levels).fill('d');
  const document = createPartial(z.any());
  const told: unknown[] = [];
  document.push(`${'{"d":'.repeat(levels)}{"4000000000":1,"7":2,`);
  document.elements(path, (element) => told.push(element));
  document.push(`"8":3}${'}'.repeat(levels)}`);
  document.end();
  expect(told).toEqual([]);
});
