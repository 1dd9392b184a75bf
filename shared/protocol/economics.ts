import { sampleSize } from '../consensus/sampling.ts';
import type { AnswerSpace, Strategy } from './economics-answers.ts';
import { answerChances, answerSpace } from './economics-answers.ts';
import { binomial, successes } from './economics-chances.ts';
import type { WorthTurn } from './economics-factor.ts';
import { factorMoments } from './economics-factor.ts';
import type { Seating, Turn } from './economics-items.ts';
import { overturnShare, turnsOf } from './economics-items.ts';
import type { ProjectParams } from './params.ts';

/** The parameters that pay depends on. */
export type PayRules = Pick<ProjectParams, 'kind' | 'seats' | 'quorum' | 'batchSize' | 'goldPerBatch' | 'auditBps' | 'targetBps' | 'rewardPerLabel' | 'stakePerSeat'>;

/** What a lead expects of the data and of the people. */
export interface Expectations {
  /** Of the classes; in box and span projects of the items with nothing and with something there. Scaled to 1. */
  readonly shares: readonly number[];
  /** Of the gold items; as many of each class where it is left out. */
  readonly goldShares?: readonly number[];
  /** Accuracy of the honest annotators in the other seats, 0 to 1. */
  readonly crowdAccuracy: number;
}

/** Expectations of one seat in one full batch at the multiplier 1, in rewards (multiples of `rewardPerLabel`). */
export interface ExpectedGain {
  /** `pay - slash`. */
  readonly gain: number;
  readonly pay: number;
  /** Stake lost to the gold gate and to audits. */
  readonly slash: number;
  /** What an audit takes back of drawn items. */
  readonly auditLoss: number;
  /** Chance that the batch passes the gold gate, 0 to 1. */
  readonly passChance: number;
  /** Expectation of the pay factor f, 0 to 1. */
  readonly factor: number;
}

/**
 * What a seat gains from a batch under a strategy. Where there is an audit, experts are taken to see the truth, and to
 * settle disputed items too; without one disputed items pay their half.
 *
 * Exact for a quorum that answers alike, for whoever always says the same, and without a pay factor or gold; elsewhere
 * the pay factor's expectation is an approximation (`factorMoments`) and the gate is taken as independent of it. The
 * test holds all of it against seeded play through `shared/consensus`: within 1.5 % of the batch's rewards at 64 items.
 *
 * Left out: tiers' multipliers, the cost of locked stake, gas, and what reputation is worth later.
 */
export function expectedGain(rules: PayRules, expectations: Expectations, strategy: Strategy): ExpectedGain {
  const space = answerSpace(rules.kind, expectations.shares);
  const batch: Batch = {
    space,
    seating: { seats: rules.seats, quorum: rules.quorum, crowdAccuracy: expectations.crowdAccuracy },
    items: rules.batchSize,
    gold: Math.min(rules.goldPerBatch, rules.batchSize),
    goldShares: goldSharesOf(space, expectations),
    drawnShare: sampleSize(rules.batchSize, rules.auditBps) / rules.batchSize,
    hasExpert: rules.auditBps > 0,
    target: rules.targetBps / 10_000,
  };
  const gate = gateOf(batch, strategy);
  const { plain, known, auditLoss, factor } = payOf(batch, strategy, gate.rightIfPassed);
  const pay = gate.passChance * (plain + known);
  const slash = slashedStake(batch, rules, { strategy, factor, goldChance: gate.slashChance });
  return { gain: pay - slash, pay, slash, auditLoss: gate.passChance * auditLoss, passChance: gate.passChance, factor };
}

interface Batch {
  readonly space: AnswerSpace;
  readonly seating: Seating;
  readonly items: number;
  readonly gold: number;
  readonly goldShares: readonly number[];
  readonly drawnShare: number;
  readonly hasExpert: boolean;
  /** 0 to 1; 0 for no pay factor. */
  readonly target: number;
}

function goldSharesOf(space: AnswerSpace, { goldShares, shares }: Expectations): readonly number[] {
  const known = answerSpace(space.astray === null ? 'class' : 'boxes', goldShares ?? shares.map(() => 1));
  return known.shares;
}

/** What a wrong label that an audit finds costs, in the pay of those that it stands for: as in `Verdicts.sol`. */
const SLASH_REWARDS = 2;

/**
 * Expected loss of stake, in rewards: half the batch's reward where gold slashes; for each drawn item whose wrong
 * consensus the seat shares, twice the pay of the items that it stands for, less the one that is not paid out. No more
 * than the stake in all.
 */
function slashedStake(batch: Batch, { rewardPerLabel, stakePerSeat }: PayRules, of: { strategy: Strategy; factor: number; goldChance: number }): number {
  if (rewardPerLabel === 0n) return 0;
  const stake = Number((stakePerSeat * 1_000_000n) / rewardPerLabel) / 1_000_000;
  const drawn = Math.round(batch.drawnShare * batch.items);
  const each = drawn === 0 ? 0 : Math.max(0, (SLASH_REWARDS / batch.drawnShare - 1) * of.factor);
  const goldPart = batch.gold / batch.items;
  const wrongOf = (turns: readonly Turn[]) => turns.reduce((sum, turn) => sum + (turn.own === turn.consensus && turn.own !== turn.truth ? turn.chance : 0), 0);
  const wrong = (1 - goldPart) * wrongOf(turnsOf(batch.space, batch.seating, of.strategy)) + goldPart * wrongOf(turnsOf(batch.space, batch.seating, of.strategy, batch.goldShares));
  let sum = 0;
  for (let found = 0; found <= drawn; found++) {
    const lost = found * each;
    sum += binomial(drawn, found, wrong) * ((1 - of.goldChance) * Math.min(stake, lost) + of.goldChance * Math.min(stake, lost + batch.items / 2));
  }
  return sum;
}

/** What a turn is worth where the pay factor is 1. @param ruledShare chance that the item is ruled on */
function ownWorth(turn: Turn, ruledShare: number, hasExpert: boolean): number {
  const isRight = turn.own === turn.truth;
  if (turn.consensus === null) return isRight ? (hasExpert ? 1 : ruledShare) : 0;
  if (turn.own !== turn.consensus) return 0;
  return isRight ? 1 : 1 - ruledShare;
}

/** What a turn pays beside that, whatever the seat's pay factor: half a reward of a dispute that is left, a dissenter's share. */
function fixedWorth(batch: Batch, turn: Turn, ruledShare: number, othersFactor: number): number {
  if (turn.consensus === null) return batch.hasExpert ? 0 : (1 - ruledShare) / 2;
  if (ruledShare === 0 || turn.own === turn.consensus || turn.own !== turn.truth) return 0;
  return ruledShare * othersFactor * overturnShare(batch.space, batch.seating, turn);
}

/** The pay of a batch that passes its gate, in rewards: of plain items and of gold. */
function payOf(batch: Batch, strategy: Strategy, goldRight: number): { plain: number; known: number; auditLoss: number; factor: number } {
  const { space, seating, items, gold, target } = batch;
  const plainPart = (items - gold) / items;
  const scaled = (turns: readonly Turn[], part: number) => turns.map((turn) => ({ ...turn, chance: turn.chance * part }));
  const plainTurns = scaled(turnsOf(space, seating, strategy), plainPart);
  const goldTurns = gold === 0 ? [] : scaled(turnsOf(space, seating, strategy, batch.goldShares), 1 - plainPart);
  const others = crowdFactor(batch);
  const momentsAt = (ruledShare: number) => {
    const worth: WorthTurn[] = plainTurns.map((turn) => ({ ...turn, worth: ownWorth(turn, ruledShare, batch.hasExpert) }));
    return factorMoments(space, [...worth, ...goldTurns.map((turn) => ({ ...turn, worth: 0 }))], items, target);
  };
  const moments = momentsAt(batch.drawnShare);
  const fixed = plainTurns.reduce((sum, turn) => sum + turn.chance * fixedWorth(batch, turn, batch.drawnShare, others), 0);
  const known = goldRight === 0 ? 0 : goldRight * worthIfRight(batch, goldTurns, moments.factor, others);
  return { plain: items * (moments.paid + fixed), known, auditLoss: items * (momentsAt(0).paid - moments.paid), factor: moments.factor };
}

/** What a gold item pays whoever has it right: gold is ruled on always. Who has it wrong gets nothing of it. */
function worthIfRight(batch: Batch, goldTurns: readonly Turn[], factor: number, othersFactor: number): number {
  let chance = 0;
  let sum = 0;
  for (const turn of goldTurns) {
    if (turn.own !== turn.truth) continue;
    chance += turn.chance;
    sum += turn.chance * (ownWorth(turn, 1, true) * factor + fixedWorth(batch, turn, 1, othersFactor));
  }
  return chance === 0 ? 0 : sum / chance;
}

/** The pay factor of the honest in the other seats. */
function crowdFactor({ space, seating, items, target }: Batch): number {
  const turns = turnsOf(space, seating, { name: 'honest', accuracy: seating.crowdAccuracy });
  return factorMoments(space, turns.map((turn) => ({ ...turn, worth: 0 })), items, target).factor;
}

interface Gate {
  readonly passChance: number;
  readonly slashChance: number;
  /** Expected gold items right where the gate is passed. */
  readonly rightIfPassed: number;
}

/** The gold gate by exact binomials: three quarters right pass, half or fewer are slashed. */
function gateOf(batch: Batch, strategy: Strategy): Gate {
  const { gold } = batch;
  if (gold === 0) return { passChance: 1, slashChance: 0, rightIfPassed: 0 };
  const spread = successes(goldChances(batch, strategy));
  let passChance = 0;
  let slashChance = 0;
  let right = 0;
  for (const [count, chance] of spread.entries()) {
    if (4 * count >= 3 * gold) {
      passChance += chance;
      right += chance * count;
    } else if (2 * count <= gold) slashChance += chance;
  }
  return { passChance, slashChance, rightIfPassed: passChance === 0 ? 0 : right / passChance };
}

/** The chance of being right on each gold item: whole numbers of each class first, what is left over by its shares. */
function goldChances({ space, gold, goldShares }: Batch, strategy: Strategy): number[] {
  const rightOn = (truth: number): number => answerChances(space, strategy, truth)[truth] ?? 0;
  const whole = goldShares.map((share) => Math.floor(gold * share + 1e-9));
  const chances = whole.flatMap((count, truth) => Array.from({ length: count }, () => rightOn(truth)));
  const left = gold - chances.length;
  if (left === 0) return chances;
  const mean = goldShares.reduce((sum, share, truth) => sum + ((gold * share - (whole[truth] ?? 0)) * rightOn(truth)) / left, 0);
  return [...chances, ...Array.from({ length: left }, () => mean)];
}
