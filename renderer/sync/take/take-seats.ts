import type { HostClient, HostError, Result } from '../../../shared/host-api.ts';
import { decodeCoordinatorResult, decodeTokenResult, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';

export interface TakeParts {
  host: HostClient;
  coordinator: string;
  account: string;
  signal: AbortSignal;
  /** Time between two looks at the chain. */
  pollMs: number;
  /** Pays for gas, as the project's lead says. */
  relay: string | null;
}

export interface TakeRequest {
  projectId: string;
  token: string;
  stakePerSeat: bigint;
  count: number;
}

/** What taking seats would need. Amounts in the token's smallest unit. */
export interface TakeNeeds {
  stake: bigint;
  free: bigint;
  /** To be deposited before: what free stake does not cover. */
  missing: bigint;
  balance: bigint;
  allowance: bigint;
}

/** Where it is: two steps wait for the person's approval in the wallet's dialog. */
export type TakeStep = 'approve' | 'deposit' | 'take' | 'mine';

/** So many looks at the chain after a request has left the wallet's list: mined by then, or rejected. A relay takes its time. */
const LOOKS_AFTER_ANSWER = 40;
const LOOKS_WITH_A_RELAY = 120;
/** The contract looks into 64 batches from a place that a new block chooses anew: see docs/decisions/finding-seats.md. */
const SEARCHES = 4;

export async function readNeeds(parts: TakeParts, request: TakeRequest): Promise<Result<TakeNeeds>> {
  const { token, stakePerSeat, count } = request;
  const calls = [
    { to: parts.coordinator, data: encodeCoordinatorCall('stake', [token, parts.account]) },
    { to: token, data: encodeTokenCall('balanceOf', [parts.account]) },
    { to: token, data: encodeTokenCall('allowance', [parts.account, parts.coordinator]) },
  ];
  const answer = await parts.host.call('chain.read', { calls });
  if (!answer.ok) return answer;
  const [stakeData, balanceData, allowanceData] = answer.value.results;
  try {
    const { free } = decodeCoordinatorResult('stake', stakeData?.data ?? '0x');
    const balance = decodeTokenResult('balanceOf', balanceData?.data ?? '0x');
    const allowance = decodeTokenResult('allowance', allowanceData?.data ?? '0x');
    const stake = stakePerSeat * BigInt(count);
    return { ok: true, value: { stake, free, missing: stake > free ? stake - free : 0n, balance, allowance } };
  } catch {
    return failed('RPC_GARBAGE', 'The answer on stake and balance cannot be read.');
  }
}

/**
 * Takes seats, after depositing the stake that is missing. Each step looks at the chain first, so that all of it can
 * be cut short and begun again. Resolves when the seats are on the chain.
 */
export async function takeSeats(parts: TakeParts, request: TakeRequest, tell: (step: TakeStep) => void): Promise<Result<{ transactionHash: string }>> {
  const needs = await readNeeds(parts, request);
  if (!needs.ok) return needs;
  const { missing, balance, allowance } = needs.value;
  if (missing > balance) return failed('TOKENS_SHORT', 'The account holds fewer tokens than the stake needs.');
  if (missing > 0n) {
    const deposited = await depositStake(parts, request, missing, allowance, tell);
    if (!deposited.ok) return deposited;
  }
  for (let search = 1; ; search++) {
    const taken = await takeOnce(parts, request, tell);
    if (taken.ok || taken.error.code !== 'REVERTED' || !taken.error.message.includes('NoFreeSeat')) return taken;
    if (search === SEARCHES || parts.signal.aborted) return failed('NO_SEAT_FOUND', taken.error.message);
    await pause(parts);
  }
}

async function takeOnce(parts: TakeParts, request: TakeRequest, tell: (step: TakeStep) => void): Promise<Result<{ transactionHash: string }>> {
  tell('take');
  const data = encodeCoordinatorCall('takeSeats', [BigInt(request.projectId), request.count]);
  const sent = await parts.host.call('chain.send', { to: parts.coordinator, data, ...sponsoredBy(parts) });
  if (!sent.ok) return sent;
  if (sent.value.status !== 'sent') return failed('APPROVAL_UNEXPECTED', 'The wallet asked for an approval of label work.');
  tell('mine');
  return mined(parts, sent.value.transactionHash);
}

async function depositStake(parts: TakeParts, request: TakeRequest, missing: bigint, allowance: bigint, tell: (step: TakeStep) => void): Promise<Result<object>> {
  if (allowance < missing) {
    tell('approve');
    const data = encodeTokenCall('approve', [parts.coordinator, missing]);
    const approved = await approvedCall(parts, request.token, data, async () => (await allowanceOf(parts, request)) >= missing);
    if (!approved.ok) return approved;
  }
  tell('deposit');
  const data = encodeCoordinatorCall('depositStake', [request.token, missing]);
  return approvedCall(parts, parts.coordinator, data, async () => {
    const now = await readNeeds(parts, request);
    return now.ok && now.value.missing === 0n;
  });
}

async function allowanceOf(parts: TakeParts, request: TakeRequest): Promise<bigint> {
  const needs = await readNeeds(parts, request);
  return needs.ok ? needs.value.allowance : 0n;
}

/** Asks for a call that the person approves in the wallet's dialog, and waits until the chain shows its effect. */
async function approvedCall(parts: TakeParts, to: string, data: string, isDone: () => Promise<boolean>): Promise<Result<object>> {
  const asked = await parts.host.call('chain.send', { to, data, ...sponsoredBy(parts) });
  if (!asked.ok) return asked;
  const approvalId = asked.value.status === 'needs-approval' ? asked.value.approvalId : null;
  const most = parts.relay === null ? LOOKS_AFTER_ANSWER : LOOKS_WITH_A_RELAY;
  for (let looks = 0; looks < most; ) {
    await pause(parts);
    if (parts.signal.aborted) return failed('CANCELLED', 'Taking seats was stopped. What was approved stays approved.');
    if (await isDone()) return { ok: true, value: {} };
    const waiting = await parts.host.call('wallet.approvals', {});
    const isAnswered = waiting.ok && !waiting.value.some((approval) => approval.id === approvalId);
    if (isAnswered) looks++;
  }
  return failed('APPROVAL_REJECTED', 'The request was rejected, or its transaction did not go through.');
}

async function mined(parts: TakeParts, transactionHash: string): Promise<Result<{ transactionHash: string }>> {
  for (;;) {
    const receipt = await parts.host.call('chain.receipt', { transactionHash });
    if (receipt.ok && receipt.value.status === 'mined') {
      if (receipt.value.isSuccess) return { ok: true, value: { transactionHash } };
      return failed('REVERTED', receipt.value.revert ?? 'The contract refused it.');
    }
    if (parts.signal.aborted) return { ok: true, value: { transactionHash } };
    await pause(parts);
  }
}

const sponsoredBy = ({ relay }: TakeParts): { relay?: string } => (relay === null ? {} : { relay });

async function pause({ pollMs }: TakeParts): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pollMs));
}

function failed(code: string, message: string): { ok: false; error: HostError } {
  return { ok: false, error: { code, message } };
}
