/** The middle of the values; halfway between the middle two of an even number. NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? NaN) : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
}

/** Times the median absolute deviation estimates a normal distribution's standard deviation. */
const TO_DEVIATION = 1.482_602_218_505_602;

/**
 * How far each value is from the median, in deviations estimated by the median absolute deviation (B. Iglewicz and
 * D. Hoaglin, "How to Detect and Handle Outliers", 1993; they call beyond 3.5 an outlier).
 * @returns zeros where half of the values are alike and nothing can be told
 */
export function robustZ(values: readonly number[]): number[] {
  const middle = median(values);
  const deviation = TO_DEVIATION * median(values.map((value) => Math.abs(value - middle)));
  return values.map((value) => (deviation > 0 ? (value - middle) / deviation : 0));
}

/** Beyond this a value is an outlier. */
export const OUTLIER_Z = 3.5;
