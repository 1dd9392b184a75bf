import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Wallet } from 'ethers/wallet';
import { afterEach, describe, expect, it } from 'vitest';
import { must } from '../../../shared/result.ts';
import { KeyMaterial } from './key-material.ts';
import { PASSWORD, startTestWallet } from './test-wallet.ts';
import type { TestWallet } from './test-wallet.ts';

// The phrase of Hardhat's and Anvil's first account, known to everybody.
const PHRASE = 'test test test test test test test test test test test junk';
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';

const opened: TestWallet[] = [];
async function start(parts: Parameters<typeof startTestWallet>[0] = {}): Promise<TestWallet> {
  const test = await startTestWallet(parts);
  opened.push(test);
  return test;
}
afterEach(async () => {
  for (const test of opened.splice(0)) await test.dispose();
});

async function withAccount(): Promise<TestWallet> {
  const test = await start();
  must(await test.wallet.handlers['wallet.importPhrase']({ phrase: PHRASE, password: PASSWORD, name: 'Ann' }));
  return test;
}

describe('a new account', () => {
  it('comes from a phrase that was shown and typed back', async () => {
    const { wallet, dir } = await start();
    const { phraseId, words } = must(await wallet.handlers['wallet.newPhrase']({}));
    expect(words).toHaveLength(12);
    const create = (confirmed: { index: number; word: string }[]) => wallet.handlers['wallet.create']({ phraseId, confirmed, password: PASSWORD, name: 'Ann' });
    const right = [0, 5, 11].map((index) => ({ index, word: words[index] ?? '' }));
    expect(await create([...right.slice(0, 2), { index: 11, word: 'wrong' }])).toMatchObject({ ok: false, error: { code: 'PHRASE_MISMATCH' } });
    expect(await create([right[0]!, right[0]!, right[0]!])).toMatchObject({ ok: false, error: { code: 'PHRASE_MISMATCH' } });
    expect(await create([{ index: 40, word: 'x' }, ...right])).toMatchObject({ ok: false, error: { code: 'PHRASE_MISMATCH' } });
    const account = must(await create(right.map(({ index, word }) => ({ index, word: ` ${word.toUpperCase()} ` }))));
    expect(must(await wallet.handlers['wallet.status']({}))).toMatchObject({ active: account.address, isUnlocked: true });
    expect(await create(right)).toMatchObject({ ok: false, error: { code: 'PHRASE_EXPIRED' } });

    const other = await start();
    const imported = must(await other.wallet.handlers['wallet.importPhrase']({ phrase: words.join('  '), password: PASSWORD, name: 'Ann' }));
    expect(imported.address).toBe(account.address);
    expect((await stat(join(dir, `${account.address}.json`))).mode & 0o777).toBe(0o600);
  });

  it('is never the same twice, and a phrase is forgotten after half an hour', async () => {
    const { wallet, clock } = await start();
    const first = must(await wallet.handlers['wallet.newPhrase']({}));
    const second = must(await wallet.handlers['wallet.newPhrase']({}));
    expect(second.words).not.toEqual(first.words);
    clock.nowMs += 31 * 60_000;
    const confirmed = [0, 1, 2].map((index) => ({ index, word: second.words[index] ?? '' }));
    expect(await wallet.handlers['wallet.create']({ phraseId: second.phraseId, confirmed, password: PASSWORD, name: 'x' })).toMatchObject({ ok: false, error: { code: 'PHRASE_EXPIRED' } });
  });

  it('comes from a phrase, a key or a V3 file, and is the same account', async () => {
    const fromPhrase = await withAccount();
    expect(must(await fromPhrase.wallet.handlers['wallet.status']({})).active).toBe(ADDRESS);
    const fromKey = await start();
    expect(must(await fromKey.wallet.handlers['wallet.importKey']({ privateKey: KEY.slice(2), password: PASSWORD, name: 'k' })).address).toBe(ADDRESS);
    const file = await readFile(join(fromPhrase.dir, `${ADDRESS}.json`), 'utf8');
    const fromFile = await start();
    expect(must(await fromFile.wallet.handlers['wallet.importKeystore']({ json: file, password: PASSWORD, name: 'f' })).address).toBe(ADDRESS);
    // What we write, others read: ethers is a wallet of its own here.
    expect((await Wallet.fromEncryptedJson(file, PASSWORD)).address).toBe(ADDRESS);
  });

  it.each([
    ['importPhrase', { phrase: 'test test test', password: PASSWORD, name: 'x' }, 'BAD_PHRASE'],
    ['importKey', { privateKey: `0x${'0'.repeat(64)}`, password: PASSWORD, name: 'x' }, 'BAD_PRIVATE_KEY'],
    ['importKey', { privateKey: KEY.slice(4), password: PASSWORD, name: 'x' }, 'BAD_PRIVATE_KEY'],
    ['importKeystore', { json: 'not json', password: PASSWORD, name: 'x' }, 'BAD_KEYSTORE'],
    ['importKeystore', { json: '{"version":3,"crypto":{"kdf":"scrypt","kdfparams":{"n":1073741824,"r":8,"p":1}}}', password: PASSWORD, name: 'x' }, 'KEYSTORE_TOO_COSTLY'],
    ['importKeystore', { json: '{"version":3,"crypto":{"kdf":"pbkdf2","kdfparams":{"c":2000000000}}}', password: PASSWORD, name: 'x' }, 'KEYSTORE_TOO_COSTLY'],
    ['importKeystore', { json: '{"version":3,"crypto":{"kdf":"scrypt","kdfparams":{"n":1024,"r":8,"p":1}}}', password: PASSWORD, name: 'x' }, 'BAD_KEYSTORE'],
  ] as const)('%s says what is wrong and never quotes a secret', async (method, args, code) => {
    const { wallet } = await start();
    const handler: (args: never) => Promise<unknown> = wallet.handlers[`wallet.${method}`];
    const answer = await handler(args as never);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    if ('privateKey' in args) expect(JSON.stringify(answer)).not.toContain(args.privateKey.slice(10));
  });

  it.each([
    ['n', '{"version":3,"crypto":{"kdf":"scrypt","kdfparams":{"N":4,"n":2,"r":8,"p":1}}}'],
    ['crypto', '{"version":3,"Crypto":{"kdf":"pbkdf2","kdfparams":{"c":3}},"crypto":{"kdf":"scrypt","kdfparams":{"n":2,"r":8,"p":1}}}'],
  ])('takes no V3 file that has two values for %s: one to be measured by, one to be opened with', async (key, json) => {
    const { wallet } = await start();
    expect(await wallet.handlers['wallet.importKeystore']({ json, password: PASSWORD, name: 'x' })).toMatchObject({ ok: false, error: { code: 'BAD_KEYSTORE', message: `The keystore file can't be used: it names "${key}" twice` } });
  });

  it('does not overwrite one that is there', async () => {
    const { wallet } = await withAccount();
    expect(await wallet.handlers['wallet.importKey']({ privateKey: KEY, password: 'another password', name: 'x' })).toMatchObject({ ok: false, error: { code: 'ACCOUNT_EXISTS' } });
    expect(must(await wallet.handlers['wallet.unlock']({ password: PASSWORD })).isUnlocked).toBe(true);
    const both = await Promise.all([1, 2].map((n) => wallet.handlers['wallet.importKey']({ privateKey: `0x${'7'.repeat(64)}`, password: `password ${n}`, name: 'x' })));
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it('drops a phrase in a V3 file that leads to another key', async () => {
    const { dir } = await withAccount();
    const own = z(await readFile(join(dir, `${ADDRESS}.json`), 'utf8'));
    own['x-ethers'] = { ...(own['x-ethers'] as object), mnemonicCiphertext: 'ab'.repeat(16) };
    const { wallet } = await start();
    expect(must(await wallet.handlers['wallet.importKeystore']({ json: JSON.stringify(own), password: PASSWORD, name: 'f' })).address).toBe(ADDRESS);
  });
});

const z = (json: string) => JSON.parse(json) as Record<string, unknown>;

describe('locked and unlocked', () => {
  it('opens with its password, closes at once when asked, and by itself when nobody is there', async () => {
    const { wallet, clock, changes } = await withAccount();
    const status = async () => must(await wallet.handlers['wallet.status']({}));
    expect((await status()).locksAtMs).toBe(clock.nowMs + 15 * 60_000);
    clock.nowMs += 14 * 60_000;
    await wallet.handlers['wallet.touch']({});
    clock.nowMs += 14 * 60_000;
    expect((await status()).isUnlocked).toBe(true);
    const before = changes.length;
    clock.nowMs += 60_000;
    expect(await status()).toMatchObject({ isUnlocked: false, locksAtMs: null });
    expect(changes.length).toBeGreaterThan(before);
    await wallet.handlers['wallet.touch']({});
    expect((await status()).isUnlocked).toBe(false);
    expect(must(await wallet.handlers['wallet.unlock']({ password: PASSWORD })).isUnlocked).toBe(true);
    expect(must(await wallet.handlers['wallet.lock']({})).isUnlocked).toBe(false);
  });

  it('lets each wrong password wait longer, one after the other', async () => {
    const { wallet, waitedMs } = await withAccount();
    const attempt = (password: string) => wallet.handlers['wallet.unlock']({ password });
    for (let n = 0; n < 7; n += 1) expect(await attempt('wrong')).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } });
    expect(waitedMs).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000]);
    must(await attempt(PASSWORD));
    await attempt('wrong');
    expect(waitedMs.at(-1)).toBe(250);
    const many = await Promise.all(Array.from({ length: 12 }, () => attempt('wrong')));
    expect(many.filter((answer) => !answer.ok && answer.error.code === 'BUSY')).toHaveLength(8);
  });

  it('changes the password, whole or not at all', async () => {
    const { wallet, dir } = await withAccount();
    const change = (oldPassword: string, newPassword: string) => wallet.handlers['wallet.changePassword']({ address: ADDRESS, oldPassword, newPassword });
    expect(await change('wrong', 'a new password')).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } });
    must(await change(PASSWORD, 'a new password'));
    expect(await wallet.handlers['wallet.unlock']({ password: PASSWORD })).toMatchObject({ ok: false });
    must(await wallet.handlers['wallet.unlock']({ password: 'a new password' }));
    expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await wallet.handlers['wallet.changePassword']({ address: `0x${'2'.repeat(40)}`, oldPassword: 'x', newPassword: 'yyyyyyyy' })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_ACCOUNT' } });
  });

  it('keeps several accounts apart and remembers which one is in use', async () => {
    const first = await withAccount();
    const { wallet, dir } = first;
    const second = must(await wallet.handlers['wallet.importKey']({ privateKey: `0x${'7'.repeat(64)}`, password: 'other password', name: 'Bob' }));
    expect(must(await wallet.handlers['wallet.status']({})).active).toBe(second.address);
    wallet.close();
    await writeFile(join(dir, 'notes.json'), '{}');
    const again = await start({ dir });
    const status = must(await again.wallet.handlers['wallet.status']({}));
    expect(status).toMatchObject({ active: second.address, isUnlocked: false });
    expect(status.accounts.map((account) => account.name).sort()).toEqual(['Ann', 'Bob']);
    expect(again.logged.join()).toContain('notes.json');
    must(await again.wallet.handlers['wallet.unlock']({ password: PASSWORD, address: ADDRESS }));
    expect(must(await again.wallet.handlers['wallet.setActive']({ address: second.address.toLowerCase() }))).toMatchObject({ active: second.address, isUnlocked: false });
  });
});

describe('seat salts', () => {
  it('are the same every time, differ by seat, and need an unlocked wallet', async () => {
    const { wallet } = await withAccount();
    const salt = async (seatId: string) => must(await wallet.handlers['wallet.seatSalt']({ seatId })).salt;
    const one = await salt('256');
    expect(one).toMatch(/^0x[0-9a-f]{64}$/);
    expect(await salt('256')).toBe(one);
    expect(await salt('257')).not.toBe(one);
    // Fixed for good: a salt that changed would leave old commitments without an opening.
    expect(one).toBe(SALT_OF_SEAT_256);
    expect(await wallet.handlers['wallet.seatSalt']({ seatId: '9'.repeat(78) })).toMatchObject({ ok: false, error: { code: 'BAD_ARGUMENTS' } });
    await wallet.handlers['wallet.lock']({});
    expect(await wallet.handlers['wallet.seatSalt']({ seatId: '256' })).toMatchObject({ ok: false, error: { code: 'WALLET_LOCKED' } });
  });
});

/** Computed with another implementation of HMAC from the layout in seat-salt.ts. */
const SALT_OF_SEAT_256 = '0xb9655fa57d37757bd806f4933e3563d4c75272a2e8e030b5a3c2d9b612058a62';

describe('key material', () => {
  it('does not print itself', () => {
    const key = new KeyMaterial(KEY);
    const shown = `${JSON.stringify({ key })} ${inspect({ key })} ${inspect(key, { showHidden: true, depth: 5 })} ${String(Object.values(key))}`;
    expect(shown).not.toContain(KEY.slice(4, 20));
    expect(shown).not.toContain('172, 9, 116');
  });

  it('can not be used after it was wiped', () => {
    const key = new KeyMaterial(KEY);
    key.wipe();
    expect(() => key.deriveSalt(new Uint8Array(1))).toThrow();
    expect(() => key.exposeForKeystore()).toThrow();
  });
});
