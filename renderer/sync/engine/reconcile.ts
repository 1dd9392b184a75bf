import type { SeatStatus, SeatStep } from '../../../shared/protocol/seat-state.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { HostError, HostResult } from '../../../shared/host-api.ts';
import type { OutboxRow, OutboxStep } from '../../store/schema/rows.ts';
import { MOST_ATTEMPTS, backoffMs } from './backoff.ts';

export type Receipt = HostResult<'chain.receipt'>;

/** Others may do these as well: a moment's patience by chance saves most double work. */
const SHARED_JITTER_MS: Readonly<Partial<Record<OutboxStep, number>>> = { settle: 4_000, void: 4_000, draw: 4_000 };
/** So long after it was sent a transaction may be unknown to the node, or its effect not yet in what was read. */
const SETTLING_MS = 15_000;
/** What waits in the node's pool is the host's care, which raises its fee: it is looked at again after this. */
const PENDING_MS = 10_000;

/** The outbox's name of a step; null where there is nothing to send. */
export function outboxStepOf(step: SeatStep): OutboxStep | null {
  return step === 'label' || step === 'wait' || step === 'none' ? null : step;
}

/**
 * The row as the chain's word has it. Where the chain asks for another step than the row remembers, what was sent
 * has come true or does not matter any more: the row begins anew.
 * @param signGraceMs between the last seal and the signature: a last look back must be possible
 */
export function rowFor(row: OutboxRow, status: SeatStatus, nowMs: number, random: number, signGraceMs: number): OutboxRow {
  const step = outboxStepOf(status.step);
  // Drawing needs an anchor that can be reached: the same duty.
  const isSame = row.step === step || (step === 'draw' && row.step === 'anchor') || (step === 'commit' && row.step === 'sign');
  if (isSame) return row;
  const jitterMs = step === null ? 0 : step === 'sign' ? signGraceMs : (SHARED_JITTER_MS[step] ?? 0) * random;
  return { ...row, step, status: 'open', transactionHash: null, attempts: 0, notBeforeMs: nowMs + jitterMs, error: null };
}

export type Readiness = { is: 'due' } | { is: 'not-yet'; untilMs: number } | { is: 'parked' } | { is: 'failed'; error: HostError };

/** Whether a step may be tried now. @param receipt of the row's transaction, where it has one */
export function readiness(row: OutboxRow, receipt: Receipt | null, nowMs: number): Readiness {
  switch (row.status) {
    case 'parked':
      return { is: 'parked' };
    case 'open':
      return row.notBeforeMs > nowMs ? { is: 'not-yet', untilMs: row.notBeforeMs } : { is: 'due' };
    case 'sending':
      // A crash, or a lost answer: it may be on its way.
      return afterwards(row.updatedAtMs + SETTLING_MS, nowMs);
    case 'sent':
      return receipt === null ? afterwards(row.updatedAtMs + SETTLING_MS, nowMs) : ofReceipt(row, receipt, nowMs);
    default:
      return assertNever(row.status);
  }
}

function ofReceipt(row: OutboxRow, receipt: Receipt, nowMs: number): Readiness {
  if (receipt.status === 'pending') return { is: 'not-yet', untilMs: nowMs + PENDING_MS };
  // Its nonce went to another transaction: it is sent anew.
  if (receipt.status === 'replaced') return { is: 'due' };
  if (receipt.status === 'unknown' || receipt.isSuccess) return afterwards(row.updatedAtMs + SETTLING_MS, nowMs);
  return { is: 'failed', error: { code: 'REVERTED', message: receipt.revert ?? 'The contract refused it.' } };
}

function afterwards(untilMs: number, nowMs: number): Readiness {
  return nowMs >= untilMs ? { is: 'due' } : { is: 'not-yet', untilMs };
}

/** The row of a step that the host says is out. */
export function asSent(row: OutboxRow, transactionHash: string, nowMs: number): OutboxRow {
  return row.status === 'sent' && row.transactionHash === transactionHash ? row : { ...row, status: 'sent', transactionHash, error: null, updatedAtMs: nowMs };
}

/** The row after a step that came too early: it is tried as it was, and none of its tries is used up. */
export function afterEarly(row: OutboxRow, nowMs: number, random: number): OutboxRow {
  return { ...row, status: 'open', transactionHash: null, notBeforeMs: nowMs + backoffMs(Math.max(2, row.attempts), random), error: null, updatedAtMs: nowMs };
}

/** The row after a failed try. */
export function afterFailure(row: OutboxRow, error: HostError, isFinal: boolean, nowMs: number, random: number): OutboxRow {
  const attempts = row.attempts + 1;
  const isParked = isFinal || attempts >= MOST_ATTEMPTS;
  return {
    ...row,
    status: isParked ? 'parked' : 'open',
    transactionHash: null,
    attempts,
    notBeforeMs: nowMs + backoffMs(attempts, random),
    error: { code: error.code, message: error.message },
    updatedAtMs: nowMs,
  };
}
