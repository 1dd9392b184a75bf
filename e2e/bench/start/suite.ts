import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import config from '../../../playwright.config.ts';
import { startProfile, temporaryHome } from '../../support/processes.ts';
import { chromiumFlags } from '../../support/window.ts';
import { quantile } from '../support/row.ts';
import type { Row, Section } from '../support/row.ts';

const ROUNDS = 5;
const MOST_SECONDS = 2;

/** From the command to a window that can be worked in, the first start of a home behind. */
export async function startSuite(): Promise<Section> {
  const { home, remove } = temporaryHome();
  const executablePath = config.use?.launchOptions?.executablePath;
  const context = await chromium.launchPersistentContext(`${home}/browser`, { ...(executablePath === undefined ? {} : { executablePath }), args: chromiumFlags, viewport: { width: 1440, height: 900 } });
  try {
    // The first start makes the chain, the sample and the caches.
    await started(context.pages()[0] ?? (await context.newPage()), home);
    const rounds: { host: number; window: number; bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await context.newPage();
      const bare = await bareStart();
      rounds.push({ ...(await started(page, home)), bare });
      await page.close();
    }
    const middle = (of: (round: (typeof rounds)[number]) => number): number => quantile(rounds.map(of), 0.5);
    const common = { amount: `${ROUNDS} starts`, p95: null, unit: 's', reach: '', isMet: null } as const;
    const whole = middle(({ host, window }) => host + window);
    const rows: Row[] = [
      { ...common, work: 'a process of Node that loads nothing', way: 'node (baseline)', median: middle(({ bare }) => bare), ratio: 1 },
      { ...common, work: 'start to the host that answers, its local chain included', way: 'Tessera', median: middle(({ host }) => host), ratio: middle(({ host, bare }) => host / bare) },
      { ...common, work: 'start to usable window', way: 'Tessera', median: whole, ratio: middle(({ host, window, bare }) => (host + window) / bare), reach: `under ${MOST_SECONDS} s`, isMet: whole < MOST_SECONDS },
    ];
    return { id: 'start', title: 'Start', how: 'The command as a user gives it, on a home that was started before, the local chain as a process that comes up with it; a tab of a Chromium that runs. Usable: the work is listed and takes keys.', rows };
  } finally {
    await context.close();
    remove();
  }
}

/** Seconds until the host answers, and then until the window is usable. */
async function started(page: Page, home: string): Promise<{ host: number; window: number }> {
  const startMs = performance.now();
  const running = await startProfile(home, 'bench');
  const hostMs = performance.now();
  try {
    await page.goto(running.url);
    await page.getByRole('navigation').first().waitFor();
    await page.locator('main h1').first().waitFor();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    return { host: (hostMs - startMs) / 1000, window: (performance.now() - hostMs) / 1000 };
  } finally {
    await running.stop();
  }
}

async function bareStart(): Promise<number> {
  const startMs = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('close', resolve));
  return (performance.now() - startMs) / 1000;
}
