// What only React can do to a hook: throw a render away, wait, give up.
import { Component, type ReactNode, Suspense, startTransition, use, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { aWhile, eventually } from '../../testing/binding-suite/eventually.ts';
import { createRunServer } from '../../testing/binding-suite/run-server.ts';
import { usePartial } from './index.ts';

const roots: Root[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) flushSync(() => root.unmount());
  vi.restoreAllMocks();
});

function mount(element: ReactNode): HTMLElement {
  const container = document.createElement('div');
  const root = createRoot(container);
  roots.push(root);
  flushSync(() => root.render(element));
  return container;
}

function later<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve = (_: T): void => {};
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

test('a component that waits for something else opens its stream once it is shown, and only one', async () => {
  const server = createRunServer();
  const { promise, resolve } = later<string>();
  let renders = 0;
  function Waiting() {
    renders++;
    const { partial } = usePartial(server.options({ immediate: true }));
    return `${use(promise)} ${partial?.title}`;
  }
  const container = mount(
    <Suspense fallback="wait">
      <Waiting />
    </Suspense>,
  );
  await aWhile();
  expect([container.textContent, server.requests.length]).toEqual(['wait', 0]);
  resolve('here is');
  server.write('{"title":"Ada"');
  await eventually(() => expect(container.textContent).toBe('here is Ada'));
  expect(renders).toBeGreaterThan(1);
  expect(server.requests).toHaveLength(1);
});

test('a component that waits again later keeps its stream', async () => {
  const server = createRunServer();
  const { promise, resolve } = later<string>();
  let ask = (): void => {};
  function Asking() {
    const { partial } = usePartial(server.options({ immediate: true }));
    const [question, setQuestion] = useState<Promise<string>>();
    ask = () => startTransition(() => setQuestion(promise));
    return `${question !== undefined ? use(question) : 'no answer'} ${partial?.title}`;
  }
  const container = mount(
    <Suspense fallback="wait">
      <Asking />
    </Suspense>,
  );
  server.write('{"title":"A');
  await eventually(() => expect(container.textContent).toBe('no answer A'));
  ask();
  await aWhile();
  server.write('da"');
  await aWhile();
  resolve('answer');
  await eventually(() => expect(container.textContent).toBe('answer Ada'));
  expect([server.requests.length, server.open.length]).toEqual([1, 1]);
});

test('a component that fails to render leaves no stream behind', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const server = createRunServer();
  class Boundary extends Component<{ children: ReactNode }> {
    override state = { hasFailed: false };
    static getDerivedStateFromError = () => ({ hasFailed: true });
    override render = () => (this.state.hasFailed ? 'failed' : this.props.children);
  }
  function Failing(): string {
    usePartial(server.options({ immediate: true }));
    throw new Error('no');
  }
  const container = mount(
    <Boundary>
      <Failing />
    </Boundary>,
  );
  await aWhile();
  expect([container.textContent, server.requests.length]).toEqual(['failed', 0]);
});

test('the view is the same object until the state has changed, so that it can be a dependency', async () => {
  const server = createRunServer();
  let effects = 0;
  let renderAgain = (): void => {};
  function Counting() {
    const view = usePartial(server.options());
    const [, setCount] = useState(0);
    renderAgain = () => flushSync(() => setCount((count) => count + 1));
    // biome-ignore lint/correctness/useExhaustiveDependencies: it is the identity of the view that counts here.
    useEffect(() => {
      effects++;
    }, [view]);
    return view.status;
  }
  mount(<Counting />);
  renderAgain();
  renderAgain();
  expect(effects).toBe(1);
});
