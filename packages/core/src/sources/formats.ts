// The formats that are recognised by their shape.
import { choices } from './choices.ts';
import type { Format } from './follow.ts';
import { typedEvents } from './typed-events.ts';

export const FORMATS: readonly Format[] = [choices, typedEvents];
