// What can go wrong: a cut, a stop, values that the schema refuses, models that fail.
import { profileDocument } from '../src/written/profile-document.ts';
import { expect, frameworks, test } from './playground-page.ts';

for (const framework of frameworks) {
  test.describe(framework, () => {
    test('a stream that is cut goes on where it was, and comes to the same', async ({ playground }) => {
      const { screen, status, open, button, statuses, page } = playground;
      // The browser itself tells of each connection that breaks.
      playground.allow(/net::ERR_INCOMPLETE_CHUNKED_ENCODING/);
      await open(framework, { screen: 'profile', speed: 1 });
      await expect(screen.locator('.skills li').first()).toBeVisible();
      const before = await screen.getByRole('heading', { level: 2 }).textContent();
      await button('Cut the network').click();
      await expect.poll(statuses).toContain('reconnecting');
      await expect(screen.getByRole('heading', { level: 2 })).toHaveText(before ?? '');
      await page.getByLabel('Speed').selectOption('16 ×');
      await expect(status).toHaveText('done');
      expect(await statuses()).toEqual(['connecting', 'streaming', 'reconnecting', 'streaming', 'done']);
      await expect(screen.locator('.bio')).toHaveText(profileDocument.bio);
      await expect(screen.locator('.skills li')).toHaveCount(profileDocument.skills.length);
    });

    test('a run that is stopped keeps what has come, and grows no more', async ({ playground }) => {
      const { screen, status, open, button, page } = playground;
      await open(framework, { screen: 'report', speed: 1 });
      await expect(screen.locator('.sections p').first()).toContainText('ferries');
      await button('Stop').click();
      await expect(status).toHaveText('stopped');
      const kept = await screen.textContent();
      expect(kept).toContain('One Year of Electric Ferries');
      await page.waitForTimeout(400);
      expect(await screen.textContent()).toBe(kept);
      await expect(button('Cut the network')).toBeDisabled();
      await page.getByLabel('Speed').selectOption('No waiting');
      await button('Run').click();
      await expect(status).toHaveText('done');
    });

    test('a value that the schema refuses is marked, and the rest goes on', async ({ playground }) => {
      const { screen, status, issues, open, page } = playground;
      await open(framework, { screen: 'profile', behaviour: 'values', speed: 16 });
      await expect(status).toHaveText('error');
      const email = screen.locator('.facts dd').first().locator('.field');
      await expect(email).toHaveClass(/is-invalid/);
      await expect(email).toHaveText('refused');
      await expect(issues).toHaveText([/^email /, /^skills\.2\.years /]);
      await expect(page.locator('.fields [data-state=invalid]').first()).toContainText('email');
      await expect(screen.locator('.bio')).toHaveText(profileDocument.bio);
      await expect(page.locator('.trouble')).toContainText('invalid');
      await expect(page.getByRole('status')).toContainText('Profile has ended early');
    });

    test('a record with a wrong value keeps its place in the table', async ({ playground }) => {
      const { screen, issues, open, status } = playground;
      await open(framework, { screen: 'records', behaviour: 'values', speed: 1000 });
      await expect(status).toHaveText('error', { timeout: 40_000 });
      await expect(screen.locator('tbody tr')).toHaveCount(1000);
      await expect(screen.locator('tbody tr').nth(6).locator('.is-invalid')).toHaveText('refused');
      await expect(screen.locator('td.is-invalid')).toHaveCount(2);
      await expect(issues).toHaveCount(2);
    });

    test('a block with a wrong value is marked, and keeps the rest', async ({ playground }) => {
      const { screen, open, status } = playground;
      await open(framework, { screen: 'briefing', behaviour: 'values', speed: 1000 });
      await expect(status).toHaveText('error');
      await expect(screen.locator('.block.is-invalid')).toHaveText([
        /Shore power\s*refused/,
        /refused\s*The east breakwater/,
      ]);
    });

    for (const [behaviour, end, code] of [
      ['json', 'error', 'invalid-json'],
      ['length', 'incomplete', 'incomplete'],
      ['failure', 'error', 'provider'],
      ['refusal', 'incomplete', 'incomplete'],
    ] as const) {
      test(`a model that ends by ${behaviour} leaves what has come, and says why`, async ({ playground }) => {
        const { screen, open, status, page } = playground;
        await open(framework, { screen: 'report', behaviour, speed: 1000 });
        await expect(status).toHaveText(end);
        await expect(page.locator('.trouble code')).toHaveText(code);
        if (behaviour !== 'refusal')
          await expect(screen.locator('.sections p').first()).toContainText('ferries');
      });
    }
  });
}
