import { chiSquaredTail } from './tails.ts';

export interface SharesTest {
  /** The statistic G. */
  readonly g: number;
  readonly degrees: number;
  /** Chance of a G at least as large where the expected shares hold. */
  readonly pValue: number;
}

/**
 * The G-test of goodness of fit (R. Sokal and F. Rohlf, "Biometry", 1981): do the counts of classes have the expected
 * shares? Twice the sum of observed times the log of observed over expected, against chi-squared.
 * @param expected shares in the order of the counts; they are scaled to sum to 1
 * @returns null where there is nothing to test: fewer than two classes, or no counts
 */
export function sharesTest(counts: readonly number[], expected: readonly number[]): SharesTest | null {
  if (counts.length !== expected.length) throw new RangeError('As many shares as counts are needed');
  const total = counts.reduce((sum, count) => sum + count, 0);
  const whole = expected.reduce((sum, share) => sum + share, 0);
  const possible = expected.filter((share) => share > 0).length;
  if (total === 0 || whole <= 0 || counts.length < 2) return null;
  let g = 0;
  for (const [place, count] of counts.entries()) {
    if (count === 0) continue;
    const mean = ((expected[place] ?? 0) / whole) * total;
    g += mean === 0 ? Infinity : 2 * count * Math.log(count / mean);
  }
  // Rounding may leave a little below nothing.
  g = Math.max(0, g);
  const degrees = Math.max(1, possible - 1);
  return { g, degrees, pValue: chiSquaredTail(g, degrees) };
}
