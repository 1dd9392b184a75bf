import { MaxUint256 } from 'ethers/constants';
import type { HostHandlers, Result } from '../../../shared/host-api.ts';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { Sent, Sponsor } from '../sponsor/sponsor.ts';
import { describeRequest } from './approval-lines.ts';
import type { Approvals } from './approvals.ts';
import { judgeCall } from './policy.ts';
import type { AskedCall } from './policy.ts';
import type { KnownPeople } from './recipient.ts';
import type { Session } from './session.ts';
import { signerFor, walletLocked } from './signer.ts';
import type { Spending } from './spending.ts';

export interface Sending {
  send: HostHandlers['chain.send'];
  approve: HostHandlers['wallet.approve'];
  reject: HostHandlers['wallet.reject'];
  receipt: HostHandlers['chain.receipt'];
}

interface SendingParts {
  readonly chain: ChainService;
  readonly session: Session;
  readonly approvals: Approvals;
  readonly sponsor: Sponsor;
  readonly spending: Spending;
  readonly people: () => KnownPeople;
  readonly activeAccount: () => string | null;
}

type Delivered = Sent & { readonly gas?: string };

interface Way {
  readonly chainId: number;
  readonly relay: string | undefined;
  readonly mostFeeWei?: bigint;
  readonly options?: Parameters<ChainService['broadcast']>[2];
}

/** After these nothing can have gone out: what was reserved of the day's limit is free again. After any other it may have. */
const NEVER_SENT = new Set(['WALLET_LOCKED', 'POLICY_CHANGED', 'FEE_TOO_HIGH', 'REVERTED', 'INSUFFICIENT_FUNDS', 'TOO_MUCH_GAS', 'DISK_FULL']);

/** The only way from the window to a signature that leaves the machine. */
export function createSending({ chain, session, approvals, sponsor, spending, people, activeAccount }: SendingParts): Sending {
  // After a restart label work alone is signed again at a higher fee: an approval is given once, for one signature.
  chain.signAgainWith((call, chainId) => {
    const network = chain.network();
    const verdict = judgeCall(call, network);
    if (!verdict.ok || verdict.value.kind !== 'label-work' || network.chainId !== chainId) return null;
    return signerFor(session, { ...call, chainId });
  });
  /** Through the relay that is named, where one is; by a transaction of the account's own else. */
  const deliver = async (account: string, call: AskedCall, { chainId, relay, mostFeeWei, options }: Way): Promise<Result<Delivered>> => {
    const sponsored = await sponsor.send(account, call, relay);
    if (sponsored !== null) return sponsored;
    const sent = await chain.broadcast({ ...call, from: account }, signerFor(session, { ...call, from: account, chainId, ...(mostFeeWei === undefined ? {} : { mostFeeWei }) }), options);
    return sent.ok ? { ok: true, value: { transactionHash: sent.value.transactionHash, gas: sent.value.gas.toString() } } : sent;
  };
  return {
    send: async ({ to, data, valueWei, isOnce, mostGas, relay }) => {
      const account = activeAccount();
      if (account === null) return noAccount();
      const call: AskedCall = { to, data: data.toLowerCase(), valueWei: BigInt(valueWei ?? '0') };
      if (call.valueWei > MaxUint256) return fail('BAD_ARGUMENTS', 'No transaction carries so much', { field: 'valueWei' });
      const network = chain.network();
      const verdict = judgeCall(call, network);
      if (!verdict.ok) return verdict;
      if (verdict.value.kind === 'label-work') {
        if (!session.key(account)) return walletLocked();
        const options = { isOnce: isOnce ?? false, isUncertain: verdict.value.name === 'takeSeats', ...(mostGas === undefined ? {} : { mostGas: BigInt(mostGas) }) };
        const sent = await deliver(account, call, { chainId: network.chainId, relay, options });
        return sent.ok ? { ok: true, value: { status: 'sent', ...sent.value } } : sent;
      }
      const { request } = verdict.value;
      const described = await describeRequest(request, call, { account, chain, spending, people: people() });
      if (!described.ok) return described;
      const { lines, notes, spend, mostFeeWei } = described.value;
      const added = approvals.add({
        approval: { kind: request.kind, account, lines, notes },
        call,
        spend,
        mostFeeWei,
        relay,
        networkId: network.id,
        chainId: network.chainId,
      });
      return added.ok ? { ok: true, value: { status: 'needs-approval', approvalId: added.value.id } } : added;
    },

    approve: async ({ id }) => {
      const pending = approvals.peek(id);
      if (!pending.ok) return pending;
      const { approval, call, chainId, networkId, relay, spend, mostFeeWei } = pending.value;
      if (!session.key(approval.account)) return walletLocked();
      if (chain.network().id !== networkId) {
        approvals.remove(id);
        return fail('POLICY_CHANGED', 'The network was changed after this was asked for', { fix: 'Start the action again.' });
      }
      const fits = spend === null ? null : spending.check(spend);
      if (fits?.ok === false) return fits;
      // Taken out before it is sent: two clicks are one payment.
      approvals.remove(id);
      const reserved = spend === null ? null : await spending.reserve(spend);
      if (reserved?.ok === false) return reserved;
      const sent = await deliver(approval.account, call, { chainId, relay, ...(mostFeeWei === null ? {} : { mostFeeWei }) });
      if (!sent.ok) {
        if (reserved !== null && NEVER_SENT.has(sent.error.code)) await spending.undo(reserved.value);
        return sent;
      }
      const { transactionHash, relay: by } = sent.value;
      if (reserved !== null) await spending.settle(reserved.value, transactionHash);
      return { ok: true, value: { transactionHash, ...(by === undefined ? {} : { relay: by }) } };
    },

    receipt: async (args) => (await sponsor.receipt(args.transactionHash)) ?? chain.receipt(args),

    reject: ({ id }) => {
      const pending = approvals.peek(id);
      if (!pending.ok) return Promise.resolve(pending);
      approvals.remove(id);
      return Promise.resolve({ ok: true, value: {} });
    },
  };
}

function noAccount(): ReturnType<typeof fail> {
  return fail('NO_ACCOUNT', 'There is no account yet', { fix: 'Create a wallet or import one.' });
}
