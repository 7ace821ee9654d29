// One field of a document, in whichever state it is.
import type { PartialStore } from '@partialkit/client';
import type { FieldPath, FieldValue, Schema } from '@partialkit/core';
import { usePartialField } from '@partialkit/react';
import { memo } from 'react';
import { fieldText, type Show } from '../../screens/field-text.ts';
import type { Meter } from '../../session/meter.ts';
import { useRenders } from './use-renders.ts';

interface FieldProps<S extends Schema, P extends FieldPath<S>> {
  readonly store: PartialStore<S>;
  readonly meter: Meter;
  readonly path: P;
  /** How the value is written; as it is by default. */
  readonly show?: Show<FieldValue<S, P>>;
}

function FieldView<S extends Schema, const P extends FieldPath<S>>({
  store,
  meter,
  path,
  show,
}: FieldProps<S, P>) {
  const { value, state } = usePartialField(store, path);
  useRenders(meter, 'Field');
  return (
    <span className={`field is-${state}`} aria-busy={state === 'streaming'}>
      {fieldText(value, state, show)}
    </span>
  );
}

/** Rendered when its own value changes, and not when its parent does. `memo` forgets type parameters. */
export const Field = memo(FieldView) as typeof FieldView;
