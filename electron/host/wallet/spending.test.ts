import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coordinatorInterface, tokenInterface } from '../../../shared/protocol/abi.ts';
import { must } from '../../../shared/result.ts';
import { openSpending } from './spending.ts';
import { COORDINATOR, PASSWORD, TOKEN, recordingChain, startTestWallet } from './test-wallet.ts';
import type { TestWallet } from './test-wallet.ts';

const ANN = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const ONE = 10n ** 18n;

describe('the books', () => {
  let dir: string;
  let nowMs: number;
  const logged: string[] = [];
  const open = () => openSpending(dir, () => nowMs, (line) => logged.push(line));
  const spend = (amount: bigint) => ({ account: ANN, chainId: 1, asset: 'native', amount, kind: 'send-native', to: OTHER });
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'spending-'));
    nowMs = 1_700_000_000_000;
    logged.length = 0;
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('count the last 24 hours, and outlast a restart', async () => {
    const books = await open();
    await books.setLimit(ANN, 1, 'native', 10n);
    must(await books.reserve(spend(6n)));
    expect(await books.reserve(spend(5n))).toMatchObject({ ok: false, error: { code: 'OVER_DAILY_LIMIT' } });
    const again = await open();
    expect(again.limit(ANN.toLowerCase(), 1, 'native')).toBe(10n);
    expect(again.spent(ANN, 1, 'native')).toBe(6n);
    expect(again.spent(ANN, 2, 'native')).toBe(0n);
    nowMs += 24 * 3_600_000;
    expect(again.spent(ANN, 1, 'native')).toBe(0n);
    must(await again.reserve(spend(10n)));
    expect((await stat(join(dir, 'spending.jsonl'))).mode & 0o777).toBe(0o600);
  });

  it('let no two requests share what is left', async () => {
    const books = await open();
    await books.setLimit(ANN, 1, 'native', 10n);
    const both = await Promise.all([books.reserve(spend(6n)), books.reserve(spend(6n))]);
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it('free what was never signed, and keep what perhaps went out', async () => {
    const books = await open();
    await books.undo(must(await books.reserve(spend(4n))));
    expect(books.spent(ANN, 1, 'native')).toBe(0n);
    must(await books.reserve(spend(3n)));
    expect((await open()).all(ANN, 1)).toMatchObject([{ amount: 3n, transactionHash: null }]);
  });

  it('go on behind half a line that a crash left', async () => {
    const books = await open();
    must(await books.reserve(spend(2n)));
    await appendFile(join(dir, 'spending.jsonl'), '{"line":"spe');
    const again = await open();
    expect(logged.join()).toContain('line 2');
    must(await again.reserve(spend(1n)));
    expect((await open()).spent(ANN, 1, 'native')).toBe(3n);
  });
});

describe('a limit of the wallet', () => {
  let test: TestWallet;
  beforeEach(async () => {
    const reads = (calls: readonly { data: string }[]) =>
      calls.map(({ data }) => {
        const call = tokenInterface.parseTransaction({ data });
        if (call?.name === 'symbol') return tokenInterface.encodeFunctionResult('symbol', ['TSR']);
        if (call?.name === 'decimals') return tokenInterface.encodeFunctionResult('decimals', [18]);
        return tokenInterface.encodeFunctionResult('balanceOf', [100n * ONE]);
      });
    test = await startTestWallet({ chain: recordingChain(reads) });
    must(await test.wallet.handlers['wallet.importKey']({ privateKey: KEY, password: PASSWORD, name: 'Ann' }));
  });
  afterEach(() => test.dispose());
  const pay = async (call: { to: string; data: string; valueWei?: string }) => {
    const asked = must(await test.wallet.send(call));
    if (asked.status !== 'needs-approval') throw new Error('it was sent');
    return test.wallet.handlers['wallet.approve']({ id: asked.approvalId });
  };
  const tokens = (amount: bigint) => ({ to: TOKEN, data: tokenInterface.encodeFunctionData('transfer', [OTHER, amount]) });
  const stake = (amount: bigint) => ({ to: COORDINATOR, data: coordinatorInterface.encodeFunctionData('depositStake', [TOKEN, amount]) });
  const setLimit = (amount: bigint | null, password?: string) => test.wallet.handlers['wallet.setLimit']({ what: 'token', amount: amount?.toString() ?? null, ...(password === undefined ? {} : { password }) });

  it('holds for what is sent and what is staked together, however it is approved', async () => {
    must(await setLimit(10n * ONE));
    must(await pay(tokens(6n * ONE)));
    expect(await pay(stake(5n * ONE))).toMatchObject({ ok: false, error: { code: 'OVER_DAILY_LIMIT' } });
    // The request is still there, for when the limit is another one.
    expect(must(await test.wallet.handlers['wallet.approvals']({}))).toHaveLength(1);
    must(await pay(stake(4n * ONE)));
    expect(test.chain.signed).toHaveLength(2);
    // Coins are another purse.
    must(await pay({ to: OTHER, data: '0x', valueWei: '5' }));
    expect(must(await test.wallet.handlers['wallet.limits']({}))).toEqual({ token: { limit: (10n * ONE).toString(), spent: (10n * ONE).toString() }, native: { limit: null, spent: '5' } });
    expect(must(await test.wallet.handlers['wallet.spent']({})).map(({ kind, to }) => [kind, to])).toEqual([['send-token', OTHER], ['deposit-stake', null], ['send-native', OTHER]]);
  });

  it('is lowered by anybody at the window, and raised by the password alone', async () => {
    must(await setLimit(10n * ONE));
    must(await setLimit(3n * ONE));
    expect(await setLimit(4n * ONE)).toMatchObject({ ok: false, error: { code: 'PASSWORD_NEEDED' } });
    expect(await setLimit(null)).toMatchObject({ ok: false, error: { code: 'PASSWORD_NEEDED' } });
    expect(await setLimit(4n * ONE, 'wrong')).toMatchObject({ ok: false, error: { code: 'WRONG_PASSWORD' } });
    expect(must(await test.wallet.handlers['wallet.limits']({})).token?.limit).toBe((3n * ONE).toString());
    expect(must(await setLimit(4n * ONE, PASSWORD)).token?.limit).toBe((4n * ONE).toString());
    expect(must(await setLimit(null, PASSWORD)).token?.limit).toBeNull();
    expect(await readFile(join(test.dir, 'spending.jsonl'), 'utf8')).not.toContain(PASSWORD);
  });

  it('is shown in the request, and not used up by what was never signed', async () => {
    must(await setLimit(10n * ONE));
    test.chain.tamper = (transaction) => ({ ...transaction, data: '0x00' });
    expect(await pay(tokens(6n * ONE))).toMatchObject({ ok: false, error: { code: 'POLICY_CHANGED' } });
    test.chain.tamper = (transaction) => transaction;
    must(await pay(tokens(6n * ONE)));
    must(await test.wallet.send(tokens(ONE)));
    const [approval] = must(await test.wallet.handlers['wallet.approvals']({}));
    expect(approval?.lines).toContainEqual({ label: 'approval.today', value: '6.0 TSR / 10.0 TSR' });
    expect(approval?.notes).toEqual([{ kind: 'sent-before', text: '' }]);
  });
});
