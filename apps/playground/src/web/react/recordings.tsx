// A document of which nothing is known, in React: a tree that grows.
import { usePartial } from '@partialkit/react';
import { memo } from 'react';
import { entriesOf, leafText } from '../../screens/tree-entries.ts';
import type { Meter } from '../../session/meter.ts';
import type { View } from '../../session/screens.ts';
import { useRenders } from './use-renders.ts';

export function Recordings({ store, meter }: View<'recordings'>) {
  const partial: unknown = usePartial(store, (state) => state.partial);
  useRenders(meter, 'Recording');
  return (
    <article className="card tree">
      {partial === undefined ? (
        <p className="quiet">Nothing has come yet.</p>
      ) : (
        <Tree value={partial} meter={meter} />
      )}
    </article>
  );
}

/** Rendered again only where something below has changed: all else keeps its identity. */
const Tree = memo(function Tree({ value, meter }: { readonly value: unknown; readonly meter: Meter }) {
  useRenders(meter, 'Tree node');
  const entries = entriesOf(value);
  if (!entries) return <span className="leaf">{leafText(value)}</span>;
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.key}>
          <span className="key">{entry.label}</span> <Tree value={entry.value} meter={meter} />
        </li>
      ))}
    </ul>
  );
});
