// Starts a page: mounts what it shows, counts frames, and hands the counts to the bench.
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import type * as z from 'zod';
import { shown } from './document.ts';
import { told } from './view.tsx';

/** What each hook is given: where the stream is, its schema, and whom to tell of the end. */
export interface AppProps {
  readonly url: string;
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
  const schema = shown[name]?.schema;
  const root = document.getElementById('root');
  if (!schema || !root) throw new Error(`There is no document ${name}.`);
  const frame = (): void => {
    if (told.done) return;
    told.frames++;
    requestAnimationFrame(frame);
  };
  const done = (error?: unknown): void => {
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
    tree.render(<App url={`/stream/${name}`} schema={schema} done={done} />);
  };
}
