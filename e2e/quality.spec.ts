import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { copyOf, editText, filesOf } from '../electron/cli/test-support/tamper.ts';
import { parseReviewFile } from '../shared/review/record.ts';
import { must } from '../shared/result.ts';
import { ChainFacts } from './support/chain-facts.ts';
import { faultsOf, looks } from './support/looks.ts';
import { Person } from './support/person.ts';
import { Players, playerAddress, playerKey } from './support/played-project.ts';
import { type RunningChain, runTessera, startChain, temporaryHome } from './support/processes.ts';
import { importKey } from './support/wallet.ts';

const passportSchema = z.looseObject({ scopes: z.array(z.looseObject({ moves: z.array(z.looseObject({ delta: z.string() })) })) });
const verdictSchema = z.object({ holds: z.boolean(), account: z.string(), scopes: z.array(z.object({ events: z.number() })), faults: z.array(z.object({ field: z.string() })) });

/** A picture to look at, where somebody wants one. */
async function shoot(page: Page, name: string): Promise<void> {
  const shots = process.env['TESSERA_SHOTS'];
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** What the window hands out as a file, kept in the home. */
async function saved(page: Page, home: string, press: () => Promise<void>): Promise<string> {
  const coming = page.waitForEvent('download');
  await press();
  const download = await coming;
  const path = join(home, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/**
 * A project that five have annotated, one at random and one by copying him; another whose sample waits for an expert.
 */
test.describe('quality, review and passport', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const ann = new Person(home, 'ann', ['--no-chain']);
  let chain: RunningChain;
  let facts: ChainFacts;

  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-seed', '--no-practice', '--allow-cheats']);
    facts = new ChainFacts(home, chain.rpcUrl);
    const players = new Players(home, facts, chain.rpcUrl);
    await players.equip('lead', 'ann', 'ben', 'cem', 'dan', 'eva', 'expert');
    const play = async () => {
      await players.play({ name: 'Harbour', batches: 3, batchSize: 8, annotators: { ann: 'good', ben: 'good', cem: 'rough', dan: 'random', eva: 'dan' }, expert: 'expert', ruledBatches: 2, paidBatches: 1, auditBps: 2500 });
      await players.play({ name: 'Second look', batches: 1, batchSize: 8, annotators: { ben: 'good', cem: 'good', dan: 'random' }, expert: 'ann', ruledBatches: 0, paidBatches: 0, auditBps: 2500 });
    };
    const open = async () => {
      await ann.open();
      await importKey(ann.page, 'ann', playerKey('ann'));
    };
    await Promise.all([play(), open()]);
    players.close();
  });
  test.afterAll(async () => {
    await ann.close();
    facts.close();
    await chain.stop();
    remove();
  });

  test('the dashboard drills by keyboard from a figure to its items and to the item itself', async () => {
    const { page } = ann;
    await ann.go('/lead/1/quality');
    await expect(page.getByTestId('gate-verdict')).toContainText('Not passed', { timeout: 30_000 });
    await expect(page.getByText(/as of block \d+/).first()).toBeVisible();
    // Every plot is there, and says what it shows.
    for (const title of ['How items came out', 'Agreement', 'Progress', 'Spend', 'Classes against the expected', 'Confidence', 'Reputation', 'Pace', 'Claims against work', 'Who answers alike']) {
      await expect(page.getByRole('region', { name: title }).getByRole('img').locator('svg').first()).toBeAttached();
    }
    const settled = [...(await facts.index()).batches.values()].filter((batch) => batch.projectId === '1');
    const overturned = settled.reduce((sum, { overturnedMask }) => sum + overturnedMask.toString(2).replaceAll('0', '').length, 0);
    const outcomes = page.getByRole('region', { name: 'How items came out' });
    await outcomes.getByText('The same as a table').focus();
    await page.keyboard.press('Enter');
    await expect(outcomes.getByRole('row').filter({ hasText: 'overturned' }).getByRole('cell').nth(1)).toHaveText(new RegExp(`^${overturned}`));
    await page.keyboard.press('Tab');
    await expect(outcomes.getByRole('button', { name: 'Items: resolved' })).toBeFocused();
    await page.keyboard.press('Enter');
    const list = page.getByRole('dialog', { name: 'Items: resolved' });
    await expect(list.getByRole('row').nth(1).getByRole('button')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('.desk-stage[data-item]')).toBeVisible({ timeout: 20_000 });
    const answers = page.getByRole('list', { name: 'Everybody’s answer' });
    await expect(answers.getByRole('listitem')).toHaveCount(6);
    await expect(answers.getByRole('listitem').first()).toContainText('overlap 100%');
    await page.getByRole('button', { name: 'Back to the figures' }).focus();
    await page.keyboard.press('Enter');
    await expect(list).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
  });

  test('while the labels are still read, what the chain says stands there, and says that more is coming', async () => {
    const { page } = ann;
    await ann.go('/work');
    // The worker is real; what asks it to read the labels waits here until it is let go.
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      const held: (() => void)[] = [];
      Worker.prototype.postMessage = function hold(this: Worker, message: { request?: { kind?: string } }) {
        if (message.request?.kind === 'report') held.push(() => post.call(this, message));
        else post.call(this, message);
      };
      window.addEventListener('let-go', () => {
        Worker.prototype.postMessage = post;
        for (const go of held) go();
      }, { once: true });
    });
    await ann.go('/lead/1/quality');
    const figures = page.locator('.t-quality');
    await expect(figures).toHaveAttribute('aria-busy', 'true');
    await expect(page.getByText('What has to be read out of the labels is on its way.', { exact: false })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('region', { name: 'How items came out' }).getByRole('img').locator('svg').first()).toBeAttached();
    await expect(page.getByTestId('gate-verdict')).toHaveCount(0);
    for (const name of ['light', 'dark'] as const) {
      await page.emulateMedia({ ...looks[name], reducedMotion: 'reduce' });
      expect({ name, faults: await faultsOf(page, true) }).toEqual({ name, faults: [] });
    }
    await page.evaluate(() => window.dispatchEvent(new Event('let-go')));
    await expect(page.getByTestId('gate-verdict')).toContainText('Not passed', { timeout: 30_000 });
    await expect(figures).not.toHaveAttribute('aria-busy', 'true');
  });

  test('who copies is found, a limit moves the gate, a filter moves the figures, and axe finds nothing', async () => {
    const { page } = ann;
    await expect(page.getByRole('region', { name: 'Who answers alike' })).toContainText(/pairs were looked at/);
    const suspicion = page.getByRole('region', { name: 'Reasons to look' });
    await expect(suspicion.getByTitle(playerAddress('dan')).first()).toBeVisible();
    const gate = page.getByRole('region', { name: 'Quality gate' });
    const alpha = gate.getByRole('row').filter({ hasText: 'alpha' });
    await alpha.getByRole('spinbutton').fill('0');
    await expect(alpha).toContainText('holds');
    await alpha.getByRole('spinbutton').fill('0.99');
    await expect(alpha).toContainText('does not hold');
    const all = await page.locator('.t-quality__shown button').textContent();
    await page.getByLabel('Batch', { exact: true }).selectOption({ label: 'Batch 1' });
    await expect(page.locator('.t-quality__shown button')).toContainText('8 items');
    expect(all).toContain('24 items');
    for (const name of ['light', 'dark'] as const) {
      await page.emulateMedia({ ...looks[name], reducedMotion: 'reduce' });
      expect({ name, faults: await faultsOf(page, true) }).toEqual({ name, faults: [] });
    }
  });

  test('the dashboard opens without a network', async () => {
    const { page } = ann;
    await ann.go('/work');
    await ann.cutTab(true);
    await ann.go('/lead/1/quality');
    await expect(page.getByTestId('gate-verdict')).toBeVisible({ timeout: 30_000 });
    await page.locator('.t-quality__shown button').click();
    await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(25);
    await expect(page.getByRole('dialog').getByText('view-001.jpg')).toBeVisible();
    await page.keyboard.press('Escape');
    await ann.cutTab(false);
  });

  test('an export is verified where it lies, as a folder and as a zip, and what was changed in it is named', async () => {
    const { page } = ann;
    await ann.go('/lead/1');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByText(/files?, as of block/)).toBeVisible({ timeout: 60_000 });
    const folder = (await page.getByText(/\/exports\//).first().textContent())?.trim() ?? '';
    const panel = page.getByTestId('lead-verify');
    const said = panel.getByRole('status').filter({ hasText: 'items' });
    await panel.getByRole('button', { name: 'Verify the export above' }).click();
    await expect(said).toContainText('It holds.', { timeout: 60_000 });
    await expect(said).toContainText('compared with the chain');

    // By keyboard to the other way: offline, against the proof that lies in it.
    await panel.getByRole('radio', { name: 'The chain' }).focus();
    await page.keyboard.press('ArrowRight');
    const zip = join(home, 'export.zip');
    writeFileSync(zip, zipSync(Object.fromEntries(filesOf(folder).map((name) => [`harbour/${name}`, readFileSync(join(folder, name))]))));
    await page.getByTestId('lead-verify-zip').setInputFiles(zip);
    await expect(said).toContainText('It holds.', { timeout: 60_000 });
    await expect(said).toContainText('compared with the export’s own proof');
    await expect(panel.getByText(/It rests on the hash of block \d+/)).toBeVisible();

    const changed = copyOf(folder, join(home, 'changed'));
    editText(changed, 'annotations/instances.json', (text) => text.replace(/"bbox":\[(\d+)/, (_, x) => `"bbox":[${Number(x) + 1}`));
    await page.getByTestId('lead-verify-folder').setInputFiles(changed);
    await expect(panel.getByText(/It does not hold: \d+ things? differs?\./).first()).toBeVisible({ timeout: 60_000 });
    await expect(panel.getByRole('row').filter({ hasText: 'annotations/instances.json' }).first()).toContainText('labels[0].x0');

    await panel.getByRole('textbox', { name: 'Hash of its block, if known' }).fill('0x12');
    await expect(panel.getByText('0x and 64 hexadecimal digits')).toBeVisible();
    await expect(panel.getByRole('button', { name: 'Choose a folder' })).toBeDisabled();
    await panel.getByRole('textbox', { name: 'Hash of its block, if known' }).fill('');
    await page.getByTestId('lead-verify-folder').setInputFiles(join(home, 'changed', 'annotations'));
    await expect(panel.getByText('This folder is no export.')).toBeVisible();
    for (const name of ['light', 'dark'] as const) {
      await page.emulateMedia({ ...looks[name], reducedMotion: 'reduce' });
      expect({ name, faults: await faultsOf(page, true) }).toEqual({ name, faults: [] });
      await shoot(page, `verify-${name}`);
    }
  });

  test('the review is blind first, then takes a verdict with its reasons by keyboard alone', async () => {
    const { page } = ann;
    await ann.go('/review');
    await page.getByText('The draw, made again here').click();
    await expect(page.getByText('matches', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Review', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.desk-stage[data-item="0"]')).toBeVisible({ timeout: 20_000 });
    const verdict = page.getByRole('region', { name: 'Verdict' });
    const total = Number(/of (\d+) ruled/.exec((await page.getByText(/of \d+ ruled/).textContent()) ?? '')?.[1]);
    expect(total).toBeGreaterThan(1);
    for (let item = 0; item < total; item++) {
      await expect(page.locator(`.desk-stage[data-item="${item}"]`)).toBeVisible();
      await expect(verdict.getByText('Then the consensus and everybody’s answers are shown here', { exact: false })).toBeVisible();
      await expect(verdict.getByRole('listitem')).toHaveCount(0);
      // Nothing there, said twice.
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await expect(verdict.getByRole('listitem')).toHaveCount(4);
      if (item === 0) {
        await page.keyboard.press('Shift+B');
        const reasons = page.getByRole('dialog', { name: 'Why is it wrong?' });
        await expect(reasons).toBeVisible();
        await page.keyboard.press('2');
        await page.keyboard.press('6');
        await page.keyboard.press('Enter');
        await expect(reasons).toHaveCount(0);
      } else await page.keyboard.press('Control+Shift+Digit1');
      await expect(page.getByText(`${item + 1} of ${total} ruled`)).toBeVisible();
    }
    await page.keyboard.press('Control+Shift+Enter');
    await expect(page.getByText('Rulings signed and on the chain')).toBeVisible({ timeout: 30_000 });
    const batch = [...(await facts.index()).batches.values()].find(({ projectId }) => projectId === '2');
    expect(batch?.rulings).toHaveLength(total);
    const file = await saved(page, home, () => page.getByRole('button', { name: 'Save my reviews' }).click());
    const { reviews } = must(parseReviewFile(readFileSync(file, 'utf8')));
    expect(reviews.map(({ verdict: said, sent }) => ({ said, isSent: sent !== null })).sort((a, b) => (a.said! < b.said! ? 1 : -1))).toEqual([{ said: 'reject', isSent: true }, ...Array.from({ length: total - 1 }, () => ({ said: 'accept', isSent: true }))]);
    expect(reviews.find(({ verdict: said }) => said === 'reject')).toMatchObject({ reasons: ['extra', 'guidelines'], blind: '0x00', truth: '0x00' });
    // Another expert's file: here one's own under another name.
    const other = join(home, 'other.json');
    writeFileSync(other, readFileSync(file, 'utf8').replaceAll(playerAddress('ann').toLowerCase(), playerAddress('ben').toLowerCase()));
    await page.getByTestId('review-file').setInputFiles(other);
    await expect(page.getByRole('row').filter({ hasText: 'expert 0x' })).toContainText(`${total} of ${total}`);
  });

  test('the passport goes out signed, holds without a network, and names what was changed in it', async () => {
    const { page } = ann;
    await ann.go('/earnings');
    const file = await saved(page, home, () => page.getByRole('button', { name: 'Sign and save' }).click());
    const verdict = verdictSchema.parse(await runTessera(['passport', 'check', file]));
    expect(verdict).toMatchObject({ holds: true, account: playerAddress('ann'), faults: [] });
    const events = verdict.scopes.reduce((sum, scope) => sum + scope.events, 0);
    expect(events).toBeGreaterThan(2);
    await page.getByTestId('passport-file').setInputFiles(file);
    await expect(page.getByTestId('passport-verdict')).toContainText('It holds');
    await expect(page.getByText(`${events} of ${events} events`, { exact: false })).toBeVisible();
    const passport = passportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const [scope] = passport.scopes;
    if (scope?.moves[1] !== undefined) scope.moves[1].delta = '123456';
    const forged = join(home, 'forged.json');
    writeFileSync(forged, JSON.stringify(passport));
    await page.getByTestId('passport-file').setInputFiles(forged);
    await expect(page.getByTestId('passport-verdict')).toContainText('It does not hold');
    await expect(page.getByRole('row').filter({ hasText: 'scopes.0.moves.1' }).first()).toBeVisible();
    expect(ann.complaints).toEqual([]);
  });
});
