import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSeatOutcome, seatOutcomeWord } from './seat-outcome.ts';

describe('the word of a seat in BatchSettled', () => {
  it('has the fields where the contract puts them', () => {
    const word = 10_000n | (8123n << 16n) | (64n << 32n) | (64n << 64n) | (((1n << 160n) - 640_000n) << 96n);
    expect(readSeatOutcome(word)).toEqual({ payFactorBps: 10_000, scoreBps: 8123, items: 64, weight: 64n, delta: -640_000n });
  });

  it('comes back as it was put in', () => {
    const outcome = fc.record({
      payFactorBps: fc.integer({ min: 0, max: 10_000 }),
      scoreBps: fc.integer({ min: 0, max: 10_000 }),
      items: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      weight: fc.bigInt(0n, 64n),
      delta: fc.bigInt(-2_560_000n, 640_000n),
    });
    fc.assert(fc.property(outcome, (one) => {
        expect(readSeatOutcome(seatOutcomeWord(one))).toEqual(one);
      }),
    );
  });
});
