/** Chance of exactly `successes` of `trials`, each with `chance`. */
export function binomial(trials: number, successes: number, chance: number): number {
  let ways = 1;
  for (let taken = 0; taken < successes; taken++) ways = (ways * (trials - taken)) / (taken + 1);
  return ways * chance ** successes * (1 - chance) ** (trials - successes);
}

/** Chance of `least` successes or more of `trials`. */
export function atLeast(trials: number, least: number, chance: number): number {
  let sum = 0;
  for (let successes = Math.max(0, least); successes <= trials; successes++) sum += binomial(trials, successes, chance);
  return sum;
}

/** Chances of 0, 1, ... successes in trials that have a chance each. */
export function successes(chances: readonly number[]): number[] {
  let spread = [1];
  for (const chance of chances) {
    const next = [...spread.map((weight) => weight * (1 - chance)), 0];
    for (const [count, weight] of spread.entries()) next[count + 1] = (next[count + 1] ?? 0) + weight * chance;
    spread = next;
  }
  return spread;
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The normal distribution function, within 10^-7 (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17). */
function belowNormal(x: number): number {
  if (x < 0) return 1 - belowNormal(-x);
  const t = 1 / (1 + 0.231_641_9 * x);
  return 1 - density(x) * t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
}

/**
 * For a normal number with this mean and deviation: the expectation of min(1, max(0, number / target)), and the chance
 * that it lies between 0 and the target, where the clamp has its slope.
 */
export function clamped(mean: number, deviation: number, target: number): { readonly expected: number; readonly between: number } {
  if (deviation < 1e-9) return { expected: Math.min(1, Math.max(0, mean / target)), between: 0 };
  const low = -mean / deviation;
  const high = (target - mean) / deviation;
  const between = belowNormal(high) - belowNormal(low);
  const expected = (mean * between + deviation * (density(low) - density(high))) / target + 1 - belowNormal(high);
  return { expected, between };
}
