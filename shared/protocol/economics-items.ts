import type { AnswerSpace, Strategy } from './economics-answers.ts';
import { answerChances, holdsQuorum } from './economics-answers.ts';
import { atLeast, binomial } from './economics-chances.ts';

/** Seats of a batch and what the others in it do. */
export interface Seating {
  readonly seats: number;
  readonly quorum: number;
  /** Accuracy of the honest annotators in the other seats, 0 to 1. */
  readonly crowdAccuracy: number;
}

/** One way an item can turn out for the seat that is looked at. */
export interface Turn {
  readonly chance: number;
  readonly truth: number;
  readonly own: number;
  /** null: disputed. */
  readonly consensus: number | null;
}

/** What the others' honest votes are, for each truth. */
function crowdChances(space: AnswerSpace, seating: Seating, truth: number): number[] {
  return answerChances(space, { name: 'honest', accuracy: seating.crowdAccuracy }, truth);
}

/**
 * Every way an item can turn out, with its chance; the chances sum to 1. As 2m > k at most one answer reaches the
 * quorum: consensus on c has the chance that m voters or more say c, a binomial tail over the other seats. A ring or a
 * person in m seats is the quorum itself.
 */
export function turnsOf(space: AnswerSpace, seating: Seating, strategy: Strategy, shares: readonly number[] = space.shares): Turn[] {
  const turns: Turn[] = [];
  for (const [truth, share] of shares.entries()) {
    if (share === 0) continue;
    const votes = crowdChances(space, seating, truth);
    // Whoever goes astray does so alone: such regions match nobody's.
    const reaches = (missing: number) => votes.map((vote, answer) => (answer === space.astray ? 0 : atLeast(seating.seats - 1, missing, vote)));
    const [without, withOwn] = [reaches(seating.quorum), reaches(seating.quorum - 1)];
    for (const [own, chanceOfOwn] of answerChances(space, strategy, truth).entries()) {
      const chance = share * chanceOfOwn;
      if (chance === 0) continue;
      if (holdsQuorum(strategy)) {
        turns.push({ chance, truth, own, consensus: own });
        continue;
      }
      let disputed = 1;
      for (const consensus of votes.keys()) {
        const tail = (own === consensus ? withOwn : without)[consensus] ?? 0;
        if (tail > 0) turns.push({ chance: chance * tail, truth, own, consensus });
        disputed -= tail;
      }
      if (disputed > 1e-12) turns.push({ chance: chance * disputed, truth, own, consensus: null });
    }
  }
  return turns;
}

/**
 * What a dissenter who is right gets of an overturned item, in units of what one seat is paid for an item: those who
 * agreed with the wrong consensus, each for its pay, shared by all who were right. Expectation given that consensus.
 */
export function overturnShare(space: AnswerSpace, seating: Seating, turn: Turn): number {
  if (turn.consensus === null) return 0;
  const votes = crowdChances(space, seating, turn.truth);
  const wrong = votes[turn.consensus] ?? 0;
  const right = votes[turn.truth] ?? 0;
  const others = seating.seats - 1;
  let chance = 0;
  let sum = 0;
  for (let agreeing = seating.quorum; agreeing <= others; agreeing++) {
    const rest = others - agreeing;
    const ofAgreeing = binomial(others, agreeing, wrong);
    chance += ofAgreeing;
    for (let alsoRight = 0; alsoRight <= rest; alsoRight++) {
      sum += (ofAgreeing * binomial(rest, alsoRight, wrong < 1 ? Math.min(1, right / (1 - wrong)) : 0) * agreeing) / (1 + alsoRight);
    }
  }
  return chance === 0 ? 0 : sum / chance;
}
