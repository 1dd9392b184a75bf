import { hasBit, lowBits } from '../consensus/masks.ts';
import type { Address } from '../labels/ids.ts';
import type { AbiOutput } from './abi-types.ts';
import { phaseNames, seatStateNames } from './abi.ts';
import type { CoordinatorAbi, Phase } from './abi.ts';

/** A seat's life as its annotator sees it (DESIGN section 7). */
export type SeatState =
  | 'leased'
  | 'labelling'
  | 'sealed'
  | 'signed'
  | 'committed'
  | 'revealable'
  | 'revealed'
  | 'settled'
  | 'audited'
  | 'claimable'
  | 'paid'
  | 'expired'
  | 'forfeited';

/** What brings the seat on. `wait`: the others, or time. `none`: its life is over. */
export type SeatStep = 'label' | 'sign' | 'commit' | 'wait' | 'reveal' | 'settle' | 'void' | 'draw' | 'claim' | 'none';

/** Why the seat is where it is; each has a sentence in the strings catalogue. */
export type SeatReason =
  | 'seat-new'
  | 'items-open'
  | 'all-sealed'
  | 'commitment-unsent'
  | 'waiting-for-seats'
  | 'waiting-for-commit-window'
  | 'reveal-open'
  | 'opening-missing'
  | 'waiting-for-reveals'
  | 'ready-to-settle'
  | 'settling'
  | 'assertion-undrawn'
  | 'assertion-stands'
  | 'assertion-due'
  | 'too-few-revealed'
  | 'audit-not-drawn'
  | 'audit-running'
  | 'audit-done'
  | 'pay-ready'
  | 'pay-taken'
  | 'lease-over'
  | 'seat-freed'
  | 'commit-closed'
  | 'batch-void'
  | 'not-revealed';

/** What the chain says, as the coordinator's `batch` and `seat` return it. */
export interface SeatChainView {
  readonly batch: AbiOutput<CoordinatorAbi, 'batch'>;
  readonly seat: AbiOutput<CoordinatorAbi, 'seat'>;
  /** m, of the project. */
  readonly quorum: number;
}

/** What this machine knows of its own work. Never what it believes to have sent. */
export interface SeatLocalFacts {
  readonly annotator: Address;
  /** Items that hold any label, time or seal. */
  readonly touchedItems: number;
  readonly sealedItems: number;
  /** A commitment over exactly the sealed labels has been made and kept. */
  readonly isSigned: boolean;
  /** The labels that open the commitment are at hand. */
  readonly hasOpening: boolean;
}

export interface SeatStatus {
  readonly state: SeatState;
  readonly step: SeatStep;
  readonly reason: SeatReason;
  /** Unix seconds by which the step must be done, or at which waiting ends; null where there is no such moment. */
  readonly deadlineSeconds: number | null;
}

/**
 * Where a seat is and what to do next: a function of the chain's word, the local facts and the time, and of nothing
 * that was sent. A step may be repeated after any crash: what has happened meanwhile shows in the view.
 * @param nowSeconds the chain's time (its latest block's), unix seconds
 */
export function seatStatus(view: SeatChainView, facts: SeatLocalFacts, nowSeconds: number): SeatStatus {
  const { seat } = view;
  const state = seatStateNames[seat.state] ?? 'free';
  if (state === 'free' || seat.annotator.toLowerCase() !== facts.annotator.toLowerCase()) return status('expired', 'none', 'seat-freed');
  switch (state) {
    case 'leased':
      return leasedStatus(view, facts, nowSeconds);
    case 'committed':
      return committedStatus(view, facts, nowSeconds);
    case 'revealed':
      return revealedStatus(view, nowSeconds);
    case 'forfeited':
      return status('forfeited', 'none', 'not-revealed');
    case 'paid':
      return status('paid', 'none', 'pay-taken');
  }
}

function leasedStatus({ batch, seat }: SeatChainView, facts: SeatLocalFacts, now: number): SeatStatus {
  const revealStart = Number(batch.revealStart);
  if (phaseOf(batch) === 'void') return status('expired', 'none', 'batch-void');
  if (phaseOf(batch) !== 'open' || (revealStart !== 0 && now >= revealStart)) return status('expired', 'none', 'commit-closed');
  const leaseEnd = Number(seat.leaseEnd);
  if (now > leaseEnd) return status('expired', 'none', 'lease-over');
  const deadline = revealStart === 0 ? leaseEnd : Math.min(leaseEnd, revealStart);
  const isComplete = facts.sealedItems >= batch.itemCount;
  if (isComplete && facts.isSigned) return status('signed', 'commit', 'commitment-unsent', deadline);
  if (isComplete) return status('sealed', 'sign', 'all-sealed', deadline);
  const hasBegun = facts.touchedItems > 0 || facts.sealedItems > 0;
  return hasBegun ? status('labelling', 'label', 'items-open', deadline) : status('leased', 'label', 'seat-new', deadline);
}

function committedStatus({ batch }: SeatChainView, facts: SeatLocalFacts, now: number): SeatStatus {
  const revealStart = Number(batch.revealStart);
  const revealEnd = Number(batch.revealEnd);
  if (phaseOf(batch) === 'void') return status('expired', 'none', 'batch-void');
  if (revealStart === 0) return status('committed', 'wait', 'waiting-for-seats');
  if (now < revealStart) return status('committed', 'wait', 'waiting-for-commit-window', revealStart);
  if (phaseOf(batch) !== 'open' || now >= revealEnd) return status('forfeited', 'none', 'not-revealed');
  if (!facts.hasOpening) return status('revealable', 'wait', 'opening-missing', revealEnd);
  return status('revealable', 'reveal', 'reveal-open', revealEnd);
}

function revealedStatus(view: SeatChainView, now: number): SeatStatus {
  const { batch, quorum } = view;
  const phase = phaseOf(batch);
  if (phase === 'void') return status('expired', 'none', 'batch-void');
  if (phase === 'settling') return status('revealed', 'settle', 'settling');
  if (phase === 'settled') return settledStatus(view, now);
  if (phase === 'asserted') return assertedStatus(view, now);
  const revealEnd = Number(batch.revealEnd);
  if (batch.reveals < batch.commits && now < revealEnd) return status('revealed', 'wait', 'waiting-for-reveals', revealEnd);
  if (batch.reveals < quorum) return status('revealed', 'void', 'too-few-revealed');
  return status('revealed', 'settle', 'ready-to-settle');
}

/** Settling goes on by drawing what must be computed, and by making the assertion final when it can be. */
function assertedStatus({ batch }: SeatChainView, now: number): SeatStatus {
  const challengeEnd = Number(batch.challengeEnd);
  if (now >= challengeEnd) return status('revealed', 'settle', 'assertion-due');
  if (batch.drawnRuns === 0) return status('revealed', 'settle', 'assertion-undrawn', challengeEnd);
  return status('revealed', 'wait', 'assertion-stands', challengeEnd);
}

function settledStatus({ batch }: SeatChainView, now: number): SeatStatus {
  const auditEnd = Number(batch.auditEnd);
  if (now >= auditEnd) return status('claimable', 'claim', 'pay-ready');
  if (!batch.drawn) return status('settled', 'draw', 'audit-not-drawn', auditEnd);
  const toRule = batch.drawnMask | (lowBits(batch.itemCount) & ~batch.resolvedMask);
  const isAudited = (toRule & ~batch.auditedMask) === 0n;
  return isAudited ? status('audited', 'wait', 'audit-done', auditEnd) : status('settled', 'wait', 'audit-running', auditEnd);
}

function phaseOf(batch: SeatChainView['batch']): Phase {
  return phaseNames[batch.phase] ?? 'void';
}

function status(state: SeatState, step: SeatStep, reason: SeatReason, deadlineSeconds: number | null = null): SeatStatus {
  return { state, step, reason, deadlineSeconds };
}

/** How one item of a settled seat came out, for showing why it was paid or not. */
export type ItemVerdict = 'agreed' | 'disagreed' | 'blank' | 'disputed' | 'overturned-against' | 'overturned-for' | 'ruled-for' | 'ruled-against';

/**
 * The verdict on a seat's item.
 * @param masks of the batch and the seat; `agreedBefore` is the seat's mask as settlement computed it, before any audit
 */
export function itemVerdict(
  item: number,
  masks: { resolvedBefore: bigint; audited: bigint; overturned: bigint; agreedBefore: bigint; right: bigint; blank: bigint },
): ItemVerdict {
  if (hasBit(masks.blank, item)) return 'blank';
  const agreed = hasBit(masks.agreedBefore, item);
  const isRight = hasBit(masks.right, item);
  if (!hasBit(masks.resolvedBefore, item)) {
    if (!hasBit(masks.audited, item)) return 'disputed';
    return isRight ? 'ruled-for' : 'ruled-against';
  }
  if (hasBit(masks.overturned, item) && agreed !== isRight) return isRight ? 'overturned-for' : 'overturned-against';
  return agreed ? 'agreed' : 'disagreed';
}
