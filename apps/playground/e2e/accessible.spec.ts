// For everybody: axe finds nothing, keys reach everything, narrow windows and both themes hold it all.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, frameworks, screens, test } from './playground-page.ts';

for (const framework of frameworks) {
  test.describe(framework, () => {
    for (const screen of screens) {
      test(`axe finds nothing on ${screen}, neither while it grows nor at its end`, async ({
        playground,
      }) => {
        const { page, status, open, button } = playground;
        await open(framework, { screen, speed: 0.25 });
        await expect(status).toHaveText('streaming');
        await page.waitForTimeout(500);
        await expectNoFault(page);
        // To look at each cell of a thousand rows would take axe a minute.
        if (screen === 'records') await button('Stop').click();
        else await page.getByLabel('Speed').selectOption('No waiting');
        await expect(status).toHaveText(screen === 'records' ? 'stopped' : 'done');
        await expectNoFault(page, `${framework}-${screen}`);
      });
    }

    test('axe finds nothing before anything has come', async ({ playground }) => {
      const { page, status, open } = playground;
      for (const screen of screens) {
        await open(framework, { screen, start: 'no' });
        await expect(status).toHaveText('idle');
        await expectNoFault(page);
      }
    });

    test('axe finds nothing where values were refused', async ({ playground }) => {
      const { page, status, open } = playground;
      for (const screen of ['profile', 'briefing', 'records']) {
        await open(framework, { screen, behaviour: 'values', speed: 1000 });
        await expect(status).toHaveText('error', { timeout: 40_000 });
        // To look at each cell of a thousand rows would take axe a minute.
        if (screen === 'records') await page.locator('tbody').evaluate((body) => body.replaceChildren());
        await expectNoFault(page, `${framework}-${screen}-refused`);
      }
    });

    test('a run is started, slowed and stopped by keys alone', async ({ playground }) => {
      const { page, status, open, button } = playground;
      await open(framework, { screen: 'report', start: 'no' });
      await expect(status).toHaveText('idle');
      while (!(await button('Run').evaluate((node) => node === document.activeElement)))
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect(status).toHaveText('streaming');
      await page.keyboard.press('Enter');
      await expect(status).toHaveText('stopped');
    });

    test('a reader of screens hears of beginning and end, and not of every word', async ({ playground }) => {
      const { page, status, open } = playground;
      await page.addInitScript(() => {
        const said: string[] = [];
        Object.assign(globalThis, { said });
        new MutationObserver(() => {
          const words = document.querySelector('[role=status]')?.textContent ?? '';
          if (words !== '' && words !== said.at(-1)) said.push(words);
        }).observe(document, { subtree: true, childList: true, characterData: true });
      });
      await open(framework, { screen: 'profile', speed: 16 });
      await expect(status).toHaveText('done');
      const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
      expect(said).toEqual(['Profile is being written.', 'Profile is complete.']);
    });

    test('a narrow window needs no sideways scrolling', async ({ playground }) => {
      const { page, status, open } = playground;
      await page.setViewportSize({ width: 360, height: 740 });
      for (const screen of screens) {
        await open(framework, { screen, speed: 1000 });
        await expect(status).toHaveText('done', { timeout: 40_000 });
        const [across, below] = await page.evaluate(() => {
          const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
          const end = document.querySelector('main')?.getBoundingClientRect().bottom ?? 0;
          return [scrollWidth - clientWidth, scrollHeight - Math.ceil(end + scrollY)];
        });
        expect(across, screen).toBe(0);
        // Nor does it go on below its end.
        expect(below, screen).toBeLessThan(64);
      }
    });

    test('a theme that was chosen is there at the next visit', async ({ playground }) => {
      const { page, open } = playground;
      await open(framework, { screen: 'profile', start: 'no' });
      await page.getByLabel('Theme').selectOption('dark');
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(await ground()).toBe('rgb(16, 20, 20)');
      await page.reload();
      expect(await ground()).toBe('rgb(16, 20, 20)');
    });
  });
}

/** Asks axe about the page in both themes, which differ in their colours alone; `picture` names what is kept of it. */
async function expectNoFault(page: Page, picture?: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    if (picture) await page.screenshot({ path: `test-results/screens/${picture}-${theme}.png` });
    // No page of the playground has frames, for which alone axe would open a page of its own.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    if (theme === 'dark') axe.withRules(['color-contrast']);
    expect((await axe.analyze()).violations, theme).toEqual([]);
  }
}
