import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { guideSections } from '../renderer/guide/guide-parts.ts';
import { Desk } from './support/desk.ts';
import { Person } from './support/person.ts';
import { speak } from './support/readable.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';

const pictures = join(import.meta.dirname, '../docs/pictures');
/** `TESSERA_PICTURES=1 npx playwright test e2e/guide.spec.ts` writes the guide's pictures anew. */
const isTaking = process.env['TESSERA_PICTURES'] === '1';
const taken: string[] = [];

/** As a reader sees it: small enough for the repository, large enough to read. */
async function picture(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy="true"], .t-skeleton')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.locator('.t-notice')).toHaveCount(0, { timeout: 30_000 });
  taken.push(`guide-${name}.jpg`);
  if (!isTaking) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `guide-${name}.jpg`), type: 'jpeg', quality: 60, animations: 'disabled' });
}

/** The way that the guide tells, through the running app: every view that it shows is there, and says what the guide says. */
test.describe('the guide', () => {
  test.describe.configure({ mode: 'serial' });

  const { home, remove } = temporaryHome();
  const reader = new Person(home, 'anna', ['--no-chain']);
  const desk = () => new Desk(reader.page);
  let chain: RunningChain;

  test.beforeAll(async () => {
    chain = await startChain(home, ['--practice-grace', '1']);
    await reader.open();
    await reader.page.setViewportSize({ width: 1200, height: 750 });
    await reader.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  });
  test.afterAll(async () => {
    await reader.close();
    await chain.stop();
    remove();
  });

  test('first box and texts, without a wallet', async () => {
    const { page } = reader;
    await desk().ready('1 of 12');
    await desk().press('b');
    await desk().drag({ x0: 0.5, y0: 0.32, x1: 0.92, y1: 0.66 });
    await expect(desk().regions()).toHaveCount(1);
    await expect(page.getByRole('region', { name: 'Tour' })).toContainText('Name it.');
    await desk().press('3');
    await picture(page, 'first-box');
    await page.getByRole('button', { name: 'Skip the tour' }).click();
    await page.getByRole('button', { name: /^All of it/ }).click();
    await reader.go('/practice/spans');
    await desk().ready('1 of 8');
    await desk().press('ArrowRight', '1', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', '2');
    await expect(desk().regions()).toHaveCount(2);
    await picture(page, 'texts');
  });

  test('wallet, work and the desk', async () => {
    const { page } = reader;
    await reader.createWallet();
    await reader.takeSeat('What is it a picture of?');
    await reader.takeSeat('Old photographs');
    await page.getByRole('button', { name: 'Dismiss' }).first().click({ timeout: 3_000 }).catch(() => undefined);
    await picture(page, 'work');
    await reader.go('/wallet');
    await expect(page.getByRole('heading', { name: 'Wallet', level: 1 })).toBeVisible();
    await picture(page, 'wallet');
    await reader.go('/work');
    await page.getByRole('listitem').filter({ hasText: 'Old photographs' }).getByRole('button', { name: 'Start labelling' }).click();
    await expect(page.locator('.desk-stage[data-item]')).toBeVisible();
    await desk().press('b');
    await desk().drag({ x0: 0.45, y0: 0.3, x1: 0.85, y1: 0.65 });
    await desk().press('3');
    await desk().saved();
    await picture(page, 'desk');
  });

  test('sync, earnings, review and lead', async () => {
    const { page } = reader;
    await reader.go('/work');
    await page.getByRole('listitem').filter({ hasText: 'What is it a picture of?' }).getByRole('button', { name: 'Start labelling' }).click();
    const position = page.getByText(/^1 of \d+$/);
    await expect(position).toBeVisible();
    const count = Number(/\d+$/.exec((await position.textContent()) ?? '')?.[0]);
    for (let item = 1; item <= count; item++) {
      await desk().ready(`${item} of ${count}`);
      await desk().press('1', 'Enter');
    }
    await reader.go('/sync');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await picture(page, 'sync');
    await reader.go('/earnings');
    await expect(page.getByText(/pending until|paid in block/).first()).toBeVisible({ timeout: 200_000 });
    await picture(page, 'earnings');
    await reader.go('/review');
    await expect(page.getByRole('heading', { name: 'Review', level: 1 })).toBeVisible();
    await reader.go('/lead/new');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await picture(page, 'new-project');
    await reader.go('/lead/1');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await picture(page, 'project');
  });

  test('is shown by the app, with every picture that it has', async () => {
    const { page } = reader;
    const shown = guideSections(readFileSync(join(pictures, '../guide.md'), 'utf8')).flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'picture' ? [part.name.replace(/^pictures\//, '')] : [])));
    expect(shown.filter((file) => file.startsWith('guide-') && !taken.includes(file))).toEqual([]);
    await page.keyboard.press('F1');
    await page.getByRole('dialog').getByRole('button', { name: 'Read the guide' }).click();
    await expect(page.getByRole('heading', { name: 'Your first box' })).toBeVisible();
    if (isTaking) return;
    const loaded = () => page.locator('.guide__picture').evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length);
    await expect.poll(loaded).toBe(shown.length);
    await speak(page, 'de');
    await expect(page.getByRole('heading', { name: 'Ihre erste Box' })).toBeVisible();
    await expect(page.locator('.guide')).toHaveAttribute('lang', 'de');
    await expect.poll(loaded).toBe(shown.length);
    await speak(page, 'en');
    await expect(page.getByRole('heading', { name: 'Your first box' })).toBeVisible();
    expect(reader.complaints).toEqual([]);
  });
});
