import { settleBatch } from '../consensus/batch.ts';
import { bitsOf, hasBit, withBit } from '../consensus/masks.ts';
import type { ConsensusRule } from '../consensus/outcome.ts';
import { payOfSeat } from '../consensus/pay.ts';
import type { Random } from '../consensus/random.ts';
import { sampleSize } from '../consensus/sampling.ts';
import { ruleItem } from '../consensus/truth.ts';
import { joinItems, packItem } from '../labels/codec-bytes.ts';
import type { PayRules } from '../protocol/economics.ts';
import type { AnswerSpace, Strategy } from '../protocol/economics-answers.ts';
import { holdsQuorum } from '../protocol/economics-answers.ts';
import type { CrowdBatch } from '../protocol/economics-crowd.ts';
import { regionsOf } from '../protocol/economics-crowd.ts';
import { must } from '../result.ts';

/** Where the seat's astray regions lie: a ring's in one place. */
export function spotOf(strategy: Strategy, quorum: number, seat: number): number {
  return holdsQuorum(strategy) && seat < quorum ? 1 : seat + 1;
}

/**
 * What the first seat gains of a batch, in rewards: the reference's consensus, factor, pay and rulings, put together as
 * the contract does. Where there is an audit, disputed items are settled too.
 */
export function playOnce(rules: PayRules, space: AnswerSpace, strategy: Strategy, batch: CrowdBatch, random: Random): number {
  const rule: ConsensusRule = { kind: rules.kind, quorum: rules.quorum, thresholdBps: rules.kind === 'class' ? 10_000 : 5000, agreementBps: rules.kind === 'class' ? 10_000 : 6667 };
  const encode = (answer: number, spot: number) => packItem(rules.kind, regionsOf(rules.kind, space, answer, spot, 90));
  const items = batch.answers.map((answers, seat) => answers.map((answer) => encode(answer, spotOf(strategy, rules.quorum, seat))));
  const settled = must(settleBatch(rule, rules.targetBps, rules.batchSize, items.map(joinItems)));
  const drawn = random.shuffle(Array.from({ length: rules.batchSize }, (_, item) => item)).slice(0, sampleSize(rules.batchSize, rules.auditBps));
  const disputed = rules.auditBps === 0 ? [] : Array.from({ length: rules.batchSize }, (_, item) => item).filter((item) => !hasBit(settled.resolvedMask, item));
  const ruled = new Set([...drawn, ...disputed, ...batch.goldItems]);
  const resolved = { mask: settled.resolvedMask };
  const agreed = settled.seats.map((seat) => seat.agreedMask);
  const itemPay = (seat: number): number => Number((rules.rewardPerLabel * BigInt(settled.seats[seat]?.payFactorBps ?? 0)) / 10_000n);
  let bonus = 0;
  let auditSlash = 0n;
  for (const item of ruled) {
    const ruling = ruleItem(rule, items.map((of) => of[item] ?? Uint8Array.of(0)), encode(batch.truths[item] ?? 0, 9));
    const wasAgreed = agreed.map((mask) => hasBit(mask, item));
    if (!ruling.consensus.resolved) resolved.mask = withBit(resolved.mask, item);
    else if (!ruling.overturned) continue;
    for (const [seat, isRight] of ruling.right.entries()) {
      // A dissenter who is right is paid by its share of what is taken back, not by the mask.
      const stands = isRight && (wasAgreed[seat] === true || !ruling.consensus.resolved);
      agreed[seat] = stands ? withBit(agreed[seat] ?? 0n, item) : (agreed[seat] ?? 0n) & ~(1n << BigInt(item));
    }
    if (!ruling.consensus.resolved) continue;
    const winners = ruling.right.filter((isRight, seat) => isRight && wasAgreed[seat] !== true).length;
    const takenBack = ruling.right.reduce((sum, isRight, seat) => (!isRight && wasAgreed[seat] === true ? sum + itemPay(seat) : sum), 0);
    // A drawn item stands for as many as the rate says: found wrong it costs twice their pay.
    if (drawn.includes(item) && ruling.right[0] !== true && wasAgreed[0] === true) {
      auditSlash += (2n * BigInt(itemPay(0)) * BigInt(rules.batchSize)) / BigInt(drawn.length) - BigInt(itemPay(0));
    }
    if (winners > 0 && ruling.right[0] === true && wasAgreed[0] !== true) bonus += Math.floor(takenBack / winners);
  }
  const right = batch.goldItems.filter((item) => batch.answers[0]?.[item] === batch.truths[item]).length;
  const gold = batch.goldItems.length;
  const unsettled = bitsOf(~resolved.mask & ((1n << BigInt(rules.batchSize)) - 1n)).length;
  const pay = payOfSeat({
    rewardPerLabel: rules.rewardPerLabel,
    resolvedMask: resolved.mask,
    agreedMask: agreed[0] ?? 0n,
    multiplierBps: 10_000,
    payFactorBps: settled.seats[0]?.payFactorBps ?? 0,
    unsettledItems: unsettled,
    bonus: BigInt(bonus),
    isPayLost: gold > 0 && 4 * right < 3 * gold,
  });
  const half = (rules.rewardPerLabel * BigInt(rules.batchSize)) / 2n;
  const lost = auditSlash + (gold > 0 && 2 * right <= gold ? half : 0n);
  const slash = lost < rules.stakePerSeat ? lost : rules.stakePerSeat;
  return Number(pay.total - slash) / Number(rules.rewardPerLabel);
}
