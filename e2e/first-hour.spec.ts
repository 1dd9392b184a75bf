import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { Desk } from './support/desk.ts';
import { Person } from './support/person.ts';
import { temporaryHome } from './support/processes.ts';

const tourOf = (page: Page) => page.getByRole('region', { name: 'Tour' });
const stepOf = async (page: Page, number: number): Promise<void> => expect(tourOf(page)).toContainText(`Step ${number} of 5.`, { timeout: 20_000 });
const rail = (page: Page) => page.getByRole('navigation', { name: 'Main' });

/** Somebody who has just installed Tessera: no wallet, no network, no chain, nobody to ask. */
test.describe('a newcomer’s first hour', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const newcomer = new Person(home, 'newcomer', ['--no-chain']);
  test.afterAll(async () => {
    await newcomer.close();
    remove();
  });

  test('opens on the sample, asks for nothing, and goes on by what is done alone', async () => {
    await newcomer.open();
    const { page } = newcomer;
    const desk = new Desk(page);
    await stepOf(page, 1);
    await desk.ready('1 of 12');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Create a wallet' })).toHaveCount(0);
    // Looking about is no step.
    await desk.press('d', 'a', '3', '1', 'f');
    await desk.ready('1 of 12');
    await stepOf(page, 1);
    await desk.press('b');
    await desk.drag({ x0: 0.4, y0: 0.3, x1: 0.7, y1: 0.6 });
    await stepOf(page, 2);
    await expect(desk.regions()).toHaveCount(1);
    await desk.saved();
  });

  test('finds the box and the step again after the power was cut', async () => {
    await newcomer.close();
    await newcomer.open();
    const { page } = newcomer;
    const desk = new Desk(page);
    await stepOf(page, 2);
    await desk.ready('1 of 12');
    await expect(desk.regions()).toHaveCount(1);
    await desk.regions().first().click();
    await desk.press('3');
    await expect(desk.regions().first()).toContainText('Building');
    await stepOf(page, 3);
    await desk.press('Control+z');
    await expect(desk.regions().first()).toContainText('Boat');
    await stepOf(page, 4);
    await desk.press('Control+Shift+z');
    await expect(desk.regions().first()).toContainText('Building');
    await stepOf(page, 5);
    await desk.press('Enter');
  });

  test('says what it came for: the rail and the place to open follow, and the settings change it', async () => {
    const { page } = newcomer;
    await expect(page.getByRole('heading', { name: 'What brings you here?' })).toBeVisible();
    await page.getByRole('button', { name: /^I review/ }).click();
    await expect(page).toHaveURL(/#\/review$/);
    await expect(rail(page).getByRole('link', { name: 'Review' })).toBeVisible();
    await expect(rail(page).getByRole('link', { name: 'Work', exact: true })).toHaveCount(0);
    await newcomer.closeWindow();
    await newcomer.openWindow();
    await expect(newcomer.page).toHaveURL(/#\/review$/);
    await newcomer.go('/settings');
    await newcomer.page.getByRole('radio', { name: 'I label' }).check();
    await expect(rail(newcomer.page).getByRole('link', { name: 'Work', exact: true })).toBeVisible();
    await expect(rail(newcomer.page).getByRole('link', { name: 'Review' })).toHaveCount(0);
    await rail(newcomer.page).getByRole('link', { name: 'Tessera' }).click();
    await expect(newcomer.page).toHaveURL(/#\/work$/);
  });

  test('keeps practice apart from work: nothing waits to be sent', async () => {
    const { page } = newcomer;
    await newcomer.go('/practice');
    const desk = new Desk(page);
    await desk.ready('2 of 12');
    await expect(page.getByText('Nothing waits to be sent')).toBeVisible();
    await desk.press('a');
    await desk.ready('1 of 12');
    await expect(page.getByText('You can open it again at any time.', { exact: false })).toBeVisible();
    for (const [name, count] of [['Texts', '1 of 8'], ['Classes', '1 of 8']] as const) {
      await page.getByRole('group', { name: 'What to practise' }).getByRole('button', { name }).click();
      await desk.ready(count);
    }
    await page.getByRole('button', { name: 'Leave practice' }).click();
    await expect(page).toHaveURL(/#\/work$/);
  });

  test('starts the tour again from help and from the palette, and skips it', async () => {
    const { page } = newcomer;
    await page.keyboard.press('F1');
    await page.getByRole('dialog').getByRole('button', { name: 'Start the tour' }).click();
    await stepOf(page, 1);
    await expect(page.locator('.desk-stage[data-item]')).toBeVisible();
    await tourOf(page).getByRole('button', { name: 'Skip the tour' }).click();
    await page.getByRole('button', { name: 'Practise some more' }).click();
    await expect(tourOf(page)).toHaveCount(0);
    await newcomer.go('/work');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('tour');
    await page.keyboard.press('Enter');
    await stepOf(page, 1);
    await tourOf(page).getByRole('button', { name: 'Skip the tour' }).click();
    await page.getByRole('button', { name: /^All of it/ }).click();
    await expect(page).toHaveURL(/#\/work$/);
  });

  test('gets its practice back out of the journal where the browser has lost everything', async () => {
    await newcomer.close();
    rmSync(join(home, 'browser'), { recursive: true, force: true });
    await newcomer.open();
    const { page } = newcomer;
    await page.getByRole('button', { name: 'Rebuild from the journal' }).click();
    await page.getByRole('button', { name: 'Open Tessera' }).click();
    await stepOf(page, 1);
    // The first item was sealed: the tour begins at one that can be drawn on.
    await new Desk(page).ready('2 of 12');
    await page.keyboard.press('a');
    await expect(new Desk(page).regions().first()).toContainText('Building');
    expect(newcomer.complaints).toEqual([]);
  });
});

test('the tour can be walked without a mouse', async () => {
  const { home, remove } = temporaryHome();
  const person = new Person(home, 'keys', ['--no-chain']);
  try {
    await person.open();
    const { page } = person;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const desk = new Desk(page);
    await stepOf(page, 1);
    await desk.ready('1 of 12');
    await desk.press('x', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'x');
    await stepOf(page, 2);
    await desk.press('3');
    await stepOf(page, 3);
    await desk.press('Control+z');
    await stepOf(page, 4);
    await desk.press('Control+Shift+z');
    await stepOf(page, 5);
    await desk.press('Enter');
    await expect(page.getByRole('button', { name: /^I label/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/work$/);
    await expect(page.getByRole('button', { name: 'Create a wallet' }).first()).toBeVisible();
    expect(person.complaints).toEqual([]);
  } finally {
    await person.close();
    remove();
  }
});
