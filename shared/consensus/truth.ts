import { clusterRegions } from './clusters.ts';
import { consensusOf } from './consensus.ts';
import type { ConsensusRule, ItemConsensus } from './outcome.ts';
import { readRegions, regionCount } from './regions.ts';

/** An expert's or gold ruling on one item. */
export interface Ruling {
  readonly consensus: ItemConsensus;
  /** It was resolved, and the truth differs from the consensus, or other seats are right than agreed. */
  readonly overturned: boolean;
  /** Seats that agree with the truth. */
  readonly right: readonly boolean[];
}

/**
 * Whether two encoded items agree as two seats would: their matched regions twice over, against all their regions, at or
 * over the agreement threshold; both empty agree. Whoever cannot tell agrees with nothing.
 */
export function areAlike(rule: ConsensusRule, a: Uint8Array, b: Uint8Array): boolean {
  const both = regionCount(rule.kind, a) + regionCount(rule.kind, b);
  if (regionCount(rule.kind, a) < 0 || regionCount(rule.kind, b) < 0) return false;
  if (both === 0) return true;
  const matched = clusterRegions(readRegions(rule.kind, [a, b]), rule.thresholdBps).filter((cluster) => cluster.length === 2).length;
  return 2 * matched * 10_000 >= rule.agreementBps * both;
}

/** @param labels each seat's encoded item; @param truth the expert's */
export function ruleItem(rule: ConsensusRule, labels: readonly Uint8Array[], truth: Uint8Array): Ruling {
  const consensus = consensusOf(rule, labels);
  const right = labels.map((own) => areAlike(rule, own, truth));
  const hasMoved = right.some((isRight, seat) => isRight !== consensus.agrees[seat]);
  return { consensus, overturned: consensus.resolved && (hasMoved || !areAlike(rule, consensus.consensus, truth)), right };
}
