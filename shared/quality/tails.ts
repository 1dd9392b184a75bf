import jStat from 'jstat';

/** Chance of a value over `statistic` from a chi-squared distribution. */
export function chiSquaredTail(statistic: number, degrees: number): number {
  if (degrees < 1 || statistic <= 0) return 1;
  if (statistic === Infinity) return 0;
  return Math.max(0, 1 - jStat.chisquare.cdf(statistic, degrees));
}

/** Chance of a standard normal value over `z`. */
export function normalTail(z: number): number {
  // From below, where no digits are lost.
  return jStat.normal.cdf(-z, 0, 1);
}

/** Chance of `successes` or more of `trials`, by the incomplete beta function. */
export function binomialTail(successes: number, trials: number, chance: number): number {
  if (successes <= 0) return 1;
  if (successes > trials) return 0;
  return jStat.ibeta(chance, successes, trials - successes + 1);
}

/**
 * Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate", 1995: which of many tests may be called finds,
 * so that at most `rate` of the finds are expected to be false.
 * @returns for each p-value whether it is a find, in their order
 */
export function falseDiscoveryControl(pValues: readonly number[], rate: number): boolean[] {
  const order = pValues.map((_, place) => place).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  let finds = 0;
  for (const [rank, place] of order.entries()) if ((pValues[place] ?? 1) <= (rate * (rank + 1)) / order.length) finds = rank + 1;
  const found = new Set(order.slice(0, finds));
  return pValues.map((_, place) => found.has(place));
}
