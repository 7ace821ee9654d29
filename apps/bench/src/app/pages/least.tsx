// A limit: reads the stream, and writes the text so far into one node each frame. No JSON, no components.
import { type ReactNode, useEffect, useRef } from 'react';
import { type AppProps, start } from '../start.tsx';

function App({ url, done }: AppProps): ReactNode {
  const place = useRef<HTMLPreElement>(null);
  useEffect(() => {
    let text = '';
    let asked = false;
    const write = (): void => {
      asked = false;
      if (place.current) place.current.textContent = text;
    };
    const read = async (): Promise<void> => {
      const response = await fetch(url, { method: 'POST' });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const piece = await reader?.read();
        if (!piece || piece.done) break;
        text += piece.value;
        if (!asked) requestAnimationFrame(write);
        asked = true;
      }
      write();
    };
    read().then(() => done(), done);
  }, [url, done]);
  return <pre ref={place} />;
}

start(App);
