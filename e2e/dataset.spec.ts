import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';

/** So many that nobody is done with them before Stop is pressed. */
const LETTERS = 1200;
const PICTURES = ['exif-1.jpg', 'bmp24.bmp', 'cmyk.jpg'];

/** A COCO dataset as another tool leaves it: three images, two classes, one annotation outside its image. */
function cocoFolder(home: string): string {
  const folder = join(home, 'raw', 'harbour');
  mkdirSync(join(folder, 'images'), { recursive: true });
  mkdirSync(join(folder, 'annotations'));
  for (const name of PICTURES) copyFileSync(fileURLToPath(new URL(`fixtures/images/${name}`, import.meta.url)), join(folder, 'images', name));
  const dataset = {
    images: PICTURES.map((file_name, at) => ({ id: at + 1, file_name, width: 24, height: 16 })),
    categories: [{ id: 3, name: 'Boat' }, { id: 8, name: 'Lighthouse' }],
    annotations: [
      { id: 1, image_id: 1, category_id: 3, bbox: [1, 2, 10, 8] },
      { id: 2, image_id: 2, category_id: 8, bbox: [4, 4, 6, 6] },
      { id: 3, image_id: 3, category_id: 8, bbox: [30, 4, 6, 6] },
    ],
  };
  writeFileSync(join(folder, 'annotations', 'instances.json'), JSON.stringify(dataset));
  return folder;
}

/** A picture to look at, where somebody wants one. */
async function shoot(page: Page, name: string): Promise<void> {
  const shots = process.env['TESSERA_SHOTS'];
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

test.describe('a dataset of another tool becomes a project', () => {
  const { home, remove } = temporaryHome();
  const lead = new Person(home, 'lead', ['--no-chain']);
  let chain: RunningChain;
  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-seed', '--no-practice']);
    await lead.open();
    await lead.createWallet();
  });
  test.afterAll(async () => {
    await lead.close();
    await chain.stop();
    remove();
  });

  test('its classes fill the form, its labels come as suggestions, and what is wrong in it is named', async () => {
    const { page } = lead;
    await lead.go('/lead');
    await page.getByRole('button', { name: 'New project' }).first().click();
    await page.getByTestId('lead-folder').setInputFiles(cocoFolder(home));
    await page.getByLabel('What they are').selectOption('Pascal VOC XML');
    await page.getByRole('button', { name: 'Look into it' }).click();
    await expect(page.getByText('There is no .xml file')).toBeVisible();
    await page.getByLabel('What they are').selectOption('COCO JSON');
    await page.getByRole('button', { name: 'Look into it' }).click();
    await expect(page.getByText('3 items, 2 labels, 2 classes')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Name of class 1' })).toHaveValue('Boat');
    await expect(page.getByRole('textbox', { name: 'Name of class 2' })).toHaveValue('Lighthouse');
    await page.getByRole('textbox', { name: 'Project’s name' }).fill('Harbour');
    await shoot(page, 'dataset');
    await page.getByRole('button', { name: 'Make the pack' }).click();
    await expect(page.getByRole('status').filter({ hasText: '3 items' }).filter({ hasText: '0x' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('row').filter({ hasText: 'annotations[2].bbox' })).toBeVisible();
    expect(lead.complaints).toEqual([]);
  });

  test('a template by keyboard, a pack that is stopped, and one that goes on and has every file', async () => {
    const { page } = lead;
    await lead.go('/lead');
    await page.getByRole('button', { name: 'New project' }).first().click();
    const templates = page.getByRole('group', { name: 'What the project is like' });
    await expect(templates.getByRole('radio', { name: 'Boxes' })).toBeChecked();
    await templates.getByRole('radio', { name: 'Boxes' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(templates.getByRole('radio', { name: 'Critical data' })).toBeChecked();
    await expect(page.getByRole('spinbutton', { name: 'Must agree' })).toHaveValue('3');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(templates.getByRole('radio', { name: 'Simple classes' })).toBeChecked();
    await shoot(page, 'templates');
    const folder = join(home, 'raw', 'letters');
    mkdirSync(folder, { recursive: true });
    for (let at = 0; at < LETTERS; at++) writeFileSync(join(folder, `letter-${at}.txt`), `Letter ${at} from the harbour.`);
    await page.getByTestId('lead-folder').setInputFiles(folder);
    await page.getByRole('textbox', { name: 'Project’s name' }).fill('Letters');
    await page.getByRole('textbox', { name: 'Name of class 1' }).fill('Urgent');
    await page.getByRole('button', { name: 'Make the pack' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Stopped: there is no pack yet.' })).toBeVisible();
    await shoot(page, 'stopped');
    await page.getByRole('button', { name: 'Go on making the pack' }).click();
    await expect(page.getByRole('status').filter({ hasText: `${LETTERS.toLocaleString('en')} items` }).filter({ hasText: '0x' })).toBeVisible({ timeout: 120_000 });
    expect(lead.complaints).toEqual([]);
  });
});
