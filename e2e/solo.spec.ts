import { expect, test } from '@playwright/test';
import { parseAddress } from '../shared/labels/ids.ts';
import { seatsOf } from '../shared/protocol/chain-queries.ts';
import { seatPay } from '../shared/protocol/reduce-ruling.ts';
import { ChainFacts } from './support/chain-facts.ts';
import { Desk } from './support/desk.ts';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';

/** One person alone: the practice annotators take the other seats, the practice expert audits. */
test.describe('a first-time annotator walks the whole way alone', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const alice = new Person(home, 'alice', ['--no-chain']);
  let chain: RunningChain;
  let before = 0;

  test.beforeAll(async () => {
    chain = await startChain(home, ['--practice-grace', '1']);
    await alice.open();
  });
  test.afterAll(async () => {
    await alice.close();
    await chain.stop();
    remove();
  });

  test('creates a wallet and takes seats among photographs and texts', async () => {
    await alice.createWallet();
    await alice.takeSeat('Old photographs');
    await alice.takeSeat('Names in speeches and notes');
    before = await alice.tokens();
    expect(before).toBe(990);
  });

  test('labels photographs with the network cut: mouse, keyboard, class, undo and redo', async () => {
    await chain.stop();
    await alice.cutTab(true);
    await alice.go('/work');
    await alice.page.getByRole('listitem').filter({ hasText: 'Old photographs' }).getByRole('button', { name: 'Start labelling' }).click();
    const desk = new Desk(alice.page);
    await desk.ready('1 of 6');
    await desk.press('b');
    await desk.drag({ x0: 0.3, y0: 0.3, x1: 0.5, y1: 0.6 });
    await expect(desk.regions()).toHaveCount(1);
    await expect(desk.regions().first()).toContainText('Boat');
    // By keyboard alone: a corner, the arrows, the other corner.
    await desk.press('x', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'x');
    await expect(desk.regions()).toHaveCount(2);
    await desk.press('3');
    await expect(desk.regions().filter({ hasText: 'Building' })).toHaveCount(1);
    await desk.press('Control+z');
    await expect(desk.regions().filter({ hasText: 'Building' })).toHaveCount(0);
    await desk.press('Control+Shift+z');
    await expect(desk.regions().filter({ hasText: 'Building' })).toHaveCount(1);
    await desk.saved();
  });

  test('closes the app, opens it without a network, and finds everything as it was', async () => {
    const regions = await new Desk(alice.page).regions().allTextContents();
    await alice.close();
    await alice.open();
    await alice.go('/work');
    await alice.page.getByRole('button', { name: 'Continue' }).click();
    const desk = new Desk(alice.page);
    await desk.ready('1 of 6');
    expect(await desk.regions().allTextContents()).toEqual(regions);
    // The history came back too.
    await desk.press('Control+z');
    await expect(desk.regions().filter({ hasText: 'Building' })).toHaveCount(0);
    await desk.press('Control+Shift+z');
    await expect(desk.regions().filter({ hasText: 'Building' })).toHaveCount(1);
  });

  test('seals every photograph, and marks spans in texts with emoji', async () => {
    const desk = new Desk(alice.page);
    for (let item = 1; item <= 6; item++) {
      await desk.ready(`${item} of 6`);
      if (item > 1) {
        await desk.press('b');
        await desk.drag({ x0: 0.3, y0: 0.3, x1: 0.6, y1: 0.6 });
        await expect(desk.regions()).toHaveCount(1);
      }
      await desk.press('Enter');
    }
    await alice.go('/work');
    await alice.page.getByRole('listitem').filter({ hasText: 'Names in speeches' }).getByRole('button', { name: 'Start labelling' }).click();
    for (let item = 1; item <= 4; item++) {
      await desk.ready(`${item} of 4`);
      // The first word, and the next three as one span.
      await desk.press('ArrowRight', '1', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', '2');
      await expect(desk.regions()).toHaveCount(2);
      await desk.press('Enter');
    }
    await alice.go('/work');
    await expect(alice.page.getByText('6 of 6 sealed')).toBeVisible();
    await expect(alice.page.getByText('4 of 4 sealed')).toBeVisible();
  });

  test('syncs when the network is back, is settled by the contract, and is paid what the rule says', async () => {
    chain = await startChain(home, ['--practice-grace', '1']);
    await alice.unlock();
    await alice.go('/earnings');
    await expect(alice.page.getByText(/pending until/).first()).toBeVisible({ timeout: 90_000 });
    const facts = new ChainFacts(home, chain.rpcUrl);
    const account = parseAddress(await alice.address());
    const seats = async () => seatsOf(await facts.index(), account);
    await expect.poll(async () => (await seats()).map(({ state }) => state), { timeout: 120_000 }).toEqual(['revealed', 'revealed']);
    const own = await seats();
    // The audit window of the sample is a minute and a half; then the window claims by itself or at a press.
    await alice.go('/earnings');
    await expect(alice.page.getByText(/paid in block/)).toHaveCount(2, { timeout: 200_000 });
    const after = await facts.index();
    const due = seatsOf(after, account).reduce((total, seat) => total + (seat.claim?.amount ?? 0n), 0n);
    const rule = own.reduce((total, { id }) => {
      const seat = after.seats.get(id);
      const batch = seat && after.batches.get(seat.batchId);
      const project = seat && after.projects.get(seat.projectId);
      return seat && batch && project ? total + seatPay(project, batch, seat).total : total;
    }, 0n);
    expect(due).toBe(rule);
    // The stake stays laid down, free to be taken back: only pay has moved into the wallet.
    expect(await facts.balance(account)).toBe(BigInt(before) * 10n ** 18n + rule);
    expect(await alice.tokens()).toBe(Number((BigInt(before) * 10n ** 18n + rule) / 10n ** 14n) / 1e4);
    facts.close();
    expect(alice.complaints).toEqual([]);
  });
});
