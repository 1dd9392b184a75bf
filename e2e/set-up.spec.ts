import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { ChainFacts } from './support/chain-facts.ts';
import { Desk } from './support/desk.ts';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/images/${name}`, import.meta.url));

/** Classes with keys of their own, attributes, instructions with a picture, a ladder of tiers: from the form to the desk. */
test.describe('what a lead sets up', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const lead = new Person(home, 'lead', ['--no-chain']);
  const ann = new Person(home, 'ann', ['--no-chain']);
  let chain: RunningChain;
  let facts: ChainFacts;
  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-seed', '--no-practice']);
    facts = new ChainFacts(home, chain.rpcUrl);
    for (const person of [lead, ann]) {
      await person.open();
      await person.createWallet();
    }
  });
  test.afterAll(async () => {
    await lead.close();
    await ann.close();
    facts.close();
    await chain.stop();
    remove();
  });

  test('is all in the form, and what is wrong is said at its field', async () => {
    const { page } = lead;
    const folder = join(home, 'raw');
    mkdirSync(folder);
    for (const name of ['exif-1.jpg', 'bmp24.bmp', 'cmyk.jpg']) copyFileSync(fixture(name), join(folder, name));
    await lead.go('/lead/new');
    await page.getByTestId('lead-folder').setInputFiles(folder);
    await page.getByRole('textbox', { name: 'Project’s name' }).fill('Quays');
    await page.getByRole('textbox', { name: 'Name of class 1' }).fill('Boat');
    await page.getByRole('textbox', { name: 'Name of class 2' }).fill('Buoy');
    await page.getByLabel('Key of class 2').selectOption('1');
    await expect(page.getByLabel('Key of class 1').getByRole('option', { selected: true })).toHaveText('2 (next)');
    await page.getByRole('button', { name: 'Add an attribute' }).click();
    const flag = page.getByRole('group', { name: 'Attribute 1' });
    await flag.getByRole('textbox', { name: 'Name' }).fill('Flag');
    await flag.getByLabel('Answer').selectOption('A choice');
    await expect(flag.getByText('Give at least one choice')).toBeVisible();
    await flag.getByRole('textbox', { name: 'Choices' }).fill('red, blue');
    await flag.getByLabel('Starts with').selectOption('blue');
    await flag.getByLabel('Buoy').check();
    await page.getByRole('textbox', { name: 'Instructions' }).fill('Boats and buoys.\n\n![A tight box](tight.png)');
    await expect(page.getByText('Add the pictures that the text names, or take them out: tight.png.')).toBeVisible();
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 40 } });
    await page.getByTestId('lead-pictures').setInputFiles({ name: 'tight.png', mimeType: 'image/png', buffer: png });
    await expect(page.getByText('Add the pictures that the text names', { exact: false })).toHaveCount(0);
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect(page.getByRole('dialog').getByRole('img', { name: 'A tight box' })).toHaveJSProperty('naturalWidth', 60);
    await page.keyboard.press('Escape');
    await page.getByText('All rules').click();
    await page.getByLabel('What tier 3 multiplies the reward by').fill('6');
    await expect(page.getByText('Give every tier a score of 0 to 100 % and a multiplier of 1 to 5.')).toBeVisible();
    await page.getByLabel('What tier 3 multiplies the reward by').fill('1.5');
    await page.getByRole('button', { name: 'Make the pack' }).click();
    await expect(page.getByRole('status').filter({ hasText: '3 items' }).filter({ hasText: '0x' })).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Fund and open' }).click();
    await lead.approve('Let the coordinator take tokens', 'Open');
    await expect(page.getByRole('heading', { level: 1, name: 'Quays' })).toBeVisible({ timeout: 30_000 });
    const [opened] = (await facts.index()).projects.values();
    expect(opened?.params.tiers[2].multiplierBps).toBe(15_000);
    expect(lead.complaints).toEqual([]);
  });

  test('reaches the desk of somebody who has no network: the keys, what a region starts with, the picture', async () => {
    const { page } = ann;
    await ann.go('/work');
    // What is asked can be read before any stake is laid down.
    await ann.projectCard('Quays').getByRole('button', { name: 'Instructions' }).click();
    await expect(page.getByRole('dialog').getByRole('img', { name: 'A tight box' })).toHaveJSProperty('naturalWidth', 60);
    await page.keyboard.press('Escape');
    await ann.takeSeat('Quays');
    await page.getByRole('button', { name: 'Start labelling' }).click();
    const desk = new Desk(page);
    await desk.ready('1 of 3');
    await ann.cutTab(true);
    await page.getByRole('button', { name: 'Instructions' }).click();
    await expect(page.getByRole('dialog').getByRole('img', { name: 'A tight box' })).toHaveJSProperty('naturalWidth', 60);
    await page.keyboard.press('Escape');
    await desk.press('1');
    await desk.drag({ x0: 0.45, y0: 0.45, x1: 0.55, y1: 0.55 });
    await expect(page.getByRole('group', { name: 'Attributes' }).getByLabel('Flag')).toHaveValue('blue');
    await desk.press('2');
    await expect(page.getByRole('group', { name: 'Attributes' })).toHaveCount(0);
    await desk.saved();
    await ann.cutTab(false);
    expect(ann.complaints).toEqual([]);
  });
});
