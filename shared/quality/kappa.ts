import { byTask, countLabels } from './answers.ts';
import type { Answer } from './answers.ts';

/**
 * J. Cohen, "A Coefficient of Agreement for Nominal Scales", 1960: agreement of two workers beyond that of their own
 * shares of labels, over the tasks that both answered.
 * @returns null where they share no task, or both give one label alone and chance cannot be told
 */
export function cohensKappa(first: readonly Answer[], second: readonly Answer[]): number | null {
  const theirs = new Map(second.map(({ task, label }) => [task, label]));
  const pairs = first.flatMap(({ task, label }) => {
    const other = theirs.get(task);
    return other === undefined ? [] : [[label, other] as const];
  });
  if (pairs.length === 0) return null;
  const [own, others] = [new Map<string, number>(), new Map<string, number>()];
  let same = 0;
  for (const [a, b] of pairs) {
    own.set(a, (own.get(a) ?? 0) + 1);
    others.set(b, (others.get(b) ?? 0) + 1);
    if (a === b) same += 1;
  }
  const chance = [...own].reduce((sum, [label, count]) => sum + count * (others.get(label) ?? 0), 0) / pairs.length ** 2;
  return chance === 1 ? null : (same / pairs.length - chance) / (1 - chance);
}

/**
 * J. L. Fleiss, "Measuring Nominal Scale Agreement Among Many Raters", 1971: for tasks that have as many answers each;
 * alpha takes any number. Tasks with another number than the commonest are left out.
 * @returns null where no number of answers over 1 is there, or chance cannot be told
 */
export function fleissKappa(answers: readonly Answer[]): number | null {
  const tasks = [...byTask(answers).values()].filter((own) => own.length > 1);
  const raters = commonest(tasks.map((own) => own.length));
  if (raters === null) return null;
  const rated = tasks.filter((own) => own.length === raters);
  const totals = new Map<string, number>();
  let agreement = 0;
  for (const own of rated) {
    for (const [label, count] of countLabels(own)) {
      totals.set(label, (totals.get(label) ?? 0) + count);
      agreement += (count * (count - 1)) / (raters * (raters - 1));
    }
  }
  const observed = agreement / rated.length;
  const chance = [...totals.values()].reduce((sum, total) => sum + (total / (raters * rated.length)) ** 2, 0);
  return chance === 1 ? null : (observed - chance) / (1 - chance);
}

function commonest(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | null = null;
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value;
  return best;
}
