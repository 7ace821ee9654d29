// usePartial, with the defaults of its store.
import { usePartial } from '@partialkit/react';
import { type ReactNode, useEffect } from 'react';
import { type AppProps, start } from '../start.tsx';
import { View } from '../view.tsx';

function App({ url, schema, done }: AppProps): ReactNode {
  const { partial, submit } = usePartial({ schema, url, onFinish: () => done(), onError: done });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page asks once
  useEffect(() => void submit({}), []);
  return <View value={partial} />;
}

start(App);
