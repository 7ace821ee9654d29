// The suite that every binding of the store passes, whatever its framework.
import { afterEach, beforeEach, describe, expect, vi } from 'vitest';
import type { BindingDriver } from './driver.ts';
import { describeErrors } from './errors.ts';
import { describeFields } from './fields.ts';
import { describeLifetime } from './lifetime.ts';
import { describeOptions } from './options.ts';
import { createPage, type Page } from './page.ts';
import { createRunServer, type RunServer } from './run-server.ts';
import { describeServerRendering } from './server-rendering.ts';
import { describeSharing } from './sharing.ts';

/** What each test begins with. */
export type Setup = () => { readonly page: Page; readonly server: RunServer };

/** Runs the suite on one framework. A warning or an error on the console fails the test that caused it. */
export function describeBinding(name: string, driver: BindingDriver): void {
  describe(name, () => {
    const complaints: unknown[][] = [];
    let page: Page | undefined;
    const setup: Setup = () => {
      page = createPage(driver);
      return { page, server: createRunServer() };
    };
    beforeEach(() => {
      for (const level of ['warn', 'error'] as const) {
        vi.spyOn(console, level).mockImplementation((...words) => complaints.push(words));
      }
    });
    afterEach(() => {
      page?.unmount();
      page = undefined;
      vi.restoreAllMocks();
      expect(complaints.splice(0)).toEqual([]);
    });

    describe('how long a stream lives', () => describeLifetime(setup));
    describe('other options', () => describeOptions(setup));
    describe('one store in many components', () => describeSharing(setup));
    describe('fields', () => describeFields(setup));
    describe('what goes wrong', () => describeErrors(setup));
    describe('on the server', () => describeServerRendering(setup));
  });
}
