import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestHost } from '../../../e2e/support/test-host.ts';
import type { TestHost } from '../../../e2e/support/test-host.ts';
import { must } from '../../../shared/result.ts';
import type { Host } from '../host.ts';
import { openSettings } from '../settings.ts';
import { openBooks } from '../wallet/books.ts';
import type { WalletBooks } from '../wallet/books.ts';
import { MAX_CONTACTS } from '../wallet/contacts.ts';
import { markReady, restoringDir } from './apply.ts';
import { readBackup } from './read-backup.ts';
import { applyMerge, planMerge } from './wallet-record.ts';

const password = 'correct horse battery';
const oldBackup = fileURLToPath(new URL('fixtures/version-1.tessera-backup', import.meta.url));
const ANN = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const BOB = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const EVE = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const SUE = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';
const token = '0x000000000000000000000000000000000000beef';

const opened: TestHost[] = [];
afterEach(async () => {
  for (const test of opened.splice(0).reverse()) await test.dispose();
});
/** A host over books that are written as the wallet writes them. */
async function start(write: (books: WalletBooks, host: Host) => Promise<void> = async () => undefined): Promise<TestHost> {
  const first = await startTestHost();
  await first.host.close();
  await write(await booksOf(first.host), first.host);
  const test = await startTestHost({ homeDir: first.homeDir });
  opened.push(test);
  return test;
}
const booksOf = ({ profileDir }: Host): Promise<WalletBooks> => openBooks({ profileDir, keystoreDir: join(profileDir, 'keystore'), nowMs: Date.now, log: () => undefined });
const spendOf = (amount: bigint) => ({ account: ANN, chainId: 1, asset: 'native', amount, kind: 'send-native', to: BOB });

async function backUp({ host }: TestHost): Promise<string> {
  must(await host.handlers['backup.upload']({ uploadId: 'upload-0001', offset: 0, chunk: Buffer.from('{"v":1,"schema":1}\n') }));
  return must(await host.handlers['backup.make']({ uploadId: 'upload-0001', password, hasKeys: false })).path;
}

async function restore({ host }: TestHost, path: string): Promise<void> {
  must(await host.handlers['backup.upload']({ uploadId: 'upload-0001', offset: 0, chunk: await readFile(path) }));
  must(await host.handlers['backup.restore']({ uploadId: 'upload-0001', password }));
}

const conflictsOf = async ({ host }: TestHost) => must(await host.handlers['backup.conflicts']({})).report;

describe('a backup and the wallet’s settings', () => {
  it('carries limits, what was spent, the address book and the locking time, without any key', async () => {
    const from = await start(async ({ contacts, spending }) => {
      must(await contacts.put(BOB, 'Bob'));
      await spending.setLimit(ANN, 1, 'native', 10n);
      await spending.setLimit(ANN, 137, token, 5n);
      await spending.settle(must(await spending.reserve(spendOf(7n))), `0x${'12'.repeat(32)}`);
      must(await spending.reserve(spendOf(1n)));
    });
    must(await from.host.handlers['wallet.setAutoLock']({ minutes: 3 }));
    const path = await backUp(from);
    expect((await readFile(path)).includes('Bob')).toBe(false);
    const to = await start();
    await restore(to, path);
    // The window sees it at once, and the disk has it.
    expect(must(await to.host.handlers['wallet.contacts']({}))).toMatchObject([{ address: BOB, name: 'Bob' }]);
    expect(must(await to.host.handlers['wallet.status']({})).autoLockMinutes).toBe(3);
    const { spending } = await booksOf(to.host);
    expect(spending.limits()).toEqual([{ account: ANN, chainId: 1, asset: 'native', amount: 10n }, { account: ANN, chainId: 137, asset: token, amount: 5n }]);
    expect(spending.spent(ANN, 1, 'native')).toBe(8n);
    expect(await spending.reserve(spendOf(3n))).toMatchObject({ ok: false, error: { code: 'OVER_DAILY_LIMIT' } });
    expect(spending.all(ANN, 1).map(({ transactionHash }) => transactionHash)).toEqual([`0x${'12'.repeat(32)}`, null]);
    expect(await conflictsOf(to)).toBeNull();
  });

  it('loosens no limit, keeps names that were given here, and tells what differs until it was seen', async () => {
    const from = await start(async ({ contacts, spending }) => {
      await spending.setLimit(ANN, 1, 'native', 100n);
      await spending.setLimit(ANN, 2, 'native', 4n);
      await spending.setLimit(ANN, 3, 'native', 9n);
      for (const [address, name] of [[BOB, 'Robert'], [EVE, 'sue '], [ANN, 'Ann']] as const) must(await contacts.put(address, name));
    });
    must(await from.host.handlers['wallet.setAutoLock']({ minutes: 60 }));
    const path = await backUp(from);
    const to = await start(async ({ contacts, spending }) => {
      await spending.setLimit(ANN, 1, 'native', 10n);
      await spending.setLimit(ANN, 2, 'native', 10n);
      for (const [address, name] of [[BOB, 'Bob'], [SUE, 'Sue']] as const) must(await contacts.put(address, name));
    });
    must(await to.host.handlers['wallet.setAutoLock']({ minutes: 5 }));
    await restore(to, path);
    const books = await booksOf(to.host);
    expect([1, 2, 3].map((chainId) => books.spending.limit(ANN, chainId, 'native'))).toEqual([10n, 4n, 9n]);
    expect(books.contacts.list().map(({ address, name }) => [name, address])).toEqual([['Ann', ANN], ['Bob', BOB], ['Sue', SUE], ['sue (2)', EVE]]);
    expect(must(await to.host.handlers['wallet.status']({})).autoLockMinutes).toBe(5);
    const conflicts = [
      { kind: 'limit', account: ANN, chainId: 1, asset: 'native', here: '10', backup: '100', kept: 'here' },
      { kind: 'limit', account: ANN, chainId: 2, asset: 'native', here: '10', backup: '4', kept: 'backup' },
      { kind: 'contact-name', address: BOB, here: 'Bob', backup: 'Robert' },
      { kind: 'same-name', name: 'Sue', here: SUE, backup: EVE, now: 'sue (2)' },
      { kind: 'auto-lock', here: 5, backup: 60 },
    ];
    const report = await conflictsOf(to);
    expect(report?.conflicts).toHaveLength(5);
    expect(report?.conflicts).toEqual(expect.arrayContaining(conflicts));
    expect(report).toMatchObject({ contacts: 2, limits: 2 });
    await to.host.close();
    const again = await startTestHost({ homeDir: to.homeDir });
    expect(await conflictsOf(again)).toEqual(report);
    must(await again.host.handlers['backup.conflictsSeen']({}));
    expect(await conflictsOf(again)).toBeNull();
    await again.host.close();
  });

  it('tells what was here although a crash came between merging and telling', async () => {
    const from = await start(async ({ spending }) => spending.setLimit(ANN, 1, 'native', 4n));
    const path = await backUp(from);
    const to = await start(async ({ spending }) => spending.setLimit(ANN, 1, 'native', 10n));
    await to.host.close();
    const { profileDir } = to.host;
    must(await readBackup(path, password, restoringDir(profileDir)));
    await markReady(profileDir, 7);
    const second = await startTestHost({ homeDir: to.homeDir });
    const report = await conflictsOf(second);
    await second.host.close();
    // As it lies where the crash comes before the folder is thrown away: merged, and to be done once more.
    must(await readBackup(path, password, restoringDir(profileDir)));
    await copyFile(join(profileDir, 'restored-wallet.json'), join(restoringDir(profileDir), 'told.json'));
    await markReady(profileDir, 7);
    const third = await startTestHost({ homeDir: to.homeDir });
    expect(report).toMatchObject({ createdAtMs: 7, conflicts: [{ kind: 'limit', here: '10', backup: '4', kept: 'backup' }] });
    expect(await conflictsOf(third)).toEqual(report);
    expect((await booksOf(third.host)).spending.limit(ANN, 1, 'native')).toBe(4n);
    await third.host.close();
  });

  it('of the first version, without them, still opens and changes none of them', async () => {
    expect((await readFile(oldBackup, 'latin1')).split('\n')[0]).toContain('"version":1');
    const to = await start(async ({ contacts, spending }) => {
      must(await contacts.put(EVE, 'Eve'));
      await spending.setLimit(ANN, 1, 'native', 10n);
    });
    await restore(to, oldBackup);
    expect(must(await to.host.handlers['journal.read']({ fromSeq: 0, limit: 100 })).entries).toHaveLength(4);
    expect(must(await to.host.handlers['wallet.status']({})).accounts).toHaveLength(1);
    expect(must(await to.host.handlers['wallet.contacts']({}))).toMatchObject([{ name: 'Eve' }]);
    expect((await booksOf(to.host)).spending.limit(ANN, 1, 'native')).toBe(10n);
    expect(await conflictsOf(to)).toBeNull();
  });
});

it('a full address book takes what fits and counts what does not; merging twice changes nothing', async () => {
  const test = await start();
  const books = await booksOf(test.host);
  const settings = await openSettings(test.host.profileDir, () => undefined);
  const contactOf = (n: number) => ({ address: `0x${n.toString(16).padStart(40, '0')}`, name: `Person ${String(n)}`, addedAtMs: n });
  await books.contacts.takeIn(Array.from({ length: MAX_CONTACTS - 1 }, (_, n) => contactOf(n + 1)));
  const spends = [{ id: 'a', ...spendOf(3n), atMs: Date.now(), transactionHash: null }];
  const record = { v: 1, autoLockMinutes: null, limits: [], spends, contacts: [contactOf(5000), contactOf(5001), contactOf(5002)] } as const;
  const merge = planMerge({ ...record, contacts: [...record.contacts], limits: [] }, settings, books);
  expect(merge.report).toEqual({ contacts: 1, limits: 0, conflicts: [{ kind: 'book-full', left: 2 }] });
  await applyMerge(merge, settings, books);
  await applyMerge(merge, settings, books);
  expect(books.contacts.list()).toHaveLength(MAX_CONTACTS);
  expect(books.spending.spent(ANN, 1, 'native')).toBe(3n);
  // What was undone here is not spent again by a backup that does not know of it.
  await books.spending.undo('a');
  await applyMerge(merge, settings, books);
  expect(books.spending.spent(ANN, 1, 'native')).toBe(0n);
});
