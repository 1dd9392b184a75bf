import { expect, test } from '@playwright/test';
import { Desk } from './support/desk.ts';
import { looks } from './support/looks.ts';
import { SamplePerson } from './support/sample-person.ts';

/** The desk without an eye, and the window without motion. */
test.describe('the window', () => {
  const sample = SamplePerson.ofSuite();
  const { person } = sample;

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
