import { formatUnits } from 'ethers/utils';
import { assertNever } from '../../../shared/assert-never.ts';
import type { ApprovalLabel } from '../../../shared/approval-labels.ts';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import type { ChainService, Network } from '../chain/port.ts';
import { fail } from '../context.ts';
import { readBudget, readToken } from './chain-facts.ts';
import type { AskedCall } from './policy.ts';
import type { ValueRequest } from './policy-rules.ts';

type Lines = HostResult<'wallet.approvals'>[number]['lines'];
type Line = readonly [ApprovalLabel, string];

/** The request in label and value pairs, from the host's own decoding and the chain; nothing of it is the window's words. */
export async function approvalLines(
  request: ValueRequest,
  call: AskedCall,
  account: string,
  chain: ChainService,
): Promise<Result<Lines>> {
  const network = chain.network();
  const lines = await linesOf(request, call, account, chain, network);
  if (!lines.ok) return lines;
  const all: Line[] = [['approval.network', network.name], ...lines.value];
  return { ok: true, value: all.map(([label, value]) => ({ label, value })) };
}

async function linesOf(
  request: ValueRequest,
  call: AskedCall,
  account: string,
  chain: ChainService,
  network: Network,
): Promise<Result<Line[]>> {
  switch (request.kind) {
    case 'approve-token':
    case 'send-token':
    case 'deposit-stake':
    case 'withdraw-stake':
      return await tokenLines(request, account, chain, network);
    case 'send-native':
      return lines([['approval.amount', `${formatUnits(request.amountWei, 18)} ${network.currency}`], ['approval.to', request.to]]);
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

async function tokenLines(request: TokenRequest, account: string, chain: ChainService, network: Network): Promise<Result<Line[]>> {
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
  return lines(all);
}

type ProjectRequest = Extract<ValueRequest, { kind: 'open-project' }>;

async function projectLines(request: ProjectRequest, call: AskedCall, chain: ChainService): Promise<Result<Line[]>> {
  const { project, itemCount, packUri } = request;
  const token = await readToken(chain, project.token, null);
  if (!token.ok) return token;
  const budget = await readBudget(chain, call);
  if (!budget.ok) return budget;
  const { show } = token.value;
  return lines([
    ['approval.budget', show(budget.value)],
    ['approval.token', project.token],
    ['approval.items', String(itemCount)],
    ['approval.seats', `${String(project.seats)} / ${String(project.quorum)}`],
    ['approval.reward', show(project.rewardPerLabel)],
    ['approval.stake', show(project.stakePerSeat)],
    ['approval.auditFee', show(project.auditFeePerItem)],
    ['approval.pack', packUri],
    ['approval.contract', call.to],
  ]);
}

const lines = (value: Line[]): Result<Line[]> => ({ ok: true, value });
const yesNo = (isYes: boolean): string => (isYes ? '✓' : '✗');
