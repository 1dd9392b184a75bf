import { describe, expect, it } from 'vitest';
import { calibrationOf, paceOf, tendencyOf } from './effort.ts';
import type { SettledAnswer } from './effort.ts';

const answers = (confidence: number, right: number, wrong: number): SettledAnswer[] => [
  ...Array.from({ length: right }, () => ({ confidence, isRight: true })),
  ...Array.from({ length: wrong }, () => ({ confidence, isRight: false })),
];

describe('pace', () => {
  it('is the median, and of the last twenty sealed beside it', () => {
    const sealed = Array.from({ length: 40 }, (_, at) => ({ activeMs: at < 20 ? 10_000 : 4000, sealedAtMs: at }));
    expect(paceOf(sealed)).toEqual({ items: 40, medianMs: 7000, recentMs: 4000 });
    expect(paceOf(sealed.slice(0, 3))).toEqual({ items: 3, medianMs: 10_000, recentMs: null });
    expect(paceOf([])).toBeNull();
  });
});

describe('calibration', () => {
  it('gives the Brier score and a bin a fifth of the scale', () => {
    const told = calibrationOf([...answers(90, 9, 1), ...answers(100, 10, 0), ...answers(30, 3, 7)]);
    expect(told).toMatchObject({ count: 30, rightPercent: (22 / 30) * 100 });
    // By hand: (9 x 0.01 + 0.81 + 3 x 0.49 + 7 x 0.09) / 30.
    expect(told?.brier).toBeCloseTo((0.09 + 0.81 + 1.47 + 0.63) / 30, 10);
    expect(told?.bins.map((bin) => [bin.confidence, bin.rightPercent, bin.count])).toEqual([
      [30, 30, 10],
      [95, 95, 20],
    ]);
    expect(calibrationOf([])).toBeNull();
  });

  it('says who is too sure, who is too careful, and when it cannot tell', () => {
    const word = (given: SettledAnswer[]) => tendencyOf(calibrationOf(given) ?? expect.fail('no answers'));
    expect(word(answers(95, 15, 10))).toBe('over');
    expect(word(answers(60, 24, 1))).toBe('under');
    expect(word(answers(90, 23, 3))).toBe('fits');
    expect(word(answers(100, 0, 19))).toBe('too-few');
  });
});
