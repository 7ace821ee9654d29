// Tells listeners of the elements of arrays.
import type { PartialDocument, Schema } from '@partialkit/core';
import type { StoreOptions } from './options.ts';
import { tell } from './tell.ts';

/** The keys are paths, and each listener takes the elements of its own. */
type Listeners = Readonly<Record<string, ((element: unknown) => void) | undefined>> | undefined;

/** Listens at the paths that `onElement` names now, for the listener that it names then. */
export function hearElements<S extends Schema>(
  document: PartialDocument<S>,
  read: () => StoreOptions<S>,
): void {
  for (const path of Object.keys(read().onElement ?? {})) {
    document.elements(path as never, (element) =>
      tell(() => (read().onElement as Listeners)?.[path]?.(element)),
    );
  }
}
