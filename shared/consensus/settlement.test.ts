import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '../result.ts';
import { packItem, joinItems } from '../labels/codec-bytes.ts';
import { parseBytes32 } from '../labels/ids.ts';
import { settleBatch, ZERO_ROOT } from './batch.ts';
import { generateBatch, generatorModes } from './generate.ts';
import { bitsOf, lowBits, popcount } from './masks.ts';
import type { ConsensusRule } from './outcome.ts';
import { batchBudget, payOfSeat } from './pay.ts';
import { chanceOf, payFactorBps } from './pay-factor.ts';
import { seededRandom } from './random.ts';
import { itemConfidence, itemScoreBps, moveReputation, newReputation, overturnedMove, reputationScoreBps, tierOf } from './reputation.ts';
import { drawItems, sampleSize } from './sampling.ts';
import { areAlike, ruleItem } from './truth.ts';

const rule: ConsensusRule = { kind: 'class', quorum: 2, thresholdBps: 10_000, agreementBps: 10_000 };
const say = (classId: number, confidence = 90) => Uint8Array.of(1, classId, confidence);

describe('pay above chance', () => {
  it('is 0 for whoever always says the common class, whatever that agrees with', () => {
    const truth = Array.from({ length: 64 }, (_, item) => (item % 10 === 0 ? 2 : 1));
    const lazy = truth.map(() => 1);
    const agreed = truth.filter((category) => category === 1).length;
    expect(payFactorBps({ labelled: 64, agreed, chance: chanceOf(lazy, truth) }, 6000)).toBe(0);
    expect(payFactorBps({ labelled: 64, agreed: 64, chance: chanceOf(truth, truth) }, 6000)).toBe(10_000);
  });

  it('is kappa over the target, rounded down', () => {
    // 10 items, 8 agreed; own 5 and 5, theirs 5 and 5: S = 50, kappa (80 - 50) / (100 - 50) = 0.6.
    expect(payFactorBps({ labelled: 10, agreed: 8, chance: 50 }, 6000)).toBe(10_000);
    expect(payFactorBps({ labelled: 10, agreed: 8, chance: 50 }, 7000)).toBe(8571);
    expect(payFactorBps({ labelled: 10, agreed: 5, chance: 50 }, 6000)).toBe(0);
  });

  it('is 1 where chance explains everything or there is no target', () => {
    expect(payFactorBps({ labelled: 8, agreed: 8, chance: 64 }, 6000)).toBe(10_000);
    expect(payFactorBps({ labelled: 0, agreed: 0, chance: 0 }, 6000)).toBe(10_000);
    expect(payFactorBps({ labelled: 8, agreed: 1, chance: 30 }, 0)).toBe(10_000);
  });
});

describe('pay of a seat', () => {
  const seat = { rewardPerLabel: 7n, resolvedMask: 0b1111n, agreedMask: 0b10111n, multiplierBps: 11_000, payFactorBps: 9000, unsettledItems: 1, bonus: 2n, isPayLost: false };

  it('floors once for agreed items and once for unsettled ones', () => {
    // 3 x 7 x 1.1 x 0.9 = 20.79; 7 x 1.1 / 2 = 3.85.
    expect(payOfSeat(seat)).toEqual({ agreedItems: 3, forAgreed: 20n, forUnsettled: 3n, bonus: 2n, total: 25n });
    expect(payOfSeat({ ...seat, isPayLost: true }).total).toBe(0n);
  });

  it('never exceeds the share of the budget that its seat has', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 1n << 64n), fc.bigInt(0n, lowBits(64)), fc.integer({ min: 10_000, max: 50_000 }), fc.integer({ min: 0, max: 10_000 }), (rewardPerLabel, agreedMask, multiplierBps, payFactorBps) => {
        const unsettledItems = 64 - popcount(agreedMask);
        const pay = payOfSeat({ rewardPerLabel, resolvedMask: agreedMask, agreedMask, multiplierBps, payFactorBps, unsettledItems, bonus: 0n, isPayLost: false });
        expect(pay.total <= batchBudget(64, 1, { reward: rewardPerLabel, auditFee: 0n }, multiplierBps)).toBe(true);
      }),
    );
  });
});

describe('reputation', () => {
  it('pays most in expectation for the confidence that is true', () => {
    for (const accuracy of [0, 13, 50, 77, 90, 100]) {
      const expected = (confidence: number) => accuracy * itemScoreBps(confidence, true) + (100 - accuracy) * itemScoreBps(confidence, false);
      const best = Array.from({ length: 101 }, (_, confidence) => confidence).reduce((a, b) => (expected(b) > expected(a) ? b : a));
      expect(best).toBe(accuracy);
      expect(expected(accuracy) / 100).toBe(accuracy * accuracy);
    }
  });

  it('starts at one half and is held down by its prior', () => {
    expect(reputationScoreBps(newReputation)).toBe(5000);
    // (20 x 5000 + 5 x 10000) / 25
    expect(reputationScoreBps(moveReputation(newReputation, 50_000, 5, 5))).toBe(6000);
    expect(reputationScoreBps(moveReputation(newReputation, -4_000_000, 400, 400))).toBe(0);
  });

  it('scales sum and weight down past the window, towards zero, and counts items for ever', () => {
    const full = moveReputation(newReputation, 5_000_000, 500, 500);
    expect(moveReputation(full, -10_001, 4, 4)).toEqual({ sum: Math.trunc((4_989_999 * 500) / 504), weight: 500, items: 504 });
    expect(moveReputation({ sum: 0, weight: 500, items: 500 }, -3, 1, 1).sum).toBe(-2);
    expect(moveReputation({ sum: 0, weight: 500, items: 500 }, 0, 1, 1).sum).toBe(0);
  });

  it('counts an overturned item as wrong four times over, in place of its score', () => {
    const before = moveReputation(newReputation, itemScoreBps(90, true), 1, 1);
    const { delta, weight } = overturnedMove(90);
    expect(moveReputation(before, delta, weight, 0)).toEqual({ sum: -40_000, weight: 4, items: 1 });
  });

  it('takes the floor of the mean confidence, and 50 for nothing there', () => {
    expect(itemConfidence([90, 91, 91])).toBe(90);
    expect(itemConfidence([])).toBe(50);
  });

  it('climbs a rung only with both score and items, and the highest that holds counts', () => {
    const tiers = [{ minScoreBps: 5500, minItems: 50 }, { minScoreBps: 6500, minItems: 200 }, { minScoreBps: 6000, minItems: 1000 }];
    expect(tierOf(9000, 49, tiers)).toBe(0);
    expect(tierOf(6499, 999, tiers)).toBe(1);
    expect(tierOf(6500, 200, tiers)).toBe(2);
    expect(tierOf(6000, 1000, tiers)).toBe(3);
  });
});

describe('the audit draw', () => {
  it('takes the share that was asked, rounded up, without drawing an item twice', () => {
    expect([sampleSize(64, 1000), sampleSize(10, 1), sampleSize(10, 0), sampleSize(7, 10_000)]).toEqual([7, 1, 0, 7]);
    const random = seededRandom(5);
    const hits = new Array<number>(16).fill(0);
    for (let round = 0; round < 400; round++) {
      const seed = parseBytes32(`0x${Array.from({ length: 64 }, () => random.int(0, 15).toString(16)).join('')}`);
      const drawn = bitsOf(drawItems(seed, 16, 4));
      expect(drawn).toHaveLength(4);
      for (const item of drawn) hits[item]!++;
    }
    // 100 expected each, standard deviation under 9.
    for (const count of hits) expect(Math.abs(count - 100)).toBeLessThan(45);
    expect(drawItems(parseBytes32(`0x${'00'.repeat(32)}`), 5, 9)).toBe(0b11111n);
  });
});

describe('known answers', () => {
  it('overturn a consensus that is wrong, and let the dissenter be right', () => {
    const ruling = ruleItem(rule, [say(1), say(1), say(2)], say(2));
    expect(ruling).toMatchObject({ overturned: true, right: [false, false, true], consensus: { resolved: true } });
    expect(ruleItem(rule, [say(1), say(1), say(2)], say(1)).overturned).toBe(false);
    expect(ruleItem(rule, [say(1), say(2), say(3)], say(2))).toMatchObject({ overturned: false, right: [false, true, false], consensus: { resolved: false } });
  });

  it('agree with nobody who cannot tell, and nothing with nothing', () => {
    expect(areAlike(rule, Uint8Array.of(255), Uint8Array.of(0))).toBe(false);
    expect(areAlike(rule, Uint8Array.of(0), Uint8Array.of(0))).toBe(true);
    expect(areAlike(rule, Uint8Array.of(0), say(1))).toBe(false);
    const boxes: ConsensusRule = { ...rule, kind: 'boxes', thresholdBps: 5000, agreementBps: 6667 };
    const box = (x1: number, classId = 1) => ({ classId, confidence: 90, coordinates: [0, 0, x1, 100] });
    // Two of three regions match on one side, two of two on the other: 4/5.
    expect(areAlike(boxes, packItem('boxes', [box(100), box(40, 2), box(9, 3)]), packItem('boxes', [box(90), box(50, 2)]))).toBe(true);
    expect(areAlike({ ...boxes, agreementBps: 8001 }, packItem('boxes', [box(100), box(40, 2), box(9, 3)]), packItem('boxes', [box(90), box(50, 2)]))).toBe(false);
  });
});

describe('settleBatch', () => {
  it('adds up what pay and reputation need', () => {
    const labels = [[say(1, 80), say(2), say(1)], [say(1, 60), say(2), say(2)], [say(2), say(2), Uint8Array.of(255)]].map(joinItems);
    const outcome = must(settleBatch(rule, 6000, 3, [...labels, new Uint8Array()]));
    expect(outcome.resolvedMask).toBe(0b011n);
    const [first, , third, absent] = outcome.seats;
    expect(first).toMatchObject({ agreedMask: 0b011n, blankMask: 0n, labelled: 2, agreedCount: 2, scoreSumBps: itemScoreBps(80, true) + itemScoreBps(90, true), payFactorBps: 10_000 });
    expect(third).toMatchObject({ agreedMask: 0b010n, blankMask: 0b100n, labelled: 2, agreedCount: 1, scoreSumBps: itemScoreBps(90, false) + itemScoreBps(90, true), payFactorBps: 0 });
    expect(absent).toMatchObject({ agreedMask: 0n, labelled: 0, payFactorBps: 0 });
    expect(outcome.root).not.toBe(ZERO_ROOT);
  });

  it('refuses labels of another number of items, and says where they end', () => {
    expect(settleBatch(rule, 6000, 3, [joinItems([say(1), say(1)]), new Uint8Array()])).toMatchObject({ ok: false, error: { code: 'TRUNCATED', itemIndex: 2 } });
  });

  it('does not depend on which seats others sit in', () => {
    for (let seed = 0; seed < 40; seed++) {
      const batch = generateBatch(seed, (['class', 'boxes', 'spans'] as const)[seed % 3]!, generatorModes[seed % generatorModes.length]!, 5);
      const labels = batch.labels.map(joinItems);
      const straight = must(settleBatch(batch.rule, 6000, 5, labels));
      const turned = must(settleBatch(batch.rule, 6000, 5, [...labels].reverse()));
      expect(turned.consensus).toEqual(straight.consensus);
      expect([...turned.seats].reverse()).toEqual(straight.seats);
    }
  });
});
