import { describe, expect, it } from 'vitest';
import { alphaInterval } from './alpha-interval.ts';
import { krippendorffAlpha } from './agreement.ts';
import type { Answer } from './answers.ts';
import { calibrationOf } from './calibration.ts';
import { confusionOf, precisionAndRecall } from './confusion.ts';
import { cohensKappa, fleissKappa } from './kappa.ts';
import { median, robustZ } from './robust.ts';
import { sharesTest } from './shares.ts';
import { binomialTail, chiSquaredTail, falseDiscoveryControl, normalTail } from './tails.ts';
import { wilsonInterval } from './wilson.ts';

const times = (count: number, first: string, second: string) => Array.from({ length: count }, () => [first, second] as const);

describe('kappa', () => {
  it("is Cohen's 0.4 for fifty proposals of which two readers grant 20 and refuse 15 alike", () => {
    const pairs = [...times(20, 'yes', 'yes'), ...times(5, 'yes', 'no'), ...times(10, 'no', 'yes'), ...times(15, 'no', 'no')];
    const of = (side: 0 | 1): Answer[] => pairs.map((pair, task) => ({ task: `t${task}`, worker: `w${side}`, label: pair[side] }));
    expect(cohensKappa(of(0), of(1))).toBeCloseTo(0.4, 12);
    expect(cohensKappa(of(0), [])).toBeNull();
    expect(cohensKappa([{ task: 't', worker: 'a', label: 'x' }], [{ task: 't', worker: 'b', label: 'x' }])).toBeNull();
  });

  it("is Fleiss' 0.210 for fourteen raters of ten subjects in five categories, and takes the commonest number of raters", () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    const answers = counts.flatMap((row, task) => row.flatMap((count, label) => Array.from({ length: count }, (_, rater) => ({ task: `t${task}`, worker: `${label}-${rater}`, label: String(label) }))));
    expect(fleissKappa(answers)).toBeCloseTo(0.21, 3);
    expect(fleissKappa([...answers, { task: 'more', worker: 'a', label: '1' }, { task: 'more', worker: 'b', label: '2' }])).toBeCloseTo(0.21, 3);
    expect(fleissKappa([])).toBeNull();
  });
});

describe("alpha's interval", () => {
  it('holds alpha, narrows with more tasks, and is the same for the same seed', () => {
    const answers = (tasks: number): Answer[] => Array.from({ length: tasks }, (_, task) => ['a', 'b', 'c'].map((worker, place) => ({ task: `t${task}`, worker, label: (task + (task % 7 === 0 ? place : 0)) % 2 === 0 ? 'x' : 'y' }))).flat();
    const [few, many] = [alphaInterval(answers(30)), alphaInterval(answers(600))];
    const alpha = krippendorffAlpha(answers(600)) ?? NaN;
    expect(many?.low).toBeLessThan(alpha);
    expect(many?.high).toBeGreaterThan(alpha);
    expect((many?.high ?? 1) - (many?.low ?? 0)).toBeLessThan(((few?.high ?? 1) - (few?.low ?? 0)) / 3);
    expect(alphaInterval(answers(30))).toEqual(few);
    expect(alphaInterval([])).toBeNull();
  });
});

describe('tails', () => {
  it('are those of the tables', () => {
    expect(chiSquaredTail(3.841_458_82, 1)).toBeCloseTo(0.05, 8);
    expect(chiSquaredTail(11.070_497_69, 5)).toBeCloseTo(0.05, 8);
    expect(normalTail(1.959_963_985)).toBeCloseTo(0.025, 8);
    expect(normalTail(6)).toBeGreaterThan(0);
    expect(binomialTail(8, 10, 0.5)).toBeCloseTo(56 / 1024, 12);
    expect([binomialTail(0, 10, 0.5), binomialTail(11, 10, 0.5)]).toEqual([1, 0]);
  });

  it('are controlled as in the example of Benjamini and Hochberg 1995: four finds of fifteen, where Bonferroni has three', () => {
    const pValues = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
    expect(falseDiscoveryControl(pValues, 0.05)).toEqual(pValues.map((_, place) => place < 4));
    expect(falseDiscoveryControl([...pValues].reverse(), 0.05).filter(Boolean)).toHaveLength(4);
    expect(falseDiscoveryControl([], 0.05)).toEqual([]);
  });
});

describe('shares against expected ones', () => {
  it("have the G of Mendel's 556 peas, which fit 9:3:3:1", () => {
    const test = sharesTest([315, 108, 101, 32], [9, 3, 3, 1]);
    expect(test?.g).toBeCloseTo(0.4755, 3);
    expect(test?.degrees).toBe(3);
    expect(test?.pValue).toBeCloseTo(0.924, 3);
  });

  it('are refused where a class is there that cannot be, and not tested without counts', () => {
    expect(sharesTest([5, 1], [1, 0])?.pValue).toBe(0);
    expect(sharesTest([0, 0], [1, 1])).toBeNull();
    expect(() => sharesTest([1], [1, 2])).toThrow(RangeError);
  });
});

describe("Wilson's interval", () => {
  it('is as in R. Newcombe 1998, table I', () => {
    for (const [found, looked, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilsonInterval(found, looked);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('calibration', () => {
  it('scores as Brier does, and bins', () => {
    const stated = [...times(8, '', ''), ...times(2, 'x', '')].map(([wrong]) => ({ confidence: 0.8, isRight: wrong === '' }));
    const found = calibrationOf(stated);
    expect(found?.brier).toBeCloseTo(0.16, 12);
    expect(found?.expectedError).toBeCloseTo(0, 12);
    expect(found?.confidenceVariance).toBeCloseTo(0, 12);
    expect(found?.bins).toHaveLength(1);
    expect(calibrationOf([{ confidence: 1, isRight: false }, { confidence: 0.5, isRight: true }])).toMatchObject({ brier: 0.625, expectedError: 0.75, bins: [{ from: 0.5, count: 1 }, { to: 1, shareRight: 0 }] });
    expect(calibrationOf([])).toBeNull();
  });
});

describe('robust numbers', () => {
  it('do not move with one wild value', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    const z = robustZ([10, 11, 12, 13, 14, 1000]);
    expect(z[5]).toBeGreaterThan(100);
    expect(Math.abs(z[0] ?? 9)).toBeLessThan(3.5);
    expect(robustZ([5, 5, 5, 9])).toEqual([0, 0, 0, 0]);
  });
});

describe('confusion', () => {
  it('counts truth by row, and says precision and recall of a label', () => {
    const confusion = confusionOf([...times(3, 'a', 'a'), ...times(1, 'a', 'b'), ...times(2, 'b', 'b')]);
    expect(confusion).toEqual({ labels: ['a', 'b'], total: 6, counts: [[3, 1], [0, 2]] });
    expect(precisionAndRecall(confusion, 'a')).toEqual({ precision: 1, recall: 0.75 });
    expect(precisionAndRecall(confusion, 'c')).toEqual({ precision: null, recall: null });
  });
});
