import type { AnswerTable } from '../table.ts';

/** One task's label by a method. */
export interface AggregatedLabel {
  readonly task: string;
  readonly label: string;
  /** How likely the label is under the method's model, 0 to 1. */
  readonly probability: number;
}

/** What a method that models its workers finds. */
export interface Aggregated {
  readonly labels: readonly AggregatedLabel[];
  /** A row of `table.labels.length` probabilities a task. */
  readonly posteriors: Float64Array;
  /** By worker, 0 to 1: the chance that it gives the right label, or the nearest that the model has to it. */
  readonly skill: ReadonlyMap<string, number>;
  /** Rounds until nothing changed, or the most that were allowed. */
  readonly rounds: number;
}

/** The likeliest label a task; of equally likely ones the first in code unit order. */
export function likeliest({ tasks, labels }: AnswerTable, posteriors: Float64Array): AggregatedLabel[] {
  return tasks.map((task, row) => {
    let best = 0;
    const start = row * labels.length;
    for (let column = 1; column < labels.length; column++) if ((posteriors[start + column] ?? 0) > (posteriors[start + best] ?? 0)) best = column;
    return { task, label: labels[best] ?? '', probability: posteriors[start + best] ?? 0 };
  });
}

/** The largest change between two lists of numbers. */
export function largestChange(before: Float64Array, after: Float64Array): number {
  let most = 0;
  for (let place = 0; place < after.length; place++) most = Math.max(most, Math.abs((after[place] ?? 0) - (before[place] ?? 0)));
  return most;
}
