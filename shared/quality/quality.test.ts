import { describe, expect, it } from 'vitest';
import { krippendorffAlpha, percentAgreement } from './agreement.ts';
import type { Answer } from './answers.ts';
import { accuracy, majorityVote } from './majority.ts';

/** One string a worker, one character a task; a dot is no answer. */
function table(rows: Record<string, string>): Answer[] {
  return Object.entries(rows).flatMap(([worker, row]) => Array.from(row, (label, task) => ({ task: `t${task}`, worker, label })).filter(({ label }) => label !== '.'));
}

describe("Krippendorff's alpha", () => {
  it('is as published for two observers and binary data (Krippendorff 2011, section A)', () => {
    const answers = table({ Meg: '0100000010', Owen: '1110010000' });
    expect(krippendorffAlpha(answers)).toBeCloseTo(0.095, 3);
    expect(percentAgreement(answers)).toBeCloseTo(0.6, 10);
  });

  it('is as published for four observers, five categories and missing data (section C)', () => {
    const answers = table({ A: '123321412...', B: '1233224125.3', C: '.3332342251.', D: '12332441251.' });
    expect(krippendorffAlpha(answers)).toBeCloseTo(0.743, 3);
  });

  it('is 1 where all agree, 0 or less where they agree by chance, and unknown where nothing can be told', () => {
    expect(krippendorffAlpha(table({ a: '1212', b: '1212' }))).toBe(1);
    expect(krippendorffAlpha(table({ a: '1122', b: '1212' }))).toBeLessThanOrEqual(0.25);
    expect(krippendorffAlpha(table({ a: '1111', b: '1111' }))).toBeNull();
    expect(krippendorffAlpha(table({ a: '12..', b: '..12' }))).toBeNull();
    expect(krippendorffAlpha([])).toBeNull();
  });
});

describe('percent agreement', () => {
  it('counts pairs: of three answers two alike are one pair of three', () => {
    expect(percentAgreement(table({ a: '1', b: '1', c: '2' }))).toBeCloseTo(1 / 3, 12);
    expect(percentAgreement(table({ a: '11', b: '12' }))).toBe(0.5);
    expect(percentAgreement(table({ a: '1' }))).toBeNull();
  });
});

describe('majority vote', () => {
  it('takes what most said, and the first label in a tie', () => {
    expect(majorityVote(table({ a: '122', b: '113', c: '2.1' }))).toEqual([
      { task: 't0', label: '1', votes: 2, answers: 3, isTie: false },
      { task: 't1', label: '1', votes: 1, answers: 2, isTie: true },
      { task: 't2', label: '1', votes: 1, answers: 3, isTie: true },
    ]);
  });

  it('is measured against gold where there is gold', () => {
    const labels = majorityVote(table({ a: '121', b: '121' }));
    expect(accuracy(labels, new Map([['t0', '1'], ['t1', '1'], ['t9', '1']]))).toBe(0.5);
    expect(accuracy(labels, new Map())).toBeNull();
  });
});
