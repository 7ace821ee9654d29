// The AI SDK's useObject.
import { experimental_useObject as useObject } from '@ai-sdk/react';
import { type ReactNode, useEffect } from 'react';
import { type AppProps, start } from '../start.tsx';
import { View } from '../view.tsx';

function App({ id, url, open, schema, done }: AppProps): ReactNode {
  const { object, submit } = useObject({
    api: url,
    ...(open && { fetch: async () => open() }),
    schema,
    onFinish: ({ error }) => done(error),
    onError: done,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page asks once
  useEffect(() => void submit({}), []);
  return <View value={object} id={id} />;
}

start(App);
