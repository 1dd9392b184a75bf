import { byTask, countLabels } from './answers.ts';
import type { Answer } from './answers.ts';

/**
 * The share of pairs of answers to one task that are the same, over all pairs; null where no task has two answers.
 * The raw observed agreement: it says nothing of chance, so show it beside alpha.
 */
export function percentAgreement(answers: readonly Answer[]): number | null {
  let same = 0;
  let pairs = 0;
  for (const own of byTask(answers).values()) {
    pairs += (own.length * (own.length - 1)) / 2;
    for (const count of countLabels(own).values()) same += (count * (count - 1)) / 2;
  }
  return pairs === 0 ? null : same / pairs;
}

/**
 * Krippendorff's alpha for nominal data, any number of workers, answers missing or not (K. Krippendorff, "Computing
 * Krippendorff's Alpha-Reliability", 2011): 1 - observed / expected disagreement over the coincidence matrix.
 * @returns null where no task has two answers, or all answers are of one category and chance cannot be told
 */
export function krippendorffAlpha(answers: readonly Answer[]): number | null {
  const totals = new Map<string, number>();
  let pairable = 0;
  let agreeing = 0;
  for (const own of byTask(answers).values()) {
    if (own.length < 2) continue;
    pairable += own.length;
    for (const [label, count] of countLabels(own)) {
      totals.set(label, (totals.get(label) ?? 0) + count);
      agreeing += (count * (count - 1)) / (own.length - 1);
    }
  }
  const expected = [...totals.values()].reduce((sum, total) => sum + total * (total - 1), 0);
  const chance = pairable * (pairable - 1) - expected;
  if (pairable === 0 || chance === 0) return null;
  return 1 - ((pairable - 1) * (pairable - agreeing)) / chance;
}
