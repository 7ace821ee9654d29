// Counts the renders of a component.
import { useEffect } from 'react';
import type { Meter } from '../../session/meter.ts';

/** Counts each render that reaches the page. */
export function useRenders(meter: Meter, part: string): void {
  useEffect(() => meter.rendered(part));
}
