import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { smallTargets, twoWayScrolled } from './support/access.ts';
import { faultsOf, looks } from './support/looks.ts';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';
import { clipped, overlapping, speak } from './support/readable.ts';

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

/** The browser's own dialog cannot be pressed here: in its place stands a real folder of the page's private disk. */
async function offerFolder(page: Page, name: string): Promise<void> {
  await page.addInitScript((folder) => {
    Object.assign(window, { showDirectoryPicker: async () => (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true }) });
  }, name);
  await page.reload();
}

async function write(page: Page, folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(
    async ([into, all]) => {
      const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle(into, { create: true });
      for (const [name, text] of Object.entries(all)) {
        const writable = await (await directory.getFileHandle(name, { create: true })).createWritable();
        await writable.write(text);
        await writable.close();
      }
    },
    [folder, files] as const,
  );
}

test.describe('a folder that is watched', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const lead = new Person(home, 'lead', ['--no-chain']);
  let chain: RunningChain;
  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-seed', '--no-practice']);
    await lead.open();
    await lead.createWallet();
    await offerFolder(lead.page, 'post');
  });
  test.afterAll(async () => {
    await lead.close();
    await chain.stop();
    remove();
  });

  const panel = () => lead.page.getByRole('region', { name: 'Watched folders' });
  const folder = () => panel().getByRole('listitem').filter({ hasText: 'post' });
  const look = async () => {
    await lead.go('/lead');
    await expect(folder()).not.toHaveAttribute('aria-busy');
    await folder().getByRole('button', { name: 'Look again' }).click();
    await expect(folder()).not.toHaveAttribute('aria-busy');
  };
  const makePack = async () => {
    await lead.page.getByRole('button', { name: 'Make the pack' }).focus();
    await lead.page.keyboard.press('Enter');
  };

  test('is chosen with the files of a project, and looked into from then on', async () => {
    const { page } = lead;
    await write(page, 'post', { 'a.txt': 'A letter.', 'b.txt': 'Another letter.', 'c.txt': 'A third one.', 'plan.pdf': 'no text' });
    await lead.go('/lead');
    await expect(panel()).toHaveCount(0);
    await page.getByRole('button', { name: 'New project' }).first().click();
    await page.getByRole('button', { name: 'Watch a folder' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: '4 files' })).toBeVisible();
    await expect(page.getByText('Once the pack is made, the folder “post” is watched')).toBeVisible();
    await shoot(page, 'watch-chosen');
    await page.getByRole('group', { name: 'What the project is like' }).getByRole('radio', { name: 'Simple classes' }).check();
    await page.getByRole('textbox', { name: 'Project’s name' }).fill('Letters');
    await page.getByRole('textbox', { name: 'Name of class 1' }).fill('Urgent');
    await page.getByRole('spinbutton', { name: 'Items a batch' }).fill('2');
    await makePack();
    await expect(page.getByRole('status').filter({ hasText: '3 items' }).filter({ hasText: '0x' })).toBeVisible();
    // The plan could not be taken: it was named, and does not wait.
    await lead.go('/lead');
    await expect(folder().getByText('Nothing new.')).toBeVisible();
    await expect(folder().getByRole('heading')).toHaveText('postfor Letters');
    await expect(folder().getByRole('button', { name: 'Make the next pack' })).toBeDisabled();
  });

  test('tells when a batch has come, after a restart too, and shows it in every look', async () => {
    const { page } = lead;
    await write(page, 'post', { 'copy-of-a.txt': 'A letter.', 'd.txt': 'A letter that came later.' });
    // The window begins anew, and looks by itself.
    await page.reload();
    const notice = page.getByRole('region', { name: 'Notices' }).getByText('2 new files in the folder “post” wait for the next pack of Letters.');
    await expect(notice).toBeVisible();
    await page.getByRole('button', { name: 'Show them' }).click();
    await expect(folder().getByText('2 new files wait for the next pack.')).toBeVisible();
    await page.setViewportSize({ width: 1024, height: 700 });
    await expect(folder()).not.toHaveAttribute('aria-busy');
    expect({ small: await smallTargets(page), sideways: await twoWayScrolled(page), cut: await clipped(page), over: await overlapping(page) }).toEqual({ small: [], sideways: [], cut: [], over: [] });
    for (const [name, how] of Object.entries(looks)) {
      await page.emulateMedia({ ...how, reducedMotion: 'reduce' });
      await shoot(page, `watched ${name}`);
      expect.soft({ look: name, faults: await faultsOf(page, name === 'light' || name === 'dark') }).toEqual({ look: name, faults: [] });
    }
    await page.emulateMedia({ ...looks.light, reducedMotion: 'no-preference' });
    await speak(page, 'de');
    await expect(page.getByText('2 neue Dateien warten auf das nächste Paket.')).toBeVisible();
    await shoot(page, 'watched de');
    expect({ sideways: await twoWayScrolled(page), cut: await clipped(page), over: await overlapping(page) }).toEqual({ sideways: [], cut: [], over: [] });
    await speak(page, 'en');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('gives the next pack what no pack has, with labels and rules as they were', async () => {
    const { page } = lead;
    await folder().getByRole('button', { name: 'Make the next pack' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('New files of the watched folder “post”.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Project’s name' })).toHaveValue('Letters 2');
    await expect(page.getByRole('textbox', { name: 'Name of class 1' })).toHaveValue('Urgent');
    await expect(page.getByRole('spinbutton', { name: 'Items a batch' })).toHaveValue('2');
    await expect(page.getByRole('status').filter({ hasText: '2 files' })).toBeVisible();
    await shoot(page, 'watch-next');
    // The copy has the bytes of a file of the first pack.
    await makePack();
    await expect(page.getByRole('status').filter({ hasText: '1 item' }).filter({ hasText: '0x' })).toBeVisible();
    await look();
    await expect(folder().getByText('Nothing new.')).toBeVisible();
    await page.reload();
    await expect(folder().getByText('Nothing new.')).toBeVisible();
  });

  test('that has copies alone says so once, and no pack is made', async () => {
    const { page } = lead;
    await write(page, 'post', { 'copy-of-d.txt': 'A letter that came later.' });
    await look();
    await expect(folder().getByText('1 new file waits for the next pack.')).toBeVisible();
    await folder().getByRole('button', { name: 'Make the next pack' }).click();
    await expect(page.getByRole('textbox', { name: 'Project’s name' })).toHaveValue('Letters 3');
    await makePack();
    await expect(page.getByText('NOTHING_NEW')).toBeVisible();
    await look();
    await expect(folder().getByText('Nothing new.')).toBeVisible();
    // An address that was kept leads to no empty form.
    await page.goBack();
    await expect(page.getByText('There is nothing to make a pack of')).toBeVisible();
  });

  test('asks for the folder again where the browser has forgotten, and looks at one press', async () => {
    const { page } = lead;
    // A private disk needs no leave: here stands what the browser says of a folder of the system's after a restart.
    await page.addInitScript(() => {
      let leave = 'prompt';
      Object.assign(FileSystemHandle.prototype, { queryPermission: async () => Promise.resolve(leave), requestPermission: async () => Promise.resolve((leave = 'granted')) });
    });
    await lead.go('/lead');
    await page.reload();
    await expect(folder().getByText('press “Look again”')).toBeVisible();
    await expect(folder().getByRole('button', { name: 'Make the next pack' })).toBeDisabled();
    await shoot(page, 'watch-asks');
    await folder().getByRole('button', { name: 'Look again' }).focus();
    await page.keyboard.press('Enter');
    await expect(folder().getByText('Nothing new.')).toBeVisible();
  });

  test('is left alone when it is stopped, and can be taken back', async () => {
    const { page } = lead;
    await lead.go('/lead');
    await folder().getByRole('button', { name: 'Stop watching' }).click();
    await expect(panel()).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.getByRole('button', { name: 'Watch it again' }).click();
    await expect(folder().getByText('Nothing new.')).toBeVisible();
    await folder().getByRole('button', { name: 'Stop watching' }).click();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(panel()).toHaveCount(0);
    expect(lead.complaints).toEqual([]);
  });
});
