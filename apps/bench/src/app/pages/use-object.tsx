// The AI SDK's useObject.
import { experimental_useObject as useObject } from '@ai-sdk/react';
import { type ReactNode, useEffect } from 'react';
import { type AppProps, start } from '../start.tsx';
import { View } from '../view.tsx';

function App({ url, schema, done }: AppProps): ReactNode {
  const { object, submit } = useObject({
    api: url,
    schema,
    onFinish: ({ error }) => done(error),
    onError: done,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page asks once
  useEffect(() => void submit({}), []);
  return <View value={object} />;
}

start(App);
