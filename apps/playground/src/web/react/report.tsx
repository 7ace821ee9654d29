// The report in React: an outline that grows, sections, paragraphs that are written once.
import { usePartial, usePartialField } from '@partialkit/react';
import { formatDay, formatNumber } from '../../screens/format.ts';
import type { View } from '../../session/screens.ts';
import { Field } from './field.tsx';
import { useRenders } from './use-renders.ts';

type At = View<'report'> & { readonly index: number };

/** An element of a growing array never moves, so that its index is its key. */
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

export function Report({ store, meter }: View<'report'>) {
  const count = usePartial(store, ({ partial }) => partial?.sections?.length ?? 0);
  useRenders(meter, 'Report');
  const here = { store, meter };
  return (
    <article className="card report">
      <header>
        <h2>
          <Field {...here} path="title" />
        </h2>
        <p className="quiet">
          <Field {...here} path="author" /> · <Field {...here} path="date" show={formatDay} />
        </p>
        <p className="lead">
          <Field {...here} path="summary" />
        </p>
      </header>
      <nav className="outline" aria-label="Sections of the report">
        <ol>
          {upTo(count).map((index) => (
            <li key={index}>
              <a href={`#section-${index}`}>
                <Field {...here} path={`sections.${index}.heading`} />
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div className="sections">
        {upTo(count).map((index) => (
          <Section key={index} {...here} index={index} />
        ))}
      </div>
    </article>
  );
}

function Section({ store, meter, index }: At) {
  const paragraphs = usePartial(store, ({ partial }) => partial?.sections?.[index]?.paragraphs?.length ?? 0);
  const figures = usePartial(store, ({ partial }) => partial?.sections?.[index]?.figures?.length ?? 0);
  useRenders(meter, 'Section');
  const here = { store, meter };
  return (
    <section id={`section-${index}`} aria-labelledby={`heading-${index}`}>
      <h3 id={`heading-${index}`}>
        <Field {...here} path={`sections.${index}.heading`} />
      </h3>
      {upTo(paragraphs).map((paragraph) => (
        <p key={paragraph}>
          <Field {...here} path={`sections.${index}.paragraphs.${paragraph}`} />
        </p>
      ))}
      <dl className="figures">
        {upTo(figures).map((figure) => (
          <Figure key={figure} {...here} index={index} figure={figure} />
        ))}
      </dl>
    </section>
  );
}

function Figure({ store, meter, index, figure }: At & { readonly figure: number }) {
  const { state } = usePartialField(store, `sections.${index}.figures.${figure}.value`);
  useRenders(meter, 'Figure');
  const path = `sections.${index}.figures.${figure}` as const;
  return (
    <div className={`is-${state}`}>
      <dt>
        <Field store={store} meter={meter} path={`${path}.label`} />
      </dt>
      <dd>
        <Field store={store} meter={meter} path={`${path}.value`} show={formatNumber} />{' '}
        <Field store={store} meter={meter} path={`${path}.unit`} />
      </dd>
    </div>
  );
}
