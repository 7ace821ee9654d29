// Starts a page: mounts what it shows, counts frames, and hands the counts to the bench.
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import type * as z from 'zod';
import { shown } from './document.ts';
import { localStream } from './local-stream.ts';
import { told } from './view.tsx';

/** What each hook is given: where the stream is, its schema, and whom to tell of the end. */
export interface AppProps {
  readonly id: string;
  readonly url: string;
  /** Takes the place of fetch, where the stream is made in the page. */
  readonly open: (() => Response) | undefined;
  readonly schema: z.ZodType;
  done(error?: unknown): void;
}

declare global {
  interface Window {
    told: typeof told;
    /** Begins: what the page has done to get there is not measured. */
    go(): void;
  }
}

export function start(App: ComponentType<AppProps>): void {
  window.told = told;
  const name = new URLSearchParams(location.search).get('document') ?? '';
  const page = shown[name];
  const root = document.getElementById('root');
  if (!page || !root) throw new Error(`There is no document ${name}.`);
  const { schema, text, copies = 1 } = page;
  const open = copies > 1 ? () => localStream(text()) : undefined;
  const frame = (): void => {
    if (told.done) return;
    told.frames++;
    requestAnimationFrame(frame);
  };
  let left = copies;
  const done = (error?: unknown): void => {
    if (--left > 0 && error === undefined) return;
    if (error !== undefined) told.error = String(error);
    // What has come last is on the screen two frames later.
    const end = (): void => {
      told.done = true;
    };
    requestAnimationFrame(() => requestAnimationFrame(end));
  };
  const tree = createRoot(root);
  window.go = () => {
    requestAnimationFrame(frame);
    tree.render(
      Array.from({ length: copies }, (_, id) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike, and stay
        <App key={id} id={String(id)} url={`/stream/${name}`} open={open} schema={schema} done={done} />
      )),
    );
  };
}
