// The briefing in React: the tag of a block picks its component.
import { usePartial } from '@partialkit/react';
import { memo, useMemo } from 'react';
import { barLength } from '../../screens/bars.ts';
import { type BlockPart, blockClass, standIn } from '../../screens/block-part.ts';
import { formatChange, formatNumber } from '../../screens/format.ts';
import { refusedKeys } from '../../screens/refused-keys.ts';
import type { Meter } from '../../session/meter.ts';
import type { View } from '../../session/screens.ts';
import { Field } from './field.tsx';
import { useRenders } from './use-renders.ts';

type Of<Kind> = Extract<BlockPart, { kind: Kind }>;

/** The keys of a block that the schema has refused, joined by blanks. */
interface Refused {
  readonly refused: string;
}

const none: readonly BlockPart[] = [];

export function Briefing({ store, meter }: View<'briefing'>) {
  const blocks = usePartial(store, ({ partial }) => partial?.blocks ?? none);
  const issues = usePartial(store, (state) => state.issues);
  const refused = useMemo(() => refusedKeys(issues, 'blocks'), [issues]);
  useRenders(meter, 'Briefing');
  return (
    <article className="card briefing">
      <h2>
        <Field store={store} meter={meter} path="title" />
      </h2>
      <div className="blocks">
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element of a growing array never moves
          <Block key={index} block={block} refused={refused.get(index) ?? ''} meter={meter} />
        ))}
      </div>
    </article>
  );
}

interface BlockProps extends Refused {
  readonly block: BlockPart;
  readonly meter: Meter;
}

const Block = memo(function Block({ block, refused, meter }: BlockProps) {
  useRenders(meter, `Block: ${block.kind}`);
  return <section className={blockClass(block, refused)}>{contentOf(block, refused)}</section>;
});

/** A kind that is added to the schema must be added here, or this does not compile. */
function contentOf(block: BlockPart, refused: string) {
  switch (block.kind) {
    case 'text':
      return <p>{block.text}</p>;
    case 'metric':
      return <Metric {...block} refused={refused} />;
    case 'chart':
      return <Chart {...block} />;
    case 'checklist':
      return <Checklist {...block} />;
    case 'quote':
      return <Quote {...block} />;
    case 'notice':
      return <Notice {...block} refused={refused} />;
    default:
      return block satisfies never;
  }
}

function Metric({ label, value, unit, change, refused }: Of<'metric'> & Refused) {
  return (
    <>
      <h3>{label ?? '…'}</h3>
      <p className="metric-value">
        {value === undefined ? standIn('value', refused, '–') : formatNumber(value)} <small>{unit}</small>
      </p>
      <p className={`change ${(change ?? 0) < 0 ? 'is-down' : 'is-up'}`}>
        {change === undefined ? ' ' : `${formatChange(change)} on last week`}
      </p>
    </>
  );
}

function Chart({ title, unit, bars = [] }: Of<'chart'>) {
  return (
    <>
      <h3>
        {title ?? '…'} <small>{unit}</small>
      </h3>
      <ul className="bars">
        {bars.map((bar, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element of a growing array never moves
          <li key={index}>
            <span className="bar-value">{bar.value === undefined ? '' : formatNumber(bar.value)}</span>
            <span
              className="bar"
              style={{ blockSize: `${barLength(bar, bars) * 100}px` }}
              aria-hidden="true"
            />
            <span className="bar-label">{bar.label}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Checklist({ title, items = [] }: Of<'checklist'>) {
  return (
    <>
      <h3>{title ?? '…'}</h3>
      <ul className="checklist">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element of a growing array never moves
          <li key={index} className={item.done ? 'is-checked' : undefined}>
            <span aria-hidden="true">{item.done ? '✓' : '○'}</span> {item.text}
            {item.done && <span className="visually-hidden"> (done)</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Quote({ text, source }: Of<'quote'>) {
  return (
    <figure>
      <blockquote>{text}</blockquote>
      <figcaption>{source}</figcaption>
    </figure>
  );
}

function Notice({ level, text, refused }: Of<'notice'> & Refused) {
  return (
    <p className={`notice is-${level ?? 'info'}`}>
      <strong>{level ?? standIn('level', refused, 'notice')}</strong> {text}
    </p>
  );
}
