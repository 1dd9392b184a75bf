import { MaxUint256 } from 'ethers/constants';
import type { HostHandlers, Result } from '../../../shared/host-api.ts';
import type { ChainService } from '../chain/port.ts';
import { fail } from '../context.ts';
import type { Sent, Sponsor } from '../sponsor/sponsor.ts';
import { approvalLines } from './approval-lines.ts';
import type { Approvals } from './approvals.ts';
import { judgeCall } from './policy.ts';
import type { AskedCall } from './policy.ts';
import type { Session } from './session.ts';
import { signerFor, walletLocked } from './signer.ts';

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
  readonly activeAccount: () => string | null;
}

/** The only way from the window to a signature that leaves the machine. */
export function createSending({ chain, session, approvals, sponsor, activeAccount }: SendingParts): Sending {
  /** Through the relay that is named, where one is; by a transaction of the account's own else. */
  const deliver = async (account: string, call: AskedCall, chainId: number, relay: string | undefined): Promise<Result<Sent>> => {
    const sponsored = await sponsor.send(account, call, relay);
    return sponsored ?? chain.broadcast({ ...call, from: account }, signerFor(session, { ...call, from: account, chainId }));
  };
  return {
    send: async ({ to, data, valueWei, relay }) => {
      const account = activeAccount();
      if (account === null) return noAccount();
      const call: AskedCall = { to, data: data.toLowerCase(), valueWei: BigInt(valueWei ?? '0') };
      if (call.valueWei > MaxUint256) return fail('BAD_ARGUMENTS', 'No transaction carries so much', { field: 'valueWei' });
      const network = chain.network();
      const verdict = judgeCall(call, network);
      if (!verdict.ok) return verdict;
      if (verdict.value.kind === 'label-work') {
        if (!session.key(account)) return walletLocked();
        const sent = await deliver(account, call, network.chainId, relay);
        return sent.ok ? { ok: true, value: { status: 'sent', ...sent.value } } : sent;
      }
      const { request } = verdict.value;
      const lines = await approvalLines(request, call, account, chain);
      if (!lines.ok) return lines;
      const added = approvals.add({
        approval: { kind: request.kind, account, lines: lines.value },
        call,
        relay,
        networkId: network.id,
        chainId: network.chainId,
      });
      return added.ok ? { ok: true, value: { status: 'needs-approval', approvalId: added.value.id } } : added;
    },

    approve: async ({ id }) => {
      const pending = approvals.peek(id);
      if (!pending.ok) return pending;
      const { approval, call, chainId, networkId, relay } = pending.value;
      if (!session.key(approval.account)) return walletLocked();
      if (chain.network().id !== networkId) {
        approvals.remove(id);
        return fail('POLICY_CHANGED', 'The network was changed after this was asked for', { fix: 'Start the action again.' });
      }
      // Taken out before it is sent: two clicks are one payment.
      approvals.remove(id);
      return await deliver(approval.account, call, chainId, relay);
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
