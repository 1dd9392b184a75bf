import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPassportText } from '../../../shared/passport/check.ts';
import type { Passport } from '../../../shared/passport/passport.ts';
import { must } from '../../../shared/result.ts';
import { COORDINATOR, PASSWORD, startTestWallet } from './test-wallet.ts';
import type { TestWallet } from './test-wallet.ts';

const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const hash = (byte: string) => `0x${byte.repeat(32)}`;
const passport: Passport = {
  ...{ kind: 'tessera-passport', version: 1, chainId: 7357, coordinator: COORDINATOR, account: ADDRESS, blockNumber: 40, blockHash: hash('ab'), issuedAtSeconds: 1_700_000_000 },
  scopes: [{ scope: `0x${'1e'.repeat(20)}`, scoreBps: 6633, items: 10, tiers: [], moves: [{ batchId: '4294967296', delta: '99000', weight: '10', scoreBps: 6633, items: 10, blockNumber: 31, blockHash: hash('cd'), transactionHash: hash('ef'), logIndex: 2 }] }],
};

let test: TestWallet;
beforeEach(async () => {
  test = await startTestWallet();
  must(await test.wallet.handlers['wallet.importKey']({ privateKey: KEY, password: PASSWORD, name: 'Ann' }));
});
afterEach(() => test.dispose());

const sign = (change: Partial<Passport> = {}) => test.wallet.handlers['wallet.signPassport']({ passport: { ...passport, ...change } });

describe('a passport', () => {
  it('is signed by the active account, and holds', async () => {
    const signed = must(await sign());
    expect(checkPassportText(JSON.stringify({ ...passport, ...signed }))).toMatchObject({ faults: [] });
    expect(test.chain.signed).toEqual([]);
    expect(must(await test.wallet.handlers['wallet.approvals']({}))).toEqual([]);
  });

  it.each<[string, Partial<Passport>, string]>([
    ['another account', { account: `0x${'00'.repeat(19)}aa` }, 'WRONG_ACCOUNT'],
    ['another chain', { chainId: 1 }, 'WRONG_CHAIN'],
    ['another coordinator', { coordinator: `0x${'00'.repeat(19)}aa` }, 'WRONG_CHAIN'],
    ['a score that its events do not give', { scopes: passport.scopes.map((scope) => ({ ...scope, scoreBps: 9000 })) }, 'PASSPORT_INVALID'],
    ['an event after its own block', { blockNumber: 30 }, 'PASSPORT_INVALID'],
  ])('is not signed of %s', async (_, change, code) => {
    expect(await sign(change)).toMatchObject({ ok: false, error: { code } });
  });

  it('needs an unlocked wallet', async () => {
    await test.wallet.handlers['wallet.lock']({});
    expect(await sign()).toMatchObject({ ok: false, error: { code: 'WALLET_LOCKED' } });
  });
});
