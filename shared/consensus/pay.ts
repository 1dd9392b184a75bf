import { popcount } from './masks.ts';

const BPS = 10_000n;

/** What decides a seat's pay in a settled batch; amounts in the token's smallest unit. */
export interface SeatPay {
  readonly rewardPerLabel: bigint;
  /** Items that stand as resolved, by consensus or by an expert. */
  readonly resolvedMask: bigint;
  /** Items where the seat's answer stands as right. */
  readonly agreedMask: bigint;
  /** Of the seat's tier when it was taken. */
  readonly multiplierBps: number;
  readonly payFactorBps: number;
  /** Disputed items that it labelled and that no expert has ruled on. */
  readonly unsettledItems: number;
  /** Taken back from overturned seats and given to this one. */
  readonly bonus: bigint;
  /** The gold gate took the batch's pay. */
  readonly isPayLost: boolean;
}

export interface PayParts {
  readonly agreedItems: number;
  /** Agreed items x reward x multiplier x pay factor, one floor at the end. */
  readonly forAgreed: bigint;
  /** Half a reward at the multiplier for each unsettled item, one floor. */
  readonly forUnsettled: bigint;
  readonly bonus: bigint;
  /** What the claim pays. */
  readonly total: bigint;
}

/** A seat's pay as the contract computes it, with its parts for showing why. */
export function payOfSeat(seat: SeatPay): PayParts {
  const agreedItems = popcount(seat.agreedMask & seat.resolvedMask);
  const base = seat.rewardPerLabel * BigInt(seat.multiplierBps);
  const forAgreed = (base * BigInt(agreedItems) * BigInt(seat.payFactorBps)) / (BPS * BPS);
  const forUnsettled = (base * BigInt(seat.unsettledItems)) / (2n * BPS);
  const total = seat.isPayLost ? 0n : forAgreed + forUnsettled + seat.bonus;
  return { agreedItems, forAgreed, forUnsettled, bonus: seat.bonus, total };
}

/**
 * The most that items can cost: every seat at the highest multiplier (rounded up a seat), and every item audited.
 * @param amounts in the token's smallest unit
 */
export function batchBudget(items: number, seats: number, amounts: { reward: bigint; auditFee: bigint }, highestMultiplierBps: number): bigint {
  const share = (BigInt(items) * amounts.reward * BigInt(highestMultiplierBps) + BPS - 1n) / BPS;
  return BigInt(seats) * share + BigInt(items) * amounts.auditFee;
}
