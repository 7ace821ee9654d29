// The table in React: a row is memoised by its record, which keeps its identity once it is finished.
import { usePartial } from '@partialkit/react';
import { memo, useEffect, useMemo, useRef } from 'react';
import { cellsOf, columns, type RecordPart, recordsSummary } from '../../screens/record-cells.ts';
import { refusedKeys } from '../../screens/refused-keys.ts';
import type { Meter } from '../../session/meter.ts';
import type { View } from '../../session/screens.ts';
import { isActive } from '../../session/session.ts';
import { keepAtEnd } from '../../shell/keep-at-end.ts';
import { useRenders } from './use-renders.ts';

const none: readonly RecordPart[] = [];

export function Records({ store, meter }: View<'records'>) {
  const records = usePartial(store, ({ partial }) => partial?.records ?? none);
  const summary = usePartial(store, ({ partial }) => recordsSummary(partial));
  const issues = usePartial(store, (state) => state.issues);
  const isGrowing = usePartial(store, ({ status }) => isActive(status));
  const refused = useMemo(() => refusedKeys(issues, 'records'), [issues]);
  const box = useRef<HTMLElement>(null);
  useEffect(() => (box.current ? keepAtEnd(box.current) : undefined), []);
  useRenders(meter, 'Records');
  return (
    <div className="card records">
      <p className="summary">{summary}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keys */}
      <section className="table-box" ref={box} tabIndex={0} aria-label="Stock list">
        <table>
          <caption className="visually-hidden">Stock of the warehouse</caption>
          <thead>
            <tr>
              {columns.map(({ key, title, isFigure }) => (
                <th key={key} scope="col" className={isFigure ? 'figure' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.map((record, index) => (
              <Row
                // biome-ignore lint/suspicious/noArrayIndexKey: an element of a growing array never moves
                key={index}
                record={record}
                refused={refused.get(index) ?? ''}
                isOpen={isGrowing && index === records.length - 1}
                meter={meter}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface RowProps {
  readonly record: RecordPart;
  readonly refused: string;
  readonly isOpen: boolean;
  readonly meter: Meter;
}

const Row = memo(function Row({ record, refused, isOpen, meter }: RowProps) {
  useRenders(meter, 'Row');
  return (
    <tr>
      {cellsOf(record, refused, isOpen).map(({ key, text, state, isFigure }) => (
        <td key={key} className={`is-${state}${isFigure ? ' figure' : ''}`}>
          {text}
        </td>
      ))}
    </tr>
  );
});
