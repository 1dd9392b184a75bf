import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HDNodeWallet, Wallet } from 'ethers/wallet';
import { must } from '../../../shared/result.ts';
import type { Keychain } from './keychain.ts';
import { PASSWORD, startTestWallet } from './test-wallet.ts';
import type { TestWallet } from './test-wallet.ts';

const PHRASE = 'test test test test test test test test test test test junk';
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const SECOND = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';

const opened: TestWallet[] = [];
async function start(parts: Parameters<typeof startTestWallet>[0] = {}): Promise<TestWallet> {
  const test = await startTestWallet(parts);
  opened.push(test);
  must(await test.wallet.handlers['wallet.importPhrase']({ phrase: PHRASE, password: PASSWORD, name: 'Ann' }));
  return test;
}
afterEach(async () => {
  for (const test of opened.splice(0)) await test.dispose();
});

describe('what is shown of a secret', () => {
  it('is shown to who has the password, unlocked or not, and for a while', async () => {
    const { wallet, waitedMs } = await start();
    const reveal = (what: 'phrase' | 'key', password: string) => wallet.handlers['wallet.reveal']({ address: ADDRESS, password, what });
    expect(await reveal('phrase', 'wrong')).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } });
    expect(waitedMs).toEqual([250]);
    expect(must(await reveal('phrase', PASSWORD))).toEqual({ words: PHRASE.split(' '), key: null, shownForMs: 60_000 });
    expect(must(await reveal('key', PASSWORD))).toEqual({ words: [], key: KEY, shownForMs: 60_000 });
    must(await wallet.handlers['wallet.lock']({}));
    must(await reveal('key', PASSWORD));
    expect(must(await wallet.handlers['wallet.status']({})).isUnlocked).toBe(false);
  });

  it('is no phrase where there is none', async () => {
    const { wallet } = await start();
    const { address } = must(await wallet.handlers['wallet.importKey']({ privateKey: `0x${'7'.repeat(64)}`, password: PASSWORD, name: 'k' }));
    expect(await wallet.handlers['wallet.reveal']({ address, password: PASSWORD, what: 'phrase' })).toMatchObject({ ok: false, error: { code: 'NO_PHRASE' } });
    expect(must(await wallet.handlers['wallet.status']({})).accounts.map(({ hasPhrase }) => hasPhrase)).toEqual([true, false]);
  });

  it('leaves as a file that other wallets open', async () => {
    const { wallet } = await start();
    expect(await wallet.handlers['wallet.exportKeystore']({ address: ADDRESS, password: 'wrong' })).toMatchObject({ ok: false });
    const { name, json } = must(await wallet.handlers['wallet.exportKeystore']({ address: ADDRESS, password: PASSWORD }));
    expect(name).toBe(`tessera-${ADDRESS}.json`);
    expect((await Wallet.fromEncryptedJson(json, PASSWORD)).address).toBe(ADDRESS);
  });
});

describe('further accounts of a phrase', () => {
  it('are those that any wallet derives from it, and come back after a restart', async () => {
    const first = await start();
    const { wallet, dir } = first;
    const derived = must(await wallet.handlers['wallet.deriveAccount']({ address: ADDRESS, password: PASSWORD, name: 'Work' }));
    expect(derived).toMatchObject({ address: SECOND, name: 'Work', hasPhrase: true });
    const third = must(await wallet.handlers['wallet.deriveAccount']({ address: SECOND, password: PASSWORD, name: 'Third' }));
    expect(third.address).toBe(HDNodeWallet.fromPhrase(PHRASE, '', `m/44'/60'/0'/0/2`).address);
    must(await wallet.handlers['wallet.rename']({ address: SECOND, name: ' Lab ' }));
    wallet.close();
    const again = await startTestWallet({ dir });
    opened.push(again);
    const status = must(await again.wallet.handlers['wallet.status']({}));
    expect(status.accounts.map(({ name }) => name).sort()).toEqual(['Ann', 'Lab', 'Third']);
    must(await again.wallet.handlers['wallet.unlock']({ address: SECOND, password: PASSWORD }));
    // Its own phrase leads to it, by its own path.
    expect(must(await again.wallet.handlers['wallet.reveal']({ address: SECOND, password: PASSWORD, what: 'phrase' })).words.join(' ')).toBe(PHRASE);
  });
});

describe('the time until it locks', () => {
  it('is the person’s choice, kept by the host', async () => {
    const { wallet, clock, dir } = await start();
    const status = async () => must(await wallet.handlers['wallet.status']({}));
    expect((await status()).autoLockMinutes).toBe(15);
    must(await wallet.handlers['wallet.setAutoLock']({ minutes: 2 }));
    expect((await status()).locksAtMs).toBe(clock.nowMs + 2 * 60_000);
    clock.nowMs += 2 * 60_000;
    expect((await status()).isUnlocked).toBe(false);
    expect(JSON.parse(await readFile(join(dir, 'settings.json'), 'utf8'))).toMatchObject({ autoLockMinutes: 2 });
  });

  it('ends at once when the screen is locked', async () => {
    const { wallet } = await start();
    wallet.lock();
    expect(must(await wallet.handlers['wallet.status']({})).isUnlocked).toBe(false);
  });
});

/** A keychain as a system has one: what it seals, it alone opens. */
function systemKeychain(kind: 'ready' | 'plain-text'): Keychain & { sealed: number } {
  const turn = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a);
  const keychain = {
    sealed: 0,
    state: () => Promise.resolve({ kind, name: kind === 'ready' ? 'gnome_libsecret' : 'basic_text' }),
    seal: (text: string) => {
      keychain.sealed += 1;
      return Promise.resolve(turn(Buffer.from(text)));
    },
    open: (sealed: Uint8Array) => Promise.resolve(Buffer.from(turn(sealed)).toString('utf8')),
  };
  return keychain;
}

describe('a password that is to be remembered', () => {
  it('is sealed by the system, opens the wallet, and is forgotten when asked', async () => {
    const { wallet, dir } = await start({ keychain: systemKeychain('ready') });
    expect(must(await wallet.handlers['wallet.keychain']({}))).toEqual({ kind: 'ready', name: 'gnome_libsecret', remembered: [] });
    expect(await wallet.handlers['wallet.remember']({ address: ADDRESS, password: 'wrong' })).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } });
    expect(must(await wallet.handlers['wallet.remember']({ address: ADDRESS, password: PASSWORD })).remembered).toEqual([ADDRESS]);
    for (const name of await readdir(dir)) expect(await readFile(join(dir, name), 'utf8')).not.toContain(PASSWORD);
    must(await wallet.handlers['wallet.lock']({}));
    expect(must(await wallet.handlers['wallet.unlockRemembered']({ address: ADDRESS })).isUnlocked).toBe(true);
    expect(must(await wallet.handlers['wallet.forget']({ address: ADDRESS })).remembered).toEqual([]);
    expect(await wallet.handlers['wallet.unlockRemembered']({ address: ADDRESS })).toMatchObject({ ok: false, error: { code: 'NOT_REMEMBERED' } });
  });

  it('is not given to a keychain that keeps plain text, nor to none', async () => {
    const keychain = systemKeychain('plain-text');
    const { wallet, dir } = await start({ keychain });
    expect(await wallet.handlers['wallet.remember']({ address: ADDRESS, password: PASSWORD })).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_REFUSED', message: expect.stringContaining('no keychain that keeps a secret') as string } });
    expect(keychain.sealed).toBe(0);
    expect((await readdir(dir)).filter((name) => name.endsWith('.remembered'))).toEqual([]);
    const tab = await start();
    expect(must(await tab.wallet.handlers['wallet.keychain']({})).kind).toBe('none');
    expect(await tab.wallet.handlers['wallet.remember']({ address: ADDRESS, password: PASSWORD })).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_REFUSED' } });
  });

  it('is forgotten with the password it was', async () => {
    const { wallet } = await start({ keychain: systemKeychain('ready') });
    must(await wallet.handlers['wallet.remember']({ address: ADDRESS, password: PASSWORD }));
    must(await wallet.handlers['wallet.changePassword']({ address: ADDRESS, oldPassword: PASSWORD, newPassword: 'another password' }));
    expect(must(await wallet.handlers['wallet.keychain']({})).remembered).toEqual([]);
  });

  it('that opens nothing any more is forgotten', async () => {
    const { wallet, dir } = await start({ keychain: systemKeychain('ready') });
    must(await wallet.handlers['wallet.remember']({ address: ADDRESS, password: PASSWORD }));
    await writeFile(join(dir, `${ADDRESS}.remembered`), Buffer.from('something else').map((byte) => byte ^ 0x5a));
    expect(await wallet.handlers['wallet.unlockRemembered']({ address: ADDRESS })).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } });
    expect(must(await wallet.handlers['wallet.keychain']({})).remembered).toEqual([]);
  });
});

describe('the address book', () => {
  it('names addresses in requests, and outlasts a restart', async () => {
    const { wallet, dir } = await start();
    expect(await wallet.handlers['wallet.putContact']({ address: '0x12', name: 'x' })).toMatchObject({ ok: false, error: { code: 'BAD_ADDRESS' } });
    must(await wallet.handlers['wallet.putContact']({ address: SECOND.toLowerCase(), name: 'Bob' }));
    const asked = must(await wallet.send({ to: SECOND, data: '0x', valueWei: '1' }));
    expect(asked.status).toBe('needs-approval');
    expect(must(await wallet.handlers['wallet.approvals']({}))[0]?.notes).toEqual([{ kind: 'contact', text: 'Bob' }]);
    wallet.close();
    const again = await startTestWallet({ dir });
    opened.push(again);
    expect(must(await again.wallet.handlers['wallet.contacts']({}))).toMatchObject([{ address: SECOND, name: 'Bob' }]);
    expect(must(await again.wallet.handlers['wallet.removeContact']({ address: SECOND }))).toEqual([]);
  });
});
