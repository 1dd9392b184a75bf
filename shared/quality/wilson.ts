import type { Interval } from './alpha-interval.ts';

/** Of the standard normal distribution, for 95 %. */
const Z_95 = 1.959_963_984_540_054;

/**
 * E. B. Wilson's score interval of a share, 1927: what `found` of `looked` at says of all, at 95 %. It stays within 0 and
 * 1 and is good where nothing has been found.
 * @returns from 0 to 1 where nothing has been looked at
 */
export function wilsonInterval(found: number, looked: number, z = Z_95): Interval {
  if (looked === 0) return { low: 0, high: 1 };
  const share = found / looked;
  const scale = 1 + z ** 2 / looked;
  const middle = (share + z ** 2 / (2 * looked)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / looked + z ** 2 / (4 * looked ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
