import { seededRandom } from '../consensus/random.ts';
import { byTask, countLabels } from './answers.ts';
import type { Answer } from './answers.ts';
import { addTo } from './table.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** One task's part in the sums that alpha is made of. */
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
  const units: Unit[] = [];
  for (const own of byTask(answers).values()) {
    if (own.length < 2) continue;
    const counts = [...countLabels(own)].map(([label, count]) => {
      if (!places.has(label)) places.set(label, places.size);
      return [places.get(label) ?? 0, count] as const;
    });
    units.push({ answers: own.length, counts, agreeing: counts.reduce((sum, [, count]) => sum + (count * (count - 1)) / (own.length - 1), 0) });
  }
  if (units.length === 0) return null;
  const random = seededRandom(seed);
  const { kinds, kindOf } = alike(units);
  const drawn = new Float64Array(kinds.length);
  const alphas: number[] = [];
  for (let sample = 0; sample < resamples; sample++) {
    const totals = new Float64Array(places.size);
    let [pairable, agreeing] = [0, 0];
    drawn.fill(0);
    for (let draw = 0; draw < units.length; draw++) addTo(drawn, kindOf[Math.floor(random.next() * units.length)] ?? 0, 1);
    for (const [kind, unit] of kinds.entries()) {
      const times = drawn[kind] ?? 0;
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

/** Tasks that were answered alike are one kind: there are few, however many tasks. */
function alike(units: readonly Unit[]): { readonly kinds: readonly Unit[]; readonly kindOf: Int32Array } {
  const numbers = new Map<string, number>();
  const kinds: Unit[] = [];
  const kindOf = Int32Array.from(units, (unit) => {
    const key = unit.counts.map(([place, count]) => `${place}:${count}`).sort().join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, kinds.length);
    return kinds.push(unit) - 1;
  });
  return { kinds, kindOf };
}
