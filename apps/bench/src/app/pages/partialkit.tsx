// usePartial, with the defaults of its store.
import { usePartial } from '@partialkit/react';
import { type ReactNode, useEffect } from 'react';
import { type AppProps, start } from '../start.tsx';
import { View } from '../view.tsx';

function App({ id, url, open, schema, done }: AppProps): ReactNode {
  const origin = open ? { source: open } : { url };
  const { partial, submit } = usePartial({ schema, ...origin, onFinish: () => done(), onError: done });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page asks once
  useEffect(() => void submit({}), []);
  return <View value={partial} id={id} />;
}

start(App);
