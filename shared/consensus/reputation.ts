/** An account's standing in one scope, as the contract keeps it in a word. */
export interface Reputation {
  /** Of scores, in basis points, within the window. */
  readonly sum: number;
  /** Observations in the window. */
  readonly weight: number;
  /** Items scored ever. */
  readonly items: number;
}

export const PRIOR_WEIGHT = 20;
export const PRIOR_BPS = 5000;
export const WINDOW = 500;
const OVERTURNED_BPS = -10_000;
const OVERTURNED_WEIGHT = 4;
/** Stands for the confidence of an item that was stated to be empty. */
export const STATED_EMPTY_PERCENT = 50;

export const newReputation: Reputation = { sum: 0, weight: 0, items: 0 };

/**
 * q in basis points of an item that was answered with a confidence in per cent: 2p - p^2 where it agreed, else -p^2.
 * A proper scoring rule (a shifted Brier score): greatest in expectation where p is the true accuracy.
 */
export function itemScoreBps(confidencePercent: number, hasAgreed: boolean): number {
  const square = confidencePercent * confidencePercent;
  return hasAgreed ? 200 * confidencePercent - square : -square;
}

/** An item's confidence in per cent: the floor of its regions' mean, 50 for one stated empty. */
export function itemConfidence(confidences: readonly number[]): number {
  if (confidences.length === 0) return STATED_EMPTY_PERCENT;
  return Math.floor(confidences.reduce((sum, value) => sum + value, 0) / confidences.length);
}

/**
 * What an overturned item moves for a seat that had agreed with the wrong consensus: its score is taken back, and the
 * item counts as q = -1 four times over.
 */
export function overturnedMove(confidencePercent: number): { delta: number; weight: number } {
  return { delta: OVERTURNED_BPS * OVERTURNED_WEIGHT - itemScoreBps(confidencePercent, true), weight: OVERTURNED_WEIGHT - 1 };
}

/** Enters `delta` (basis points) of `weight` observations. Past the window sum and weight are scaled down, towards zero. */
export function moveReputation(reputation: Reputation, delta: number, weight: number, items: number): Reputation {
  const sum = reputation.sum + delta;
  const total = reputation.weight + weight;
  const isOver = total > WINDOW;
  return {
    sum: isOver ? Math.trunc((sum * WINDOW) / total) + 0 : sum,
    weight: isOver ? WINDOW : total,
    items: reputation.items + items,
  };
}

/** (20 x 5000 + sum) / (20 + weight) in basis points, rounded down, within 0 and 10,000. */
export function reputationScoreBps(reputation: Reputation): number {
  const sum = reputation.sum + PRIOR_WEIGHT * PRIOR_BPS;
  if (sum <= 0) return 0;
  return Math.min(10_000, Math.floor(sum / (reputation.weight + PRIOR_WEIGHT)));
}

/** The highest rung whose score and number of items are both reached; 0 below the first. */
export function tierOf(scoreBps: number, items: number, tiers: readonly { readonly minScoreBps: number; readonly minItems: number }[]): number {
  let reached = 0;
  for (const [index, tier] of tiers.entries()) if (scoreBps >= tier.minScoreBps && items >= tier.minItems) reached = index + 1;
  return reached;
}
