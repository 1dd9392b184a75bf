import { describe, expect, it } from 'vitest';
import { isWorthItsGas } from './claim-worth.ts';
import { confirmationsFor, mustNotWaitLonger } from './finality.ts';

const TOKEN = 10n ** 18n;
const GWEI = 10n ** 9n;
const DAY = 24 * 60 * 60;
const one = { payUnits: TOKEN, costWei: 100_000n * GWEI, seats: 1, waitedSeconds: 0, unitsPerWei: null };
/** A token is worth so many wei. */
const priced = (wei: bigint) => ({ units: TOKEN, wei });

describe('whether a claim is worth its gas', () => {
  it('by the person’s price: four times its gas', () => {
    expect(isWorthItsGas({ ...one, unitsPerWei: priced(400_000n * GWEI) })).toBe('worth');
    expect(isWorthItsGas({ ...one, unitsPerWei: priced(400_000n * GWEI - 1n) })).toBe('too-little');
    expect(isWorthItsGas({ ...one, payUnits: 2n * TOKEN, unitsPerWei: priced(200_000n * GWEI) })).toBe('worth');
  });

  it('without a price: eight share a transaction, or a day has passed', () => {
    expect(isWorthItsGas(one)).toBe('gathering');
    expect(isWorthItsGas({ ...one, seats: 7, waitedSeconds: DAY - 1 })).toBe('gathering');
    expect(isWorthItsGas({ ...one, seats: 8 })).toBe('worth');
    expect(isWorthItsGas({ ...one, waitedSeconds: DAY })).toBe('worth');
  });

  it('never waits for more than two weeks', () => {
    expect(isWorthItsGas({ ...one, unitsPerWei: priced(1n), waitedSeconds: 14 * DAY })).toBe('worth');
  });
});

describe('when labels may be shown', () => {
  it('the local chain takes nothing back', () => {
    expect([confirmationsFor({ isLocal: true }), confirmationsFor({ isLocal: false })]).toEqual([1, 12]);
  });

  it('young blocks are waited for, but not into the last quarter of the window, nor on a chain that rests', () => {
    const window = { start: 1_000, end: 1_400 };
    expect(mustNotWaitLonger(window, 1_000)).toBe(false);
    expect(mustNotWaitLonger(window, 1_299)).toBe(false);
    expect(mustNotWaitLonger(window, 1_300)).toBe(true);
    expect(mustNotWaitLonger({ start: 1_000, end: 1_000_000 }, 1_599)).toBe(false);
    expect(mustNotWaitLonger({ start: 1_000, end: 1_000_000 }, 1_600)).toBe(true);
  });
});
