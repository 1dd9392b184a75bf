import type { HostClient, HostResult, Result } from '../../../shared/host-api.ts';
import { approvalAnswer } from './approval-answers.ts';
import type { Live } from './live.ts';

export interface CallToMake {
  to: string;
  data: string;
}

export type Mined = Extract<HostResult<'chain.receipt'>, { status: 'mined' }> & { transactionHash: string };

export type CallPhase = 'asking' | 'approving' | 'mining';

const POLL_MS = 400;
/** A transaction that the node does not know for this long was dropped. */
const LOST_AFTER_MS = 120_000;

/**
 * Sends one call and resolves when it is in a block: asks for the person's approval where it moves value.
 * REJECTED where the person said no, REVERTED where the chain did, TX_LOST where it never arrived, and the host's own.
 */
export async function sendCall(host: HostClient, live: Live, call: CallToMake, onPhase: (phase: CallPhase) => void = () => undefined): Promise<Result<Mined>> {
  onPhase('asking');
  const sent = await host.call('chain.send', call);
  if (!sent.ok) return sent;
  let transactionHash: string;
  if (sent.value.status === 'sent') transactionHash = sent.value.transactionHash;
  else {
    onPhase('approving');
    const answer = await approvalAnswer(sent.value.approvalId, {
      pending: () => live.get().approvals.map(({ id }) => id),
      onChange: (listener) => live.onChange(listener),
    });
    if (answer === null) return { ok: false, error: { code: 'REJECTED', message: 'The request was not approved, so nothing was sent.' } };
    transactionHash = answer.transactionHash;
  }
  onPhase('mining');
  return whenMined(host, transactionHash);
}

/** Follows a transaction until it is in a block. A network that is away is waited for: what was sent may still arrive. */
export async function whenMined(host: HostClient, transactionHash: string): Promise<Result<Mined>> {
  let unknownSinceMs: number | null = null;
  for (;;) {
    const answer = await host.call('chain.receipt', { transactionHash });
    if (answer.ok && answer.value.status === 'mined') {
      const receipt = answer.value;
      if (receipt.isSuccess) return { ok: true, value: { ...receipt, transactionHash } };
      return { ok: false, error: { code: 'REVERTED', message: receipt.revert ?? 'The contract refused the call.' } };
    }
    const isUnknown = answer.ok && answer.value.status === 'unknown';
    unknownSinceMs = isUnknown ? (unknownSinceMs ?? Date.now()) : null;
    if (unknownSinceMs !== null && Date.now() - unknownSinceMs > LOST_AFTER_MS) {
      return { ok: false, error: { code: 'TX_LOST', message: `The network does not know the transaction ${transactionHash}.`, fix: 'Try again: nothing was taken.' } };
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
