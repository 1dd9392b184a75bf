import { expect, test } from '@playwright/test';
import { clipped, overlapping, speak, unbracketed } from './support/readable.ts';
import { SamplePerson } from './support/sample-person.ts';
import { stopsOf, writtenBy } from './support/stops.ts';

/** Every view in the language for tests, where each text of the catalogue is longer and in brackets, and in German. */
test.describe('every view in another language', () => {
  test.describe.configure({ mode: 'serial' });
  const sample = SamplePerson.ofSuite();
  const { person } = sample;

  test.beforeAll(() => person.page.emulateMedia({ reducedMotion: 'reduce' }));

  for (const language of ['en-XA', 'de'] as const) {
    test(`has all of its texts from the catalogue, and none cut off: ${language}`, async () => {
      const { page } = person;
      // What was said before stays as it was said, for the seconds that it is shown.
      await expect(page.locator('.t-notice')).toHaveCount(0, { timeout: 30_000 });
      await page.setViewportSize({ width: 1024, height: 700 });
      await speak(page, language);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      for (const stop of stopsOf(sample.desks)) {
        await stop.open(person);
        const found = { bare: language === 'en-XA' ? await unbracketed(page, writtenBy(person)) : [], cut: await clipped(page), over: await overlapping(page) };
        expect.soft({ stop: stop.name, ...found }).toEqual({ stop: stop.name, bare: [], cut: [], over: [] });
        await stop.close?.(person);
      }
    });
  }

  test('is chosen in the settings, changes at once without a reload, and is kept', async () => {
    const { page } = person;
    await speak(page, 'en');
    await person.go('/settings');
    await page.evaluate(() => Object.assign(window, { isStillThere: true }));
    await page.getByRole('radio', { name: 'Deutsch' }).check();
    await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Arbeit' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    expect(await page.evaluate(() => 'isStillThere' in window)).toBe(true);
    // Keys as they are written there, amounts with a comma.
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog').locator('kbd', { hasText: 'Strg' }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
    await person.go('/lead/new');
    await page.getByLabel('Lohn je Label').fill('1,5');
    await expect(page.getByLabel('Lohn je Label')).toHaveValue('1,5');
    await expect(page.getByLabel('Lohn je Label')).not.toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('Müssen einig sein').fill('1');
    await expect(page.getByText('Mehr als die Hälfte der Annotierenden', { exact: false })).toBeVisible();
    expect(person.complaints).toEqual([]);
  });
});
