import { seededRandom } from '../consensus/random.ts';
import { byTask, countLabels } from './answers.ts';
import type { Answer } from './answers.ts';
import { addTo } from './table.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The part of tasks that were answered alike in the sums that alpha is made of. */
interface Unit {
  readonly answers: number;
  readonly agreeing: number;
  readonly counts: readonly (readonly [place: number, count: number])[];
}

/**
 * An interval of Krippendorff's alpha by the bootstrap over tasks (B. Efron and R. Tibshirani, "An Introduction to the
 * Bootstrap", 1993, the percentile method): tasks are drawn with replacement, since answers to one task hang together.
 * @param level share of the resamples that lie within, 0 to 1
 * @returns null where alpha is
 */
export function alphaInterval(answers: readonly Answer[], { level = 0.95, resamples = 1000, seed = 1 } = {}): Interval | null {
  const places = new Map<string, number>();
  const patterns: Unit[] = [];
  const known = new Map<string, number>();
  const units: number[] = [];
  for (const own of byTask(answers).values()) {
    if (own.length < 2) continue;
    const counts = [...countLabels(own)].map(([label, count]) => {
      if (!places.has(label)) places.set(label, places.size);
      return [places.get(label) ?? 0, count] as const;
    });
    // Most tasks are answered in one of a few ways: only how often each way is drawn has to be counted.
    const key = counts.map(([place, count]) => `${place}:${count}`).sort().join(' ');
    const pattern = known.get(key) ?? patterns.length;
    if (pattern === patterns.length) {
      known.set(key, pattern);
      patterns.push({ answers: own.length, counts, agreeing: counts.reduce((sum, [, count]) => sum + (count * (count - 1)) / (own.length - 1), 0) });
    }
    units.push(pattern);
  }
  if (units.length === 0) return null;
  const random = seededRandom(seed);
  const drawable = Int32Array.from(units);
  const drawn = new Float64Array(patterns.length);
  const alphas: number[] = [];
  for (let sample = 0; sample < resamples; sample++) {
    drawn.fill(0);
    for (let draw = 0; draw < drawable.length; draw++) addTo(drawn, drawable[Math.floor(random.next() * drawable.length)] ?? 0, 1);
    const totals = new Float64Array(places.size);
    let [pairable, agreeing] = [0, 0];
    for (const [pattern, unit] of patterns.entries()) {
      const times = drawn[pattern] ?? 0;
      pairable += times * unit.answers;
      agreeing += times * unit.agreeing;
      for (const [place, count] of unit.counts) addTo(totals, place, times * count);
    }
    const chance = pairable * (pairable - 1) - totals.reduce((sum, total) => sum + total * (total - 1), 0);
    // A sample of one category alone tells nothing.
    if (chance > 0) alphas.push(1 - ((pairable - 1) * (pairable - agreeing)) / chance);
  }
  if (alphas.length === 0) return null;
  alphas.sort((a, b) => a - b);
  const at = (share: number) => alphas[Math.min(alphas.length - 1, Math.max(0, Math.round(share * (alphas.length - 1))))] ?? 0;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
