// Time travel: every moment of a run can be shown again, while the run goes on and after it.
import { expect, frameworks, test } from './playground-page.ts';

for (const framework of frameworks) {
  test.describe(framework, () => {
    test('the slider shows what was there at a moment, and comes back', async ({ playground }) => {
      const { screen, status, slider, open, button } = playground;
      await open(framework, { screen: 'report', speed: 4 });
      await expect(status).toHaveText('done');
      const whole = await screen.textContent();
      const last = Number(await slider.getAttribute('max'));
      expect(last).toBeGreaterThan(20);

      await slider.fill(String(Math.floor(last / 2)));
      await expect(screen.locator('.sections section')).not.toHaveCount(8);
      const half = await screen.textContent();
      expect(half?.length).toBeLessThan(whole?.length ?? 0);

      await slider.fill('0');
      await expect(screen.locator('.sections section')).toHaveCount(0);
      await expect(screen.locator('.lead .field')).toHaveClass(/is-pending/);

      await slider.fill(String(Math.floor(last / 2)));
      await expect.poll(() => screen.textContent()).toBe(half);
      await button('Live').click();
      await expect.poll(() => screen.textContent()).toBe(whole);
    });

    test('keys and buttons move by one moment', async ({ playground }) => {
      const { status, slider, open, button } = playground;
      await open(framework, { screen: 'profile', speed: 16 });
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
      const { screen, slider, status, open, button } = playground;
      await open(framework, { screen: 'report', speed: 4 });
      await expect(screen.locator('.sections section').first()).toBeVisible();
      await slider.fill('5');
      const shown = await screen.textContent();
      await expect(status).toHaveText('done');
      expect(await screen.textContent()).toBe(shown);
      await button('Live').click();
      await expect(screen.locator('.sections section')).toHaveCount(8);
    });
  });
}
