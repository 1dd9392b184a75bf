import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interface } from 'ethers/abi';
import { MaxUint256 } from 'ethers/constants';
import { Transaction } from 'ethers/transaction';
import { coordinatorInterface, tokenInterface } from '../../../shared/protocol/abi.ts';
import { must } from '../../../shared/result.ts';
import { approvalLabels } from '../../../shared/approval-labels.ts';
import { COORDINATOR, PASSWORD, TOKEN, recordingChain, startTestWallet } from './test-wallet.ts';
import type { TestWallet } from './test-wallet.ts';

const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const OTHER = '0x00000000000000000000000000000000000000AA';
const ZERO = `0x${'0'.repeat(64)}`;
const ONE_TOKEN = 10n ** 18n;

/** The token's and the coordinator's answers, as the chain would give them. */
const answers = recordingChainReads();
function recordingChainReads() {
  return (calls: readonly { data: string }[]) =>
    calls.map(({ data }) => {
      const call = tokenInterface.parseTransaction({ data });
      if (call?.name === 'symbol') return tokenInterface.encodeFunctionResult('symbol', ['TSR']);
      if (call?.name === 'decimals') return tokenInterface.encodeFunctionResult('decimals', [18]);
      if (call?.name === 'balanceOf') return tokenInterface.encodeFunctionResult('balanceOf', [100n * ONE_TOKEN]);
      return coordinatorInterface.encodeFunctionResult('budgetOf', [42n * ONE_TOKEN]);
    });
}

let test: TestWallet;
beforeEach(async () => {
  test = await startTestWallet({ chain: recordingChain(answers) });
  must(await test.wallet.handlers['wallet.importKey']({ privateKey: KEY, password: PASSWORD, name: 'Ann' }));
});
afterEach(() => test.dispose());

const coordinator = (name: string, args: readonly unknown[]) => ({ to: COORDINATOR, data: coordinatorInterface.encodeFunctionData(name, args) });
const token = (name: string, args: readonly unknown[]) => ({ to: TOKEN, data: tokenInterface.encodeFunctionData(name, args) });
const send = (call: { to: string; data: string; valueWei?: string }) => test.wallet.send(call);

const params = {
  token: TOKEN, scope: OTHER, kind: 1, seats: 3, quorum: 2, batchSize: 64, classCount: 2, goldPerBatch: 0, thresholdBps: 5000, agreementBps: 5000, auditBps: 500, targetBps: 6000, minScoreBps: 0,
  rewardPerLabel: ONE_TOKEN, stakePerSeat: 5n * ONE_TOKEN, auditFeePerItem: ONE_TOKEN / 2n, prioritySeconds: 0, leaseSeconds: 3600, commitSeconds: 3600, revealSeconds: 3600, auditSeconds: 3600,
  settlement: 0, challengeSeconds: 0, assertBond: 0n, openExperts: true, detailsOnChain: false, tiers: [1, 2, 3].map((n) => ({ minScoreBps: 6000, minItems: n * 50, multiplierBps: 10000 })),
};

describe('label work', () => {
  it.each([
    ['takeSeats', [1n, 2]], ['commit', [[256n], [ZERO]]], ['claim', [[1n]]], ['freeSeat', [256n]], ['anchorAudit', [1n]], ['drawAudit', [1n]], ['voidBatch', [1n]],
    ['reveal', [256n, ZERO, '0x01', ZERO, '0x', [[0, ZERO]]]], ['settle', [1n, [[[ZERO], '0x01']], 0, 1]], ['revealAndSettle', [1n, [[0, ZERO, ZERO, '0x01']]]], ['submitAudit', [1n, [0], ['0x01'], ZERO, ['0x01']]],
  ] as const)('%s is signed at once, by the account, as asked', async (name, args) => {
    const call = coordinator(name, args);
    expect(must(await send(call))).toMatchObject({ status: 'sent' });
    const signed = Transaction.from(test.chain.signed[0] ?? '');
    expect(signed).toMatchObject({ from: ADDRESS, data: call.data, value: 0n, chainId: 7357n });
    expect(signed.to?.toLowerCase()).toBe(COORDINATOR.toLowerCase());
  });

  it('needs an unlocked wallet and an account', async () => {
    await test.wallet.handlers['wallet.lock']({});
    expect(await send(coordinator('takeSeats', [1n, 1]))).toMatchObject({ ok: false, error: { code: 'WALLET_LOCKED' } });
    const empty = await startTestWallet();
    expect(await empty.wallet.send(coordinator('takeSeats', [1n, 1]))).toMatchObject({ ok: false, error: { code: 'NO_ACCOUNT' } });
    await empty.dispose();
  });
});

describe('what is refused, by name', () => {
  const erc721 = new Interface(['function setApprovalForAll(address,bool)']);
  it.each([
    ['a target that is not known', () => ({ to: OTHER, data: coordinator('takeSeats', [1n, 1]).data }), 'UNKNOWN_TARGET'],
    ['a token that is not known', () => ({ to: OTHER, data: token('approve', [COORDINATOR, 1n]).data }), 'UNKNOWN_TARGET'],
    ['a call that is not in the ABI', () => ({ to: COORDINATOR, data: erc721.encodeFunctionData('setApprovalForAll', [OTHER, true]) }), 'UNKNOWN_CALL'],
    ['a call of the ABI that is not in the list', () => token('transferFrom', [ADDRESS, OTHER, 1n]), 'UNKNOWN_CALL'],
    ['a permit', () => token('permit', [ADDRESS, OTHER, 1n, 1n, 27, ZERO, ZERO]), 'UNKNOWN_CALL'],
    ['other people\'s signed calls', () => coordinator('executeBySig', [[]]), 'UNKNOWN_CALL'],
    ['no call at all', () => ({ to: COORDINATOR, data: '0x' }), 'UNKNOWN_CALL'],
    ['half a selector', () => ({ to: COORDINATOR, data: '0x1234' }), 'UNKNOWN_CALL'],
    ['arguments that are cut short', () => ({ to: COORDINATOR, data: coordinator('takeSeats', [1n, 1]).data.slice(0, -2) }), 'BAD_CALL'],
    ['bytes behind the arguments', () => ({ to: COORDINATOR, data: `${coordinator('takeSeats', [1n, 1]).data}00` }), 'BAD_CALL'],
    ['coins sent along with a call', () => ({ ...coordinator('takeSeats', [1n, 1]), valueWei: '1' }), 'VALUE_NOT_ALLOWED'],
    ['coins sent to the coordinator', () => ({ to: COORDINATOR, data: '0x', valueWei: '1' }), 'VALUE_NOT_ALLOWED'],
    ['coins sent to nobody', () => ({ to: `0x${'0'.repeat(40)}`, data: '0x', valueWei: '1' }), 'UNKNOWN_TARGET'],
    ['an allowance without limit', () => token('approve', [COORDINATOR, MaxUint256]), 'UNLIMITED_ALLOWANCE'],
    ['an allowance beyond what is there', () => token('approve', [COORDINATOR, 101n * ONE_TOKEN]), 'INSUFFICIENT_TOKENS'],
    ['an allowance to somebody else', () => token('approve', [OTHER, 1n]), 'SPENDER_NOT_ALLOWED'],
    ['a sum that no transaction carries', () => ({ to: OTHER, data: '0x', valueWei: '9'.repeat(78) }), 'BAD_ARGUMENTS'],
  ] as const)('%s', async (_, call, code) => {
    expect(await send(call())).toMatchObject({ ok: false, error: { code } });
    expect(test.chain.signed).toEqual([]);
    expect(must(await test.wallet.handlers['wallet.approvals']({}))).toEqual([]);
  });
});

describe('what moves value', () => {
  const ask = async (call: { to: string; data: string; valueWei?: string }) => {
    const asked = must(await send(call));
    if (asked.status !== 'needs-approval') throw new Error('it was sent');
    const [approval] = must(await test.wallet.handlers['wallet.approvals']({}));
    return { id: asked.approvalId, approval };
  };

  it.each([
    ['approve-token', () => token('approve', [COORDINATOR, 5n * ONE_TOKEN]), { 'approval.amount': '5.0 TSR', 'approval.spender': COORDINATOR }],
    ['send-token', () => token('transfer', [OTHER, ONE_TOKEN]), { 'approval.amount': '1.0 TSR', 'approval.to': OTHER, 'approval.balanceAfter': '99.0 TSR' }],
    ['send-native', () => ({ to: OTHER, data: '0x', valueWei: '1500000000000000000' }), { 'approval.amount': '1.5 ETH', 'approval.to': OTHER }],
    ['deposit-stake', () => coordinator('depositStake', [TOKEN, ONE_TOKEN]), { 'approval.amount': '1.0 TSR', 'approval.contract': COORDINATOR }],
    ['withdraw-stake', () => coordinator('withdrawStake', [TOKEN, ONE_TOKEN]), { 'approval.amount': '1.0 TSR' }],
    ['close-project', () => coordinator('closeProject', [7n]), { 'approval.project': '7' }],
    ['set-expert', () => coordinator('setExpert', [7n, OTHER, true]), { 'approval.expert': OTHER, 'approval.allowed': '✓' }],
    ['admit-to-scope', () => coordinator('admitToScope', [OTHER, false]), { 'approval.lead': OTHER, 'approval.allowed': '✗' }],
    ['open-project', () => coordinator('openProject', [params, ZERO, ZERO, 10, 'https://example.org/pack']), { 'approval.budget': '42.0 TSR', 'approval.items': '10', 'approval.seats': '3 / 2', 'approval.reward': '1.0 TSR', 'approval.stake': '5.0 TSR', 'approval.pack': 'https://example.org/pack' }],
  ] as const)('%s waits for a person, decoded', async (kind, call, expected) => {
    const { approval } = await ask(call());
    expect(test.chain.signed).toEqual([]);
    expect(approval).toMatchObject({ kind, account: ADDRESS });
    const lines = Object.fromEntries((approval?.lines ?? []).map(({ label, value }) => [label, value]));
    const low = (entries: object) => JSON.parse(JSON.stringify(entries).toLowerCase()) as object;
    expect(low(lines)).toMatchObject(low(expected));
    for (const { label } of approval?.lines ?? []) expect(approvalLabels).toContain(label);
  });

  it('is sent once when it is approved, and never when it is rejected or runs out', async () => {
    const { id } = await ask(token('transfer', [OTHER, ONE_TOKEN]));
    const both = await Promise.all([1, 2].map(() => test.wallet.handlers['wallet.approve']({ id })));
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
    expect(test.chain.signed).toHaveLength(1);

    const second = await ask(token('transfer', [OTHER, ONE_TOKEN]));
    must(await test.wallet.handlers['wallet.reject']({ id: second.id }));
    const third = await ask(token('transfer', [OTHER, ONE_TOKEN]));
    test.clock.nowMs += 16 * 60_000;
    for (const { id: gone } of [second, third]) expect(await test.wallet.handlers['wallet.approve']({ id: gone })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_APPROVAL' } });
    expect(test.chain.signed).toHaveLength(1);
  });

  it('does not go through a locked wallet, nor to another network', async () => {
    const { id } = await ask(token('transfer', [OTHER, ONE_TOKEN]));
    await test.wallet.handlers['wallet.lock']({});
    expect(await test.wallet.handlers['wallet.approve']({ id })).toMatchObject({ ok: false, error: { code: 'WALLET_LOCKED' } });
    must(await test.wallet.handlers['wallet.unlock']({ password: PASSWORD }));
    test.chain.switchNetwork('elsewhere');
    expect(await test.wallet.handlers['wallet.approve']({ id })).toMatchObject({ ok: false });
    expect(test.chain.signed).toEqual([]);
  });

  it('does not pile up', async () => {
    for (let n = 0; n < 20; n += 1) must(await send(token('transfer', [OTHER, 1n])));
    expect(await send(token('transfer', [OTHER, 1n]))).toMatchObject({ ok: false, error: { code: 'TOO_MANY_REQUESTS' } });
  });
});

describe('several calls at once', () => {
  const bundle = (...calls: { data: string }[]) => coordinator('multicall', [calls.map(({ data }) => data), true]);

  it('are signed where each of them is label work', async () => {
    expect(await send(bundle(coordinator('drawAudit', [1n]), coordinator('voidBatch', [2n])))).toMatchObject({ ok: true, value: { status: 'sent' } });
    expect(test.chain.signed).toHaveLength(1);
  });

  it.each([
    ['one that moves value', () => coordinator('depositStake', [TOKEN, 5n])],
    ['one that is never signed', () => coordinator('executeBySig', [[]])],
    ['a bundle', () => bundle(coordinator('drawAudit', [1n]))],
    ['bytes of nobody', () => ({ data: '0xdeadbeef' })],
  ])('are refused with %s among them', async (_, inner) => {
    expect(await send(bundle(coordinator('drawAudit', [1n]), inner()))).toMatchObject({ ok: false });
    expect(test.chain.signed).toEqual([]);
  });
});

describe('a node that cheats', () => {
  const call = () => coordinator('takeSeats', [1n, 1]);
  it.each([
    ['to', OTHER], ['data', '0x00'], ['valueWei', 1n], ['chainId', 1], ['from', OTHER],
  ] as const)('gets no signature on another %s', async (field, value) => {
    test.chain.tamper = (transaction) => ({ ...transaction, [field]: value });
    expect(await send(call())).toMatchObject({ ok: false, error: { code: 'POLICY_CHANGED', field } });
    expect(test.chain.signed).toEqual([]);
  });

  it('and asks for more after a person was shown the fee gets no signature, and the request is not used up in the day’s limit', async () => {
    // 158 333 gas and room, at 2 gwei, and half as much again.
    const chain = recordingChain(answers);
    chain.estimate = async () => ({ ok: true, value: { gas: '158333', gasPriceWei: '2000000000' } });
    const asked = await startTestWallet({ chain });
    const { handlers } = asked.wallet;
    must(await handlers['wallet.importKey']({ privateKey: KEY, password: PASSWORD, name: 'Ann' }));
    const request = async (): Promise<string> => {
      const sent = must(await asked.wallet.send({ to: OTHER, data: '0x', valueWei: '5' }));
      return sent.status === 'needs-approval' ? sent.approvalId : '';
    };
    const id = await request();
    const [shown] = must(await handlers['wallet.approvals']({}));
    expect(shown?.lines.find(({ label }) => label === 'approval.fee')?.value).toBe('≤ 0.000599997 ETH');
    chain.tamper = (transaction) => ({ ...transaction, fees: { kind: 'legacy', gasPriceWei: 4n * 10n ** 9n } });
    expect(await handlers['wallet.approve']({ id })).toMatchObject({ ok: false, error: { code: 'FEE_TOO_HIGH' } });
    expect(chain.signed).toEqual([]);
    expect(must(await handlers['wallet.limits']({})).native.spent).toBe('0');
    chain.tamper = (transaction) => transaction;
    must(await handlers['wallet.approve']({ id: await request() }));
    await asked.dispose();
  });

  it('gets no signature on a fee that would burn the account', async () => {
    test.chain.tamper = (transaction) => ({ ...transaction, fees: { kind: 'legacy', gasPriceWei: 10n ** 15n } });
    expect(await send(call())).toMatchObject({ ok: false, error: { code: 'FEE_TOO_HIGH' } });
  });
});
