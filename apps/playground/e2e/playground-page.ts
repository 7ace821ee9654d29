// A page of the playground as tests see it, and the test that fails when the browser has anything to complain of.
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export const frameworks = ['react', 'vue', 'vanilla'] as const;
export const screens = ['profile', 'report', 'records', 'briefing', 'recordings'] as const;

/** See {@link test}. */
export interface PlaygroundPage {
  readonly page: Page;
  /** What the framework has rendered. */
  readonly screen: Locator;
  readonly status: Locator;
  /** The list of what the schema has refused. */
  readonly issues: Locator;
  readonly slider: Locator;
  open(framework: string, query: Readonly<Record<string, string | number>>): Promise<void>;
  button(name: string): Locator;
  /** A figure of the inspector. */
  figure(pane: string, name: string): Promise<string>;
  /** Statuses since the page was opened. */
  statuses(): Promise<string[]>;
  /** Lets a complaint of the browser pass. */
  allow(complaint: RegExp): void;
}

/** Every test fails on errors in the console, on exceptions, on breaches of the security policy, on foreign requests. */
export const test = base.extend<{ playground: PlaygroundPage }>({
  playground: async ({ page, baseURL }, use) => {
    const complaints: string[] = [];
    const allowed: RegExp[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${baseURL}/`)) complaints.push(`a request to ${request.url()}`);
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        console.error(`The policy forbids: ${violatedDirective} ${blockedURI}`);
      });
      const seen: string[] = [];
      Object.assign(globalThis, { seenStatuses: seen });
      new MutationObserver(() => {
        const now = document.querySelector<HTMLElement>('.status')?.dataset.status;
        if (now !== undefined && now !== seen.at(-1)) seen.push(now);
      }).observe(document, { subtree: true, childList: true, attributes: true });
    });
    const pane = (name: string): Locator => page.getByRole('region', { name });
    await use({
      page,
      screen: page.locator('#screen'),
      status: page.locator('.status'),
      issues: pane('Issues').getByRole('listitem'),
      slider: page.getByRole('slider', { name: 'Moment' }),
      async open(framework, query) {
        const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
        await page.goto(`/${framework}/?${search}`);
      },
      button: (name) => page.getByRole('button', { name, exact: true }),
      figure: async (name, term) =>
        (await pane(name)
          .locator('div', { has: page.getByText(term, { exact: true }) })
          .locator('dd')
          .textContent()) ?? '',
      statuses: () => page.evaluate(() => (globalThis as unknown as { seenStatuses: string[] }).seenStatuses),
      allow: (complaint) => allowed.push(complaint),
    });
    expect(complaints.filter((each) => !allowed.some((pattern) => pattern.test(each)))).toEqual([]);
  },
});

export { expect };
