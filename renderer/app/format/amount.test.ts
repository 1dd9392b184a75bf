import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAmount, exactAmount, formatAmount, parseAmount, typedAmount } from './amount.ts';

const eighteen = { decimals: 18 };

describe('amounts', () => {
  it('groups the whole part and cuts the fraction, never up', () => {
    expect(formatAmount('1234567999999999999999999', eighteen)).toBe('1,234,567.9999');
    expect(formatAmount(999_999n, { decimals: 6, maxFraction: 2 })).toBe('0.99');
    expect(formatAmount(1_500_000n, { decimals: 6 })).toBe('1.5');
  });

  it('shows nothing as 0 and dust as less than the last digit', () => {
    expect(formatAmount(0n, eighteen)).toBe('0');
    expect(formatAmount(1n, eighteen)).toBe('<0.0001');
    expect(formatAmount(-1n, eighteen)).toBe('-<0.0001');
    expect(formatAmount(5n, { decimals: 1, maxFraction: 0 })).toBe('<1');
  });

  it('follows the language', () => {
    expect(formatAmount('1234500000000000000000', { decimals: 18, locale: 'de' })).toBe('1.234,5');
  });

  it('takes tokens without decimals', () => {
    expect(formatAmount(42n, { decimals: 0 })).toBe('42');
  });

  it('reads back every amount that it wrote exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: 0, max: 24 }), (units, decimals) => {
        expect(parseAmount(exactAmount(units, decimals), decimals)).toBe(units);
      }),
    );
  });

  it('takes amounts as they are typed in a language, and never a group for a point', () => {
    expect([typedAmount('0.01', 'de'), typedAmount('0.01', 'en'), typedAmount('12', 'de')]).toEqual(['0,01', '0.01', '12']);
    const units = (typed: string, locale: string): bigint | null => parseAmount(canonicalAmount(typed, locale), 2);
    expect([units('1,5', 'de'), units('1.5', 'de'), units('1.5', 'en'), units('1.000,5', 'de'), units('1,5', 'en'), units('1,5,5', 'de')]).toEqual([150n, 150n, 150n, null, null, null]);
  });

  it('refuses what is no amount', () => {
    for (const typed of ['', '1,5', '-1', '1e3', '.5', '1.', '0x10', '1.0000001']) expect(parseAmount(typed, 6)).toBeNull();
  });
});
