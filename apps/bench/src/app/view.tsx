// What both hooks fill: the same components, which count how often they render.
import { memo, type ReactNode, useLayoutEffect } from 'react';
import type { Row } from './document.ts';

/** What the page tells the bench. */
export interface Told {
  /** Renders of the part that holds the rows, or the root of the report. */
  root: number;
  /** Renders of rows, or of the parts of the report. */
  parts: number;
  /** Renders of a part whose content was the same as before. */
  idle: number;
  commits: number;
  frames: number;
  done: boolean;
  error?: string;
}

export const told: Told = { root: 0, parts: 0, idle: 0, commits: 0, frames: 0, done: false };

const contents = new Map<string, string>();

/** Counts a render of the part at `key`, and whether it was for nothing. */
function count(key: string, content: string): void {
  told.parts++;
  if (contents.get(key) === content) told.idle++;
  contents.set(key, content);
}

type PartialRow = Partial<Row> | undefined;

const Line = memo(({ row, at }: { readonly row: PartialRow; readonly at: number }): ReactNode => {
  count(String(at), `${row?.id}|${row?.title}|${row?.owner}|${row?.note}`);
  return (
    <tr>
      <td>{row?.id}</td>
      <td>{row?.title}</td>
      <td>{row?.owner}</td>
      <td>{row?.note}</td>
    </tr>
  );
});

/** Any value, a component for each container in it. */
const Part = memo(({ value, path }: { readonly value: object; readonly path: string }): ReactNode => {
  const entries = Object.entries(value);
  // What holds other containers has to be rendered to come to them.
  const isLeaf = entries.every(([, each]) => typeof each !== 'object');
  count(path, isLeaf ? entries.join('|') : `render ${told.parts}`);
  return (
    <div>
      {entries.map(([key, each]) =>
        typeof each === 'object' && each !== null ? (
          <Part key={key} value={each} path={`${path}.${key}`} />
        ) : (
          <p key={key}>{String(each)}</p>
        ),
      )}
    </div>
  );
});

export function View({ value, id }: { readonly value: unknown; readonly id: string }): ReactNode {
  told.root++;
  useLayoutEffect(() => {
    told.commits++;
  });
  if (typeof value !== 'object' || value === null) return null;
  const { rows } = value as { rows?: PartialRow[] };
  if (!rows) return <Part value={value} path={id} />;
  return (
    <table>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: elements of a growing document never move
          <Line key={at} row={row} at={at} />
        ))}
      </tbody>
    </table>
  );
}
