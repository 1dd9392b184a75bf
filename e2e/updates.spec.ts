import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { TestRelease } from '../electron/host/updates/test-support/release.ts';
import { startRelease } from '../electron/host/updates/test-support/release.ts';
import { startLoopbackShell } from '../electron/shells/loopback/shell.ts';
import type { LoopbackShell } from '../electron/shells/loopback/shell.ts';
import { must } from '../shared/result.ts';
import { faultsOf, looks } from './support/looks.ts';
import { startTestHost } from './support/test-host.ts';
import type { TestHost } from './support/test-host.ts';

/**
 * The update channel as a person meets it: a real host with the test's own key built in, a real server, the real window.
 * The window is a browser tab here; what becomes of the order that the host gives is in `e2e/support/desktop-updates.test.ts`.
 */
let release: TestRelease;
let host: TestHost;
let shell: LoopbackShell;
let restarts = 0;

test.beforeEach(async ({ page: _page }, info) => {
  release = await startRelease();
  restarts = 0;
  const isPlain = info.title.includes('browser tab');
  host = await startTestHost({ version: '0.1.0', ...(isPlain ? {} : { updates: { channel: release.channel, target: 'linux-x64-appimage' as const, onRestart: () => (restarts += 1) } }) });
  shell = must(await startLoopbackShell({ host: host.host, rendererDir: 'dist/renderer' }));
});
test.afterEach(async () => {
  await shell.close();
  await host.dispose();
  await release.close();
});

const panel = (page: Page) => page.getByRole('region', { name: 'Updates', exact: true });

async function openSettings(page: Page): Promise<void> {
  await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
  await page.goto(shell.url);
  await page.evaluate(() => {
    location.hash = '/settings';
  });
  await expect(panel(page)).toBeVisible();
}

/** A seat whose transaction is out, as the engine would have noted it; null takes it away again. */
async function putSent(page: Page, isThere: boolean): Promise<void> {
  await page.evaluate(async (isSent) => {
    const opened = indexedDB.open('tessera-test');
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.addEventListener('success', () => resolve(opened.result));
      opened.addEventListener('error', () => reject(new Error('no database')));
    });
    const store = db.transaction('outbox', 'readwrite').objectStore('outbox');
    const key = '1:0x00:7';
    if (isSent) store.put({ key, net: '1:0x00', step: 'commit', status: 'sent', transactionHash: `0x${'ab'.repeat(32)}`, attempts: 0, notBeforeMs: 0, error: null, createdAtMs: 1, updatedAtMs: 1 });
    else store.delete(key);
    await new Promise<void>((resolve) => store.transaction.addEventListener('complete', () => resolve()));
    db.close();
  }, isThere);
  await page.reload();
  await expect(panel(page)).toBeVisible();
}

/** Nothing that axe finds, in either theme. */
async function look(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ ...looks[theme], reducedMotion: 'reduce' });
    expect.soft(await faultsOf(page, true), `${name}, ${theme}`).toEqual([]);
  }
  await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
}

/** The host keeps the choice first: the mark follows its answer. */
async function choose(page: Page, name: RegExp): Promise<void> {
  const radio = panel(page).getByRole('radio', { name });
  await radio.click();
  await expect(radio).toBeChecked();
}

test('a new version is told, fetched at a press, waits for what is under way, and is put in place at a press', async ({ page }) => {
  const { bytes } = await release.publish({ version: '0.2.0', minimumVersion: '0.1.5' });
  await openSettings(page);
  await expect(panel(page)).toContainText('Not yet');
  await panel(page).getByRole('button', { name: 'Look now' }).click();
  await expect(page.getByText('Tessera 0.2.0 is there.')).toBeVisible();
  const found = panel(page).getByRole('region', { name: 'Version 0.2.0' });
  await expect(found).toContainText('Yours is no longer kept safe');
  await expect(found).toContainText('https://tessera.invalid/notes/0.2.0');
  await found.getByRole('button', { name: 'Fetch it' }).click();
  await expect(found).toContainText('Fetched and checked');
  const path = must(await host.host.handlers['updates.status']({})).path ?? '';
  expect(createHash('sha512').update(await readFile(path)).digest('hex')).toBe(createHash('sha512').update(bytes).digest('hex'));

  await putSent(page, true);
  await expect(found).toContainText('A transaction is on its way.');
  await expect(found.getByRole('button', { name: 'Restart and update' })).toBeDisabled();
  expect(await host.host.updates.order()).toBeNull();
  await look(page, 'held');

  await putSent(page, false);
  await expect(found).toContainText('It is put in place when you close Tessera, or now.');
  await found.getByRole('button', { name: 'Restart and update' }).click();
  await expect.poll(() => restarts).toBe(1);
  expect(await host.host.updates.order()).toMatchObject({ version: '0.2.0', path });
});

test('what a hostile server does is said in words, and turning it off asks nothing more', async ({ page }) => {
  await openSettings(page);
  const { text } = await release.publish({ version: '0.2.0' });
  await release.serve(text.replace('0.2.0', '0.9.0'));
  await panel(page).getByRole('button', { name: 'Look now' }).click();
  await expect(panel(page)).toContainText('not signed by the makers of Tessera');
  await look(page, 'unsigned');
  await release.serve(text);
  await choose(page, /Fetch them/);
  await expect(panel(page)).toContainText('Fetched and checked');
  await choose(page, /Do not look/);
  await expect(panel(page)).toContainText('not put in place while updates are turned off');
  await expect(panel(page).getByRole('button', { name: 'Restart and update' })).toBeDisabled();
  expect(await host.host.updates.order()).toBeNull();
});

test('a browser tab has no updates and says why', async ({ page }) => {
  await openSettings(page);
  await expect(panel(page)).toContainText('runs in a browser tab');
  await expect(panel(page).getByRole('button')).toHaveCount(0);
});
