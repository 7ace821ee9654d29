// Counts the renders of a component.
import { onMounted, onUpdated } from 'vue';
import type { Meter } from '../../session/meter.ts';

/** Counts each render that reaches the page. */
export function useRenders(meter: Meter, part: string): void {
  onMounted(() => meter.rendered(part));
  onUpdated(() => meter.rendered(part));
}
