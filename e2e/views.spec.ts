import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';

const views = ['/work', '/sync', '/earnings', '/wallet', '/review', '/lead', '/lead/new', '/settings'] as const;

/** What axe finds once nothing moves any more: a colour half way between two themes is no fault. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`);
}

/** Every view, empty as a newcomer sees it: accessible in both themes, nothing cut off, nothing complained of. */
test.describe('every view', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const newcomer = new Person(home, 'newcomer', ['--no-chain']);
  let chain: RunningChain;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    chain = await startChain(home, ['--no-practice']);
    await newcomer.open();
    await newcomer.createWallet();
    await newcomer.takeSeat('Old photographs');
  });
  test.afterAll(async () => {
    await newcomer.close();
    await chain.stop();
    remove();
  });

  for (const scheme of ['light', 'dark'] as const) {
    test(`has no fault that axe finds, in the ${scheme} theme`, async () => {
      const { page } = newcomer;
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      for (const view of views) {
        await newcomer.go(view);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect({ view, faults: await faultsOf(page) }).toEqual({ view, faults: [] });
      }
      await newcomer.go('/work');
      await page.getByRole('button', { name: /Start labelling|Continue/ }).click();
      await expect(page.locator('[data-desk-surface]')).toBeVisible();
      expect(await faultsOf(page)).toEqual([]);
    });
  }

  test('fits a small window without a sideways scroll', async () => {
    const { page } = newcomer;
    await page.setViewportSize({ width: 1024, height: 700 });
    for (const view of views) {
      await newcomer.go(view);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect({ view, over }).toEqual({ view, over: 0 });
    }
    expect(newcomer.complaints).toEqual([]);
  });
});
