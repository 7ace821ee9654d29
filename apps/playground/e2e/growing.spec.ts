// What a visitor sees: content that grows, and comes to what was written.

import { briefingDocument } from '../src/written/briefing-document.ts';
import { profileDocument } from '../src/written/profile-document.ts';
import { reportDocument } from '../src/written/report-document.ts';
import { expect, frameworks, test } from './playground-page.ts';

const fast = { speed: 1000 };

for (const framework of frameworks) {
  test.describe(framework, () => {
    test('a text grows at its end, and what is certain stands at once', async ({ playground }) => {
      const { screen, status, open } = playground;
      await open(framework, { screen: 'profile', speed: 0.5 });
      const bio = screen.locator('.bio .field');
      await expect(screen.getByRole('heading', { level: 2 })).toHaveText(profileDocument.name);
      await expect(screen).toHaveAttribute('aria-busy', 'true');
      await expect(bio).toHaveClass(/is-pending/);
      await playground.page.getByLabel('Speed').selectOption('1 ×');
      const seen = new Set<string>();
      await expect
        .poll(
          async () => {
            seen.add((await bio.textContent()) ?? '');
            return seen.size;
          },
          { intervals: [60] },
        )
        .toBeGreaterThan(4);
      seen.delete('…');
      for (const text of seen) expect(profileDocument.bio.startsWith(text)).toBe(true);
      await expect(status).toHaveText('done');
      await expect(bio).toHaveText(profileDocument.bio);
      await expect(screen).toHaveAttribute('aria-busy', 'false');
      await expect(screen.locator('.field:not(.is-done)')).toHaveCount(0);
      await expect(screen.locator('.skills li')).toHaveCount(profileDocument.skills.length);
    });

    test('a long report comes whole, with an outline', async ({ playground }) => {
      const { screen, status, open } = playground;
      await open(framework, { screen: 'report', ...fast });
      await expect(status).toHaveText('done');
      const headings = reportDocument.sections.map(({ heading }) => heading);
      await expect(screen.locator('.sections h3')).toHaveText(headings);
      await expect(screen.locator('.outline a')).toHaveText(headings);
      await expect(screen.locator('.sections p')).toHaveText(
        reportDocument.sections.flatMap((each) => each.paragraphs),
      );
      await expect(screen.locator('.figures > div')).toHaveCount(
        reportDocument.sections.flatMap((each) => each.figures).length,
      );
    });

    test('of a thousand records those that are finished are not rendered again', async ({ playground }) => {
      const { screen, status, open, figure } = playground;
      await open(framework, { screen: 'records', speed: 16 });
      await expect(status).toHaveText('done', { timeout: 40_000 });
      await expect(screen.locator('tbody tr')).toHaveCount(1000);
      await expect(screen.locator('.summary')).toContainText('1,000 records');
      await expect(screen.locator('td:not(.is-done)')).toHaveCount(0);
      await expect.poll(() => figure('Renders', 'Row')).toMatch(/^\d,\d{3}$/);
      const renders = Number((await figure('Renders', 'Row')).replace(',', ''));
      const states = Number(await figure('Measures', 'States shown'));
      // A state may bring rows, and go on with the one that was open: nothing else is touched.
      expect(renders).toBeGreaterThanOrEqual(1000);
      expect(renders).toBeLessThanOrEqual(1000 + 2 * states);
    });

    test('the tag of a block picks its component before its content has come', async ({ playground }) => {
      const { screen, status, open, page } = playground;
      await open(framework, { screen: 'briefing', speed: 0.5 });
      await expect(screen.locator('.block-text').first()).toBeVisible();
      await expect(screen.locator('.block')).not.toHaveCount(briefingDocument.blocks.length);
      await page.getByLabel('Speed').selectOption('No waiting');
      await expect(status).toHaveText('done');
      const kinds = briefingDocument.blocks.map(({ kind }) => new RegExp(`block-${kind}`));
      await expect(screen.locator('.block')).toHaveClass(kinds);
      await expect(screen.locator('.bars').first().locator('li')).toHaveCount(7);
      await expect(screen.locator('.is-checked')).toHaveCount(2);
    });

    test('recorded streams of real models are shown by their own schemas', async ({ playground }) => {
      const { screen, status, open, page } = playground;
      await open(framework, {
        screen: 'recordings',
        recording: 'gemini-generate-partial-args-nested',
        ...fast,
      });
      await expect(status).toHaveText('done');
      await expect(screen.getByText('Lasagna noodles', { exact: true })).toBeVisible();
      await page
        .getByLabel('Recording')
        .selectOption({ label: 'anthropic-messages-json-schema (claude-opus-4-6)' });
      await expect(screen.getByText('Biscuit', { exact: true })).toBeVisible();
      await expect(page).toHaveURL(/recording=anthropic-messages-json-schema/);
      for (const link of await page.getByRole('navigation', { name: 'Frameworks' }).getByRole('link').all())
        await expect(link).toHaveAttribute('href', /recording=anthropic-messages-json-schema/);
      await open(framework, { screen: 'recordings', recording: 'gone', ...fast });
      await expect(status).toHaveText('done');
    });

    test('the page may not make code out of text, and does not need to', async ({ playground }) => {
      const { page, status, open } = playground;
      await open(framework, { screen: 'profile', ...fast });
      await expect(status).toHaveText('done');
      // Only now: every test fails on what the policy forbids.
      playground.allow(/unsafe-eval|trusted-types|TrustedScript/);
      const refused = await page.evaluate(
        () =>
          new Promise((resolve) => {
            // What a debugger evaluates is above the law; what a timer calls is not.
            setTimeout(() => {
              try {
                resolve(String(new Function('return 1')()));
              } catch (error) {
                resolve((error as Error).name);
              }
            });
          }),
      );
      expect(refused).toBe('EvalError');
    });
  });
}
