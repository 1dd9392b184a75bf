// @vitest-environment node
import { beforeEach, expect, test } from 'vitest';
import { keccak, utf8 } from '../../../shared/bytes.ts';
import { coordinatorInterface, decodeCoordinatorCall, decodeTokenCall, tokenInterface } from '../../../shared/protocol/abi.ts';
import { ScriptedHost, failure } from '../../store/test-support/scripted-host.ts';
import { readNeeds, takeSeats } from './take-seats.ts';
import type { TakeParts, TakeStep } from './take-seats.ts';

const coordinator = `0x${'ab'.repeat(20)}`;
const token = `0x${'cd'.repeat(20)}`;
const account = `0x${'11'.repeat(20)}`;
const request = { projectId: '7', token, stakePerSeat: 50n, count: 2 };
const approval = { kind: 'approve-token' as const, account, lines: [], notes: [], createdAtMs: 1 };

/** A wallet and a chain that carry out what is approved. */
let wallet: { free: bigint; balance: bigint; allowance: bigint; asked: { id: string; data: string; to: string }[]; done: string[] };
let host: ScriptedHost;
let abort: AbortController;
let parts: TakeParts;

beforeEach(() => {
  wallet = { free: 0n, balance: 1_000n, allowance: 0n, asked: [], done: [] };
  host = new ScriptedHost({
    'chain.read': ({ calls }) => ({ ok: true, value: { blockNumber: 1, results: calls.map(({ data }) => ({ isSuccess: true, data: read(data) })) } }),
    'chain.send': ({ to, data }) => {
      const name = decodeCoordinatorCall(data)?.name ?? decodeTokenCall(data)?.name ?? '';
      wallet.done.push(name);
      if (name === 'takeSeats') return { ok: true, value: { status: 'sent', transactionHash: keccak(utf8('taken')) } };
      const id = `a${wallet.asked.length}`;
      wallet.asked.push({ id, to, data });
      return { ok: true, value: { status: 'needs-approval', approvalId: id } };
    },
    'wallet.approvals': () => ({ ok: true, value: wallet.asked.map(({ id }) => ({ ...approval, id })) }),
    'chain.receipt': () => ({ ok: true, value: { status: 'mined', isSuccess: true, blockNumber: 2, blockHash: `0x${'00'.repeat(32)}`, gasUsed: '1', confirmations: 1, revert: null } }),
  });
  abort = new AbortController();
  parts = { host, coordinator, account, signal: abort.signal, pollMs: 1, relay: null };
});

function read(data: string): string {
  if (decodeCoordinatorCall(data)?.name === 'stake') return coordinatorInterface.encodeFunctionResult('stake', [wallet.free, 0n]);
  const name = decodeTokenCall(data)?.name ?? '';
  return tokenInterface.encodeFunctionResult(name, [name === 'allowance' ? wallet.allowance : wallet.balance]);
}

/** The person approves whatever is asked for. */
function approveAll(): void {
  for (const { data } of wallet.asked.splice(0)) {
    const approved = decodeTokenCall(data)?.args['value'] ?? decodeTokenCall(data)?.args['amount'];
    if (typeof approved === 'bigint') wallet.allowance = approved;
    const deposited = decodeCoordinatorCall(data)?.args['amount'];
    if (typeof deposited === 'bigint') {
      wallet.free += deposited;
      wallet.balance -= deposited;
      wallet.allowance -= deposited;
    }
  }
}

const whenAsked = (answer: () => void) => {
  const timer = setInterval(() => wallet.asked.length > 0 && answer(), 2);
  abort.signal.addEventListener('abort', () => clearInterval(timer));
};

test('with free stake seats are taken at once', async () => {
  wallet.free = 100n;
  const steps: TakeStep[] = [];
  expect(await takeSeats(parts, request, (step) => steps.push(step))).toMatchObject({ ok: true });
  expect(wallet.done).toEqual(['takeSeats']);
  expect(steps).toEqual(['take', 'mine']);
});

test('missing stake is approved for exactly the amount, deposited, and then seats are taken', async () => {
  wallet.free = 30n;
  expect(await readNeeds(parts, request)).toMatchObject({ ok: true, value: { stake: 100n, missing: 70n } });
  whenAsked(approveAll);
  const steps: TakeStep[] = [];
  expect(await takeSeats(parts, request, (step) => steps.push(step))).toMatchObject({ ok: true });
  abort.abort();
  expect(steps).toEqual(['approve', 'deposit', 'take', 'mine']);
  expect(wallet).toMatchObject({ free: 100n, balance: 930n, allowance: 0n });
});

test('begun again after the approval, only what is still missing is asked for', async () => {
  wallet.allowance = 100n;
  whenAsked(approveAll);
  await takeSeats(parts, request, () => undefined);
  abort.abort();
  expect(wallet.done).toEqual(['depositStake', 'takeSeats']);
});

test('too few tokens: nothing is asked for', async () => {
  wallet.balance = 99n;
  expect(await takeSeats(parts, request, () => undefined)).toMatchObject({ ok: false, error: { code: 'TOKENS_SHORT' } });
  expect(wallet.done).toEqual([]);
});

test('a rejected request ends it without a seat', async () => {
  whenAsked(() => wallet.asked.splice(0));
  expect(await takeSeats(parts, request, () => undefined)).toMatchObject({ ok: false, error: { code: 'APPROVAL_REJECTED' } });
  abort.abort();
  expect(wallet.done).toEqual(['approve']);
});

test('the contract\'s refusal is handed on as it is', async () => {
  wallet.free = 100n;
  host.script['chain.send'] = () => failure('REVERTED', 'PriorityOnly(until: 7)');
  expect(await takeSeats(parts, request, () => undefined)).toMatchObject({ ok: false, error: { code: 'REVERTED', message: 'PriorityOnly(until: 7)' } });
});

test('a search that found nothing is made again, and in the end it is said so', async () => {
  wallet.free = 100n;
  let searches = 0;
  host.script['chain.send'] = () => {
    searches++;
    return failure('REVERTED', 'NoFreeSeat()');
  };
  expect(await takeSeats(parts, request, () => undefined)).toMatchObject({ ok: false, error: { code: 'NO_SEAT_FOUND' } });
  expect(searches).toBe(4);
});

test('a later search finds a seat', async () => {
  wallet.free = 100n;
  const send = host.script['chain.send'];
  let searches = 0;
  host.script['chain.send'] = (...args) => (++searches < 3 ? failure('REVERTED', 'NoFreeSeat()') : send?.(...args) ?? failure('X', ''));
  expect(await takeSeats(parts, request, () => undefined)).toMatchObject({ ok: true });
  abort.abort();
  expect(wallet.done).toEqual(['takeSeats']);
});
