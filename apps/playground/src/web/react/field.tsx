// One field of a document, in whichever state it is.
import type { PartialStore } from '@partialkit/client';
import type { FieldPath, FieldValue, Schema } from '@partialkit/core';
import { usePartialField } from '@partialkit/react';
import { memo, type ReactNode } from 'react';
import type { Meter } from '../../session/meter.ts';
import { useRenders } from './use-renders.ts';

interface FieldProps<S extends Schema, P extends FieldPath<S>> {
  readonly store: PartialStore<S>;
  readonly meter: Meter;
  readonly path: P;
  /** How the value is written; as it is by default. */
  readonly show?: (value: NonNullable<FieldValue<S, P>>) => ReactNode;
}

function FieldView<S extends Schema, const P extends FieldPath<S>>({
  store,
  meter,
  path,
  show,
}: FieldProps<S, P>) {
  const { value, state } = usePartialField(store, path);
  useRenders(meter, 'Field');
  const text = value === undefined || value === null ? '' : show ? show(value) : String(value);
  return (
    <span className={`field is-${state}`} aria-busy={state === 'streaming'}>
      {state === 'invalid' && text === '' ? 'refused' : text}
    </span>
  );
}

/** Rendered when its own value changes, and not when its parent does. `memo` forgets type parameters. */
export const Field = memo(FieldView) as typeof FieldView;
