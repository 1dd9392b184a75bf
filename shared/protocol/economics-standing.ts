import { itemScoreBps } from '../consensus/reputation.ts';
import { sampleSize } from '../consensus/sampling.ts';
import type { Expectations, PayRules } from './economics.ts';
import type { Strategy } from './economics-answers.ts';
import { answerSpace } from './economics-answers.ts';
import { turnsOf } from './economics-items.ts';

const OVERTURNED = { scoreBps: -10_000, weight: 4 };

/**
 * The reputation that a strategy ends at, 0 to 1: the mean score of its items, audits included, where the stated
 * confidence is always the same. What the prior adds is gone after a few batches. Gold is left out.
 * @param confidencePercent 0 to 100
 */
export function expectedStanding(rules: PayRules, expectations: Expectations, strategy: Strategy, confidencePercent: number): number {
  const space = answerSpace(rules.kind, expectations.shares);
  const seating = { seats: rules.seats, quorum: rules.quorum, crowdAccuracy: expectations.crowdAccuracy };
  const drawn = sampleSize(rules.batchSize, rules.auditBps) / rules.batchSize;
  const [agreed, not] = [itemScoreBps(confidencePercent, true), itemScoreBps(confidencePercent, false)];
  let sum = 0;
  let weight = 0;
  const enter = (chance: number, scoreBps: number, observations = 1) => {
    sum += chance * scoreBps * observations;
    weight += chance * observations;
  };
  for (const { chance, truth, own, consensus } of turnsOf(space, seating, strategy)) {
    if (consensus === null) {
      if (rules.auditBps > 0) enter(chance, own === truth ? agreed : not);
    } else if (consensus === truth) {
      enter(chance, own === truth ? agreed : not);
    } else {
      enter(chance * (1 - drawn), own === consensus ? agreed : not);
      if (own === consensus) enter(chance * drawn, OVERTURNED.scoreBps, OVERTURNED.weight);
      else enter(chance * drawn, own === truth ? agreed : not);
    }
  }
  return weight === 0 ? 0.5 : Math.max(0, sum / weight / 10_000);
}
