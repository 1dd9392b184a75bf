const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;
/** After so many tries a person has to look. */
export const MOST_ATTEMPTS = 12;

/**
 * How long to wait after the n-th failure (from 1): doubling, and somewhere between half and all of it, so that
 * many machines that failed together do not come back together.
 * @param random from 0 to 1
 */
export function backoffMs(attempts: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}
