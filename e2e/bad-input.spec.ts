import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Desk } from './support/desk.ts';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, startProfile, temporaryHome } from './support/processes.ts';

/** Answers every request with a page, as a captive portal or a mistyped address does. */
async function startGarbage(): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) => response.end('<html>Welcome to the hotel</html>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What goes wrong in a journey is said in a sentence with a way on, and nothing is lost. */
test.describe('bad input', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const ida = new Person(home, 'ida', ['--no-chain']);
  let chain: RunningChain;
  let garbage: Server;
  let garbageUrl = '';

  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-practice']);
    ({ server: garbage, url: garbageUrl } = await startGarbage());
    await ida.open();
    await ida.createWallet();
    await ida.takeSeat('Old photographs');
  });
  test.afterAll(async () => {
    await ida.close();
    garbage.close();
    await chain.stop();
    remove();
  });

  test('a wrong password is said, and the right one still opens', async () => {
    const { page } = ida;
    await ida.go('/wallet');
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByRole('button', { name: 'Locked', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Password' }).fill('not this one at all');
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await expect(dialog.getByRole('alert')).toContainText('WRONG_PASSWORD', { timeout: 20_000 });
    await page.keyboard.press('Escape');
    await page.waitForTimeout(1_500);
    await ida.unlock();
  });

  test('a box typed outside the image is put back inside or refused, and the rest stays', async () => {
    const { page } = ida;
    await ida.go('/work');
    await page.getByRole('button', { name: 'Start labelling' }).click();
    const desk = new Desk(page);
    await desk.ready('1 of 6');
    await desk.press('b');
    await desk.drag({ x0: 0.3, y0: 0.3, x1: 0.5, y1: 0.6 });
    await expect(desk.regions()).toHaveCount(1);
    const x = page.locator('.desk-geometry input').first();
    await x.fill('100000');
    await x.press('Enter');
    const [left = NaN, , width = NaN] = await desk.geometry();
    expect(left + width).toBeLessThanOrEqual(1024);
    await expect(desk.regions()).toHaveCount(1);
    await desk.saved();
  });

  const addNetwork = async (rpcUrl: string, chainId: string, coordinator: string): Promise<void> => {
    const { page } = ida;
    await ida.go('/settings');
    if (!(await page.getByRole('dialog').isVisible())) await page.getByRole('button', { name: 'Add a network' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a network' });
    await dialog.getByLabel('Name', { exact: true }).fill('Elsewhere');
    await dialog.getByLabel('RPC address').fill(rpcUrl);
    await dialog.getByLabel('Chain id').fill(chainId);
    await dialog.getByLabel('Coordinator’s address').fill(coordinator);
    await dialog.getByRole('button', { name: 'Check and add' }).click();
  };

  test('a chain that answers with garbage, a wrong chain id, and a coordinator without code are each named', async () => {
    const { page } = ida;
    const addresses = JSON.parse(readFileSync(join(home, 'chain', 'addresses.json'), 'utf8')) as { coordinator: string };
    await addNetwork(garbageUrl, '7357', addresses.coordinator);
    await expect(page.getByText('RPC_GARBAGE', { exact: false })).toBeVisible({ timeout: 20_000 });
    await addNetwork(chain.rpcUrl, '1', addresses.coordinator);
    await expect(page.getByText('WRONG_CHAIN', { exact: false })).toBeVisible({ timeout: 20_000 });
    await addNetwork(chain.rpcUrl, '7357', '0x00000000000000000000000000000000DeaDBeef');
    await expect(page.getByText('NO_CODE', { exact: false })).toBeVisible({ timeout: 20_000 });
    await page.keyboard.press('Escape');
    // The network in use has not changed.
    await expect(page.getByRole('contentinfo')).toContainText('Local chain');
  });

  test('a second host on one profile is refused with a sentence', async () => {
    await expect(startProfile(home, 'ida', ['--no-chain'])).rejects.toThrow(/profile|already|runs/i);
  });

  test('a second window of the profile says so, and the first goes on', async () => {
    const second = await ida.page.context().newPage();
    await second.goto(ida.page.url().replace(/#.*/, '#/work'));
    await expect(second.getByText('Tessera is open in another window')).toBeVisible({ timeout: 20_000 });
    await second.close();
    await ida.go('/work');
    await expect(ida.page.getByRole('button', { name: 'Continue' })).toBeVisible();
  });
});
