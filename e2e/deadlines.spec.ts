import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';
import { sampleProjects } from './support/sample-person.ts';

const HOUR_MS = 3_600_000;
/** Of the sample's seats. */
const LEASE_HOURS = 6;

/** Text: what runs in the page must not name what the loader adds around functions. */
const KEEP_NOTIFICATIONS = `globalThis.told = [];
globalThis.Notification = class extends EventTarget {
  static permission = 'granted';
  static requestPermission() { return Promise.resolve('granted'); }
  constructor(title, options) { super(); globalThis.told.push(title + ': ' + options.body); }
};`;

test.describe('a deadline', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const alice = new Person(home, 'alice', ['--no-chain']);
  let chain: RunningChain;
  const told = async () => z.array(z.string()).parse(await alice.page.evaluate('globalThis.told'));
  const notices = () => alice.page.getByRole('region', { name: 'Notices' });

  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-practice']);
    await alice.open();
    await alice.createWallet();
    await alice.takeSeat(sampleProjects.classes);
    await alice.page.addInitScript(KEEP_NOTIFICATIONS);
  });
  test.afterAll(async () => {
    await alice.close();
    await chain.stop();
    remove();
  });

  /** The same window, some hours later. */
  const later = async (hours: number): Promise<void> => {
    await alice.page.clock.setFixedTime(Date.now() + hours * HOUR_MS);
    await alice.page.reload();
    await expect(alice.page.getByRole('navigation').first()).toBeVisible();
  };

  test('is told in the window and on the desktop before the lease ends', async () => {
    await later(1);
    await alice.go('/sync');
    await expect(alice.page.getByRole('switch', { name: 'Tell deadlines on the desktop' })).toBeChecked();
    await alice.page.waitForTimeout(1_000);
    expect(await told()).toEqual([]);
    await later(LEASE_HOURS - 0.5);
    await expect(notices().getByText(/items are still open, and the first lease ends at/)).toBeVisible();
    await expect.poll(told).toHaveLength(1);
    expect((await told())[0]).toMatch(/^Tessera: \d+ items are still open/);
  });

  test('is told in the window alone where the person has switched the desktop off', async () => {
    await alice.go('/sync');
    const toggle = alice.page.getByRole('switch', { name: 'Tell deadlines on the desktop' });
    await toggle.click();
    await expect(toggle).not.toBeChecked();
    await later(LEASE_HOURS - 0.1);
    await expect(notices().getByText(/items are still open/)).toBeVisible();
    await alice.page.waitForTimeout(1_000);
    expect(await told()).toEqual([]);
  });
});
