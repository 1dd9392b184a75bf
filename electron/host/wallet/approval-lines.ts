import { formatUnits } from 'ethers/utils';
import { assertNever } from '../../../shared/assert-never.ts';
import type { ApprovalLabel, ApprovalNote } from '../../../shared/approval-labels.ts';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import type { ChainService, Network } from '../chain/port.ts';
import { withHeadroom } from '../chain/fees.ts';
import { fail } from '../context.ts';
import { readBudget, readToken } from './chain-facts.ts';
import type { AskedCall } from './policy.ts';
import type { ValueRequest } from './policy-rules.ts';
import { notesOn } from './recipient.ts';
import type { KnownPeople } from './recipient.ts';
import { spendOf } from './spend-of.ts';
import type { Spend, Spending } from './spending.ts';

type Lines = HostResult<'wallet.approvals'>[number]['lines'];
type Line = readonly [ApprovalLabel, string];

export interface Described {
  readonly lines: Lines;
  readonly notes: ApprovalNote[];
  /** What the day's limit counts; null where nothing leaves the account's hand. */
  readonly spend: Spend | null;
  /** What was shown as the most that the network takes: no more is signed. null where it could not be told. */
  readonly mostFeeWei: bigint | null;
}

interface Around {
  readonly account: string;
  readonly chain: ChainService;
  readonly spending: Spending;
  readonly people: KnownPeople;
}

/** A request's lines, and how its amounts are written. */
interface Told {
  readonly lines: readonly Line[];
  readonly budget: bigint;
  readonly show: (amount: bigint) => string;
}

/** The request in label and value pairs, from the host's own decoding and the chain; nothing of it is the window's words. */
export async function describeRequest(request: ValueRequest, call: AskedCall, around: Around): Promise<Result<Described>> {
  const { account, chain, spending, people } = around;
  const network = chain.network();
  const told = await linesOf(request, call, account, chain, network);
  if (!told.ok) return told;
  const { budget, show } = told.value;
  const spend = spendOf(request, budget);
  const full = spend === null ? null : { ...spend, account, chainId: network.chainId };
  const limit = full === null ? null : spending.limit(account, full.chainId, full.asset);
  const fee = await feeOf(call, chain);
  const all: Line[] = [['approval.network', network.name], ...told.value.lines];
  if (fee !== null) all.push(['approval.fee', `≤ ${formatUnits(fee, 18)} ${network.currency}`]);
  if (full !== null && limit !== null) all.push(['approval.today', `${show(spending.spent(account, full.chainId, full.asset))} / ${show(limit)}`]);
  return { ok: true, value: { lines: all.map(([label, value]) => ({ label, value })), notes: notesOf(request, people), spend: full, mostFeeWei: fee } };
}

function notesOf(request: ValueRequest, people: KnownPeople): ApprovalNote[] {
  if (request.kind === 'send-token' || request.kind === 'send-native') return notesOn(request.to, people);
  return request.kind === 'set-expert' ? notesOn(request.expert, people).filter(({ kind }) => kind !== 'new-recipient') : [];
}

/**
 * The most that the network takes for it: half as much again as now, for the time in which the person reads. null while it
 * cannot be told: what is to be paid first is not mined yet.
 */
async function feeOf(call: AskedCall, chain: ChainService): Promise<bigint | null> {
  const estimate = await chain.estimate({ to: call.to, data: call.data });
  if (!estimate.ok) return null;
  return (withHeadroom(BigInt(estimate.value.gas)) * BigInt(estimate.value.gasPriceWei) * 3n) / 2n;
}

async function linesOf(request: ValueRequest, call: AskedCall, account: string, chain: ChainService, network: Network): Promise<Result<Told>> {
  switch (request.kind) {
    case 'approve-token':
    case 'send-token':
    case 'deposit-stake':
    case 'withdraw-stake':
      return await tokenLines(request, account, chain, network);
    case 'send-native': {
      const show = (amount: bigint): string => `${formatUnits(amount, 18)} ${network.currency}`;
      return { ok: true, value: { show, budget: 0n, lines: [['approval.amount', show(request.amountWei)], ['approval.to', request.to]] } };
    }
    case 'open-project':
      return await projectLines(request, call, chain);
    case 'close-project':
      return lines([['approval.project', String(request.projectId)], ['approval.contract', call.to]]);
    case 'set-expert':
      return lines([
        ['approval.project', String(request.projectId)],
        ['approval.expert', request.expert],
        ['approval.allowed', yesNo(request.isAllowed)],
      ]);
    case 'admit-to-scope':
      return lines([['approval.lead', request.lead], ['approval.allowed', yesNo(request.isAdmitted)]]);
    default:
      return assertNever(request);
  }
}

type TokenRequest = Extract<ValueRequest, { token: string; amount: bigint }>;

async function tokenLines(request: TokenRequest, account: string, chain: ChainService, network: Network): Promise<Result<Told>> {
  const token = await readToken(chain, request.token, account);
  if (!token.ok) return token;
  const { balance, show } = token.value;
  const takesFromAccount = request.kind !== 'withdraw-stake';
  if (takesFromAccount && request.amount > balance) {
    return fail('INSUFFICIENT_TOKENS', `${show(request.amount)} is more than the account holds (${show(balance)})`, {
      fix: 'Ask for an amount that is there.',
    });
  }
  const all: Line[] = [['approval.amount', show(request.amount)], ['approval.token', request.token]];
  if (request.kind === 'approve-token') all.push(['approval.spender', request.spender]);
  if (request.kind === 'send-token') all.push(['approval.to', request.to]);
  if (request.kind === 'deposit-stake' || request.kind === 'withdraw-stake') {
    all.push(['approval.contract', network.coordinator ?? '']);
  }
  if (request.kind === 'send-token' || request.kind === 'deposit-stake') {
    all.push(['approval.balanceAfter', show(balance - request.amount)]);
  }
  return { ok: true, value: { lines: all, budget: 0n, show } };
}

type ProjectRequest = Extract<ValueRequest, { kind: 'open-project' }>;

async function projectLines(request: ProjectRequest, call: AskedCall, chain: ChainService): Promise<Result<Told>> {
  const { project, itemCount, packUri } = request;
  const token = await readToken(chain, project.token, null);
  if (!token.ok) return token;
  const budget = await readBudget(chain, call);
  if (!budget.ok) return budget;
  const { show } = token.value;
  return {
    ok: true,
    value: {
      show,
      budget: budget.value,
      lines: [
        ['approval.budget', show(budget.value)],
        ['approval.token', project.token],
        ['approval.items', String(itemCount)],
        ['approval.seats', `${String(project.seats)} / ${String(project.quorum)}`],
        ['approval.reward', show(project.rewardPerLabel)],
        ['approval.stake', show(project.stakePerSeat)],
        ['approval.auditFee', show(project.auditFeePerItem)],
        // Where all annotators use this machine there is no address to be told.
        ...(packUri === '' ? [] : [['approval.pack', packUri] satisfies Line]),
        ['approval.contract', call.to],
      ],
    },
  };
}

const lines = (value: Line[]): Result<Told> => ({ ok: true, value: { lines: value, budget: 0n, show: String } });
const yesNo = (isYes: boolean): string => (isYes ? '✓' : '✗');
