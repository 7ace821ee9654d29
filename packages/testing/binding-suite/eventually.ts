// Waiting for what streams in, without saying how long it takes.
import { expect, vi } from 'vitest';
import type { Page } from './page.ts';

/** Resolves once `check` does not throw any more. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { interval: 1, timeout: 4000 });
}

/** Resolves once the component shows `text`. */
export function shows(page: Page, id: string, text: string | null): Promise<void> {
  return eventually(() => expect(page.text(id)).toBe(text));
}

/** Long enough for whatever a component has put off to happen. */
export function aWhile(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
