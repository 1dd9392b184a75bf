import { describe, expect, it } from 'vitest';
import { chanceOf, payFactorBps } from '../consensus/pay-factor.ts';
import { seededRandom } from '../consensus/random.ts';
import { itemScoreBps } from '../consensus/reputation.ts';
import { playOnce } from '../test-support/crowd-play.ts';
import { FEARED_RING_SHARE, WORK_SHARE, changed, cheatsThatPay, economicsOf, expectationsOf } from './economics-advice.ts';
import type { Strategy } from './economics-answers.ts';
import { answerChances, answerSpace } from './economics-answers.ts';
import { atLeast, clamped, successes } from './economics-chances.ts';
import { drawCrowd } from './economics-crowd.ts';
import { factorMoments } from './economics-factor.ts';
import { overturnShare, turnsOf } from './economics-items.ts';
import { expectedStanding } from './economics-standing.ts';
import type { PayRules } from './economics.ts';
import { expectedGain } from './economics.ts';

const reward = 10n ** 16n;
const base: PayRules = { kind: 'class', seats: 3, quorum: 2, batchSize: 64, goldPerBatch: 0, auditBps: 0, targetBps: 6000, rewardPerLabel: reward, stakePerSeat: 64n * reward };
const halves = { shares: [1, 1], crowdAccuracy: 0.9 };
const ten = Array.from({ length: 10 }, () => 1);
const honest = (accuracy: number): Strategy => ({ name: 'honest', accuracy });
const strategies: Strategy[] = [honest(0.85), honest(0.97), { name: 'lazy' }, { name: 'random' }, { name: 'ring', alike: 'common' }, { name: 'ring', alike: 'random' }, { name: 'double', accuracy: 0.9 }];
const gainOf = (rules: Partial<PayRules>, strategy: Strategy, expectations = halves) => expectedGain({ ...base, ...rules }, expectations, strategy);

describe('expected gains', () => {
  // Mean of seeded batches through the reference; a wrong formula is off by far more than three standard errors.
  const cases: { rules: Partial<PayRules>; shares: number[]; tolerance: number }[] = [
    { rules: {}, shares: [1, 1], tolerance: 0.015 },
    { rules: { auditBps: 2000 }, shares: [9, 1], tolerance: 0.015 },
    { rules: { targetBps: 0, auditBps: 1000 }, shares: [9, 1], tolerance: 0.005 },
    { rules: { auditBps: 1000 }, shares: ten, tolerance: 0.015 },
    { rules: { targetBps: 0 }, shares: ten, tolerance: 0.005 },
    { rules: { goldPerBatch: 8, auditBps: 1000 }, shares: [1, 1], tolerance: 0.03 },
    { rules: { seats: 3, quorum: 3 }, shares: [1, 1], tolerance: 0.015 },
    { rules: { kind: 'boxes', auditBps: 2000 }, shares: [3, 7], tolerance: 0.015 },
    // With 16 items and a rare class the sample kappa is far from normal.
    { rules: { kind: 'spans', batchSize: 16 }, shares: [9, 1], tolerance: 0.06 },
  ];

  it.each(cases)('agree with seeded play through the reference: $rules, shares $shares', ({ rules, shares, tolerance }) => {
    const all = { ...base, ...rules };
    const space = answerSpace(all.kind, shares);
    const goldShares = all.kind === 'class' ? shares.map(() => 1 / shares.length) : [0.5, 0.5, 0];
    for (const [number, strategy] of strategies.entries()) {
      const random = seededRandom(number + 1);
      const gains = Array.from({ length: 50 }, () => {
        const batch = drawCrowd(space, { seats: all.seats, quorum: all.quorum, crowdAccuracy: 0.9 }, { items: all.batchSize, gold: all.goldPerBatch, goldShares }, strategy, random);
        return playOnce(all, space, strategy, batch, random);
      });
      const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
      const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length / (gains.length - 1));
      const { gain } = expectedGain(all, { shares, crowdAccuracy: 0.9 }, strategy);
      expect(Math.abs(gain - mean), `${JSON.stringify(strategy)}: ${gain} against ${mean} +- ${error}`).toBeLessThan(tolerance * all.batchSize + 3 * error);
    }
  });

  it('are what can be worked out by hand', () => {
    // Two of three alike and an audit of a fifth (13 of 64): half of the drawn items lose their pay, and each of them
    // twice that of 64 / 13 items from a stake that is never used up. The ring comes to nothing.
    const deep = { auditBps: 2000, stakePerSeat: 1000n * reward };
    expect(gainOf(deep, { name: 'ring', alike: 'common' }).slash).toBeCloseTo((13 / 2) * ((2 * 64) / 13 - 1), 9);
    expect(gainOf(deep, { name: 'ring', alike: 'common' }).gain).toBeCloseTo(0, 9);
    expect(gainOf({ ...deep, stakePerSeat: 0n }, { name: 'ring', alike: 'common' }).gain).toBeCloseTo(64 - 13 / 2, 9);
    // Over ten classes nine of ten answers of a ring are wrong.
    expect(gainOf(deep, { name: 'ring', alike: 'common' }, { shares: ten, crowdAccuracy: 0.9 }).gain).toBeCloseTo(64 * (0.1 - 0.9), 9);
    expect(gainOf({ auditBps: 2000 }, { name: 'ring', alike: 'common' }).auditLoss).toBeCloseTo(13 / 2, 9);
    // Without a factor a lazy annotator is paid where two honest ones do not outvote it.
    expect(gainOf({ targetBps: 0 }, { name: 'lazy' }).gain).toBeCloseTo(64 * (0.5 * (1 - 0.01) + 0.5 * (1 - 0.81)), 9);
    expect(gainOf({ kind: 'boxes', targetBps: 0, auditBps: 1000 }, { name: 'random' }, { ...halves, shares: [0, 1] }).gain).toBe(0);
    expect(gainOf({ rewardPerLabel: 0n, goldPerBatch: 8 }, { name: 'lazy' }).slash).toBe(0);
  });

  it('take the gold gate by exact binomials, as the design has them', () => {
    // 6 of 8 pass: an accuracy of 0.85 passes in 89.5 % of batches.
    expect(gainOf({ goldPerBatch: 8 }, honest(0.85)).passChance).toBeCloseTo(0.8948, 4);
    const blind = gainOf({ goldPerBatch: 8 }, { name: 'ring', alike: 'random' });
    expect(blind.passChance).toBeCloseTo(37 / 256, 9);
    expect(blind.slash).toBeCloseTo((32 * 163) / 256, 9);
    expect(blind.gain).toBeLessThan(-11);
    // A stake of less than half the reward is all that can be lost.
    expect(gainOf({ goldPerBatch: 8, stakePerSeat: 10n * reward }, { name: 'ring', alike: 'random' }).slash).toBeCloseTo((10 * 163) / 256, 9);
  });

  it('know that the pay factor is high in the batches where much was agreed', () => {
    const space = answerSpace('class', [1, 1]);
    const turns = turnsOf(space, { seats: 3, quorum: 2, crowdAccuracy: 0.9 }, { name: 'random' }).map((turn) => ({ ...turn, worth: turn.own === turn.consensus ? 1 : 0 }));
    const random = seededRandom(11);
    const drawTurn = () => {
      let rest = random.next();
      return turns.find(({ chance }) => (rest -= chance) < 0) ?? turns[0]!;
    };
    const batches = 6000;
    let [factor, paid] = [0, 0];
    for (let batch = 0; batch < batches; batch++) {
      const drawn = Array.from({ length: 64 }, drawTurn);
      const agreed = drawn.reduce((sum, { worth }) => sum + worth, 0);
      const chance = chanceOf(drawn.map(({ own }) => own), drawn.map(({ consensus }) => consensus ?? 0));
      const share = payFactorBps({ labelled: 64, agreed, chance }, 6000) / 10_000;
      factor += share / batches;
      paid += (share * agreed) / 64 / batches;
    }
    const moments = factorMoments(space, turns, 64, 0.6);
    expect(Math.abs(moments.factor - factor)).toBeLessThan(0.01);
    expect(Math.abs(moments.paid - paid)).toBeLessThan(0.006);
    // Their product alone would be short by more than that.
    expect(paid - factor * 0.59).toBeGreaterThan(0.008);
  });

  it('never let a chance go missing', () => {
    for (const kind of ['class', 'boxes'] as const) {
      const space = answerSpace(kind, kind === 'class' ? [5, 3, 2] : [3, 7]);
      for (const strategy of strategies) {
        const turns = turnsOf(space, { seats: 5, quorum: 3, crowdAccuracy: 0.8 }, strategy);
        expect(turns.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
      }
    }
    expect(() => answerSpace('class', [0, 0])).toThrow(RangeError);
    expect(answerChances(answerSpace('class', [1]), honest(0.9), 0)).toEqual([1]);
    expect(atLeast(3, 0, 0.4)).toBeCloseTo(1, 12);
    expect(successes([0.5, 0.5]).map((chance) => Math.round(chance * 100))).toEqual([25, 50, 25]);
    expect(clamped(0.5, 0, 0.6).expected).toBeCloseTo(5 / 6, 9);
    expect(clamped(0, 1, 1e-9).expected).toBeCloseTo(0.5, 6);
    // Both others said the wrong class: two shares for the one who was right.
    const space = answerSpace('class', [1, 1]);
    expect(overturnShare(space, { seats: 3, quorum: 2, crowdAccuracy: 0.9 }, { chance: 1, truth: 0, own: 0, consensus: 1 })).toBe(2);
  });
});

describe('the standing that a strategy ends at', () => {
  it('is the score of a right answer for who is never wrong, and falls with each item that an audit overturns', () => {
    expect(expectedStanding(base, { ...halves, crowdAccuracy: 1 }, honest(1), 90)).toBeCloseTo(itemScoreBps(90, true) / 10_000, 9);
    const ring: Strategy = { name: 'ring', alike: 'common' };
    expect(expectedStanding(base, halves, ring, 90)).toBeCloseTo(0.99, 9);
    // 6.5 of 64 are overturned: -1 four times over each.
    expect(expectedStanding({ ...base, auditBps: 2000 }, halves, ring, 90)).toBeCloseTo((57.5 * 0.99 - 26) / (57.5 + 26), 9);
    expect(expectedStanding({ ...base, auditBps: 2000 }, halves, honest(0.9), 90)).toBeGreaterThan(0.7);
  });
});

describe('what the form advises', () => {
  const expectations = expectationsOf('class', 2, 0.5, 0.9);
  const cheatsOf = (rules: Partial<PayRules>, expected = expectations) => cheatsThatPay({ ...base, auditBps: 2000, ...rules }, expected, false);

  it('is silent where cheating does not pay, and says so of each way where it does', () => {
    expect(cheatsOf({})).toEqual([]);
    expect(cheatsOf({ targetBps: 0 }, expectationsOf('class', 2, 0.9, 0.9)).map(({ cheat }) => cheat)).toEqual(['lazy']);
    expect(cheatsOf({ quorum: 3 }).map(({ cheat }) => cheat)).toEqual(['lazy', 'random']);
    const [ring, ...rest] = cheatsOf({ auditBps: 0 });
    expect(rest).toEqual([]);
    expect(ring?.cheat).toBe('ring');
    expect(ring?.seatShare).toBeLessThan(FEARED_RING_SHARE);
    expect(ring?.gain).toBeGreaterThan((1 - WORK_SHARE) * (ring?.honest ?? Infinity));
    for (const kind of ['boxes', 'spans'] as const) expect(cheatsOf({ kind, batchSize: 16 }, expectationsOf(kind, 2, 0.1, 0.9))).toEqual([]);
  });

  it('names only changes that are enough, each of another parameter', () => {
    const expected = expectationsOf('class', 2, 0.9, 0.9);
    for (const rules of [{ targetBps: 0 }, { auditBps: 0 }, { quorum: 3 }, { auditBps: 0, seats: 4, quorum: 3 }, { batchSize: 16 }]) {
      const all = { ...base, auditBps: 2000, ...rules };
      for (const { cheat, remedies } of cheatsThatPay(all, expected, false)) {
        expect(remedies.length, `${JSON.stringify(rules)} ${cheat}`).toBeGreaterThan(0);
        expect(new Set(remedies.map(({ field }) => field)).size).toBe(remedies.length);
        for (const remedy of remedies) expect(cheatsThatPay(changed(all, remedy), expected, false).map((one) => one.cheat)).not.toContain(cheat);
      }
    }
    expect(cheatsThatPay({ ...base, auditBps: 0 }, expectations, true)[0]?.remedies.map(({ field }) => field)).toContain('goldPerBatch');
  });

  it('finds no share of the seats at which a ring pays where gold is known', () => {
    expect(economicsOf({ ...base, goldPerBatch: 8 }, expectations).ringShare).toBeNull();
  });
});
