import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { smallTargets, twoWayScrolled, walkFocus } from './support/access.ts';
import { Desk } from './support/desk.ts';
import { clipped, overlapping } from './support/readable.ts';
import { SamplePerson } from './support/sample-person.ts';
import { stopsOf } from './support/stops.ts';

/** What axe finds once nothing moves any more: a colour half way between two themes is no fault. */
async function faultsOf(page: Page, isWhole: boolean): Promise<string[]> {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  const axe = new AxeBuilder({ page });
  // Names, roles and structure are the same with more contrast: there only the colours are asked for again.
  const { violations } = await (isWhole ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']) : axe.withRules(['color-contrast'])).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`);
}

const looks = {
  light: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  dark: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  'light with more contrast': { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  'dark with more contrast': { colorScheme: 'dark', contrast: 'more', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'active' },
} as const;

/** Every view of somebody who has begun to work: for every eye, every hand, and without either. */
test.describe('every view', () => {
  const sample = new SamplePerson();
  const { person } = sample;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    await sample.begin();
  });
  test.afterAll(() => sample.end());

  // Each view is opened once and looked at in every way: opening it anew for each would take most of the time.
  test('has no fault that axe finds, in any look', async () => {
    test.setTimeout(600_000);
    const { page } = person;
    for (const stop of stopsOf(sample.desks)) {
      await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
      await stop.open(person);
      for (const [name, look] of Object.entries(looks)) {
        await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
        expect.soft({ stop: stop.name, look: name, faults: await faultsOf(page, name === 'light' || name === 'dark') }).toEqual({ stop: stop.name, look: name, faults: [] });
      }
      await stop.close?.(person);
    }
  });

  test('has targets of 24 px, fits a small window, cuts nothing off, and shows where the focus is', async () => {
    test.setTimeout(600_000);
    const { page } = person;
    await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1024, height: 700 });
    for (const stop of stopsOf(sample.desks)) {
      await stop.open(person);
      const found = { small: await smallTargets(page), sideways: await twoWayScrolled(page), cut: await clipped(page), over: await overlapping(page) };
      const { stops, unseen } = await walkFocus(page);
      expect.soft({ stop: stop.name, ...found, unseen }).toEqual({ stop: stop.name, small: [], sideways: [], cut: [], over: [], unseen: [] });
      expect.soft(stops, stop.name).toBeGreaterThan(0);
      await stop.close?.(person);
    }
  });

  test('can be read at 200 %, scrolled one way only', async () => {
    test.setTimeout(600_000);
    const { page } = person;
    // 1440 by 900 at twice the size has this many CSS px.
    await page.setViewportSize({ width: 720, height: 450 });
    for (const stop of stopsOf(sample.desks)) {
      await stop.open(person);
      const found = { sideways: await twoWayScrolled(page), cut: await clipped(page), over: await overlapping(page) };
      expect.soft({ stop: stop.name, ...found }).toEqual({ stop: stop.name, sideways: [], cut: [], over: [] });
      await stop.close?.(person);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('tells a screen reader what the canvas shows, in step with the selection', async () => {
    const { page } = person;
    const desk = new Desk(page);
    await person.go(sample.desks.boxes);
    await desk.ready('1 of 6');
    const list = page.getByRole('listbox', { name: 'Regions of this item' });
    await expect(list).toMatchAriaSnapshot(`- listbox "Regions of this item":\n  - option /Boat/`);
    await desk.surface.focus();
    await desk.press('Escape', 'Tab');
    await expect(list.getByRole('option', { name: /Boat/ })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('status').filter({ hasText: /^Selected Boat, 1 of 1$/ })).toBeAttached();
    const active = await list.getAttribute('aria-activedescendant');
    await expect(page.locator(`#${active ?? 'none'}`)).toHaveAttribute('aria-selected', 'true');
    await desk.press('3');
    await expect(page.getByRole('status').filter({ hasText: /Now Building/ })).toBeAttached();
    await expect(list.getByRole('option', { name: /Building/ })).toHaveAttribute('aria-selected', 'true');
    await desk.press('Control+z');
    await expect(page.getByRole('status').filter({ hasText: /Undid: change class/ })).toBeAttached();
    expect(person.complaints).toEqual([]);
  });

  test('keeps still for who asked for it', async () => {
    const { page } = person;
    await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
    await person.go('/work');
    await page.keyboard.press('F1');
    await expect(page.locator('dialog[open]')).toBeVisible();
    const moving = await page.evaluate(() => document.getAnimations().filter((each) => each.playState === 'running' && each.effect instanceof KeyframeEffect && Number(each.effect.getComputedTiming().duration) > 50 && each.effect.getKeyframes().some((frame) => 'transform' in frame || 'opacity' in frame || 'translate' in frame)).length);
    expect(moving).toBe(0);
    await page.keyboard.press('Escape');
  });
});
