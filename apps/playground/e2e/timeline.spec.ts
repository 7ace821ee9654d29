// Time travel: every moment of a run can be shown again, while the run goes on and after it.
import { expect, frameworks, test } from './playground-page.ts';

for (const framework of frameworks) {
  test.describe(framework, () => {
    test('the slider shows what was there at a moment, and comes back', async ({ playground }) => {
      const { page, screen, status, slider, open, button } = playground;
      const sections = screen.locator('.sections section');
      await open(framework, { screen: 'report', speed: 1 });
      await expect(sections.first()).toBeVisible();
      const early = (await slider.getAttribute('max')) ?? '';
      await page.getByLabel('Speed').selectOption('No waiting');
      await expect(status).toHaveText('done');
      const whole = await screen.textContent();

      await slider.fill(early);
      await expect(sections).not.toHaveCount(8);
      await expect(sections).not.toHaveCount(0);
      const part = await screen.textContent();
      expect(part?.length).toBeLessThan(whole?.length ?? 0);

      await slider.fill('0');
      await expect(sections).toHaveCount(0);
      await expect(screen.locator('.lead .field')).toHaveClass(/is-pending/);

      await slider.fill(early);
      await expect.poll(() => screen.textContent()).toBe(part);
      await button('Live').click();
      await expect.poll(() => screen.textContent()).toBe(whole);
    });

    test('keys and buttons move by one moment', async ({ playground }) => {
      const { status, slider, open, button } = playground;
      await open(framework, { screen: 'profile', speed: 4 });
      await expect(status).toHaveText('done');
      const last = Number(await slider.getAttribute('max'));
      await slider.focus();
      await slider.press('ArrowLeft');
      await expect(slider).toHaveValue(String(last - 1));
      await expect(button('Live')).toHaveAttribute('aria-pressed', 'false');
      await button('Earlier').click();
      await expect(slider).toHaveValue(String(last - 2));
      await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`moment ${last - 1} of ${last + 1}`));
      await button('Later').click();
      await expect(slider).toHaveValue(String(last - 1));
      await slider.press('Home');
      await expect(slider).toHaveValue('0');
      await slider.press('End');
      await expect(slider).toHaveValue(String(last));
    });

    test('a moment stays while the run goes on', async ({ playground }) => {
      const { page, screen, slider, status, open, button } = playground;
      const sections = screen.locator('.sections section');
      await open(framework, { screen: 'report', speed: 1 });
      await expect(sections.first()).toBeVisible();
      await slider.fill('0');
      await expect(sections).toHaveCount(0);
      const shown = await screen.textContent();
      await page.getByLabel('Speed').selectOption('No waiting');
      await expect(status).toHaveText('done');
      expect(await screen.textContent()).toBe(shown);
      await button('Live').click();
      await expect(sections).toHaveCount(8);
    });
  });
}
