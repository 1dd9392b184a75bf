import { byTask, countLabels } from './answers.ts';
import type { Answer } from './answers.ts';

export interface MajorityLabel {
  readonly task: string;
  readonly label: string;
  readonly votes: number;
  readonly answers: number;
  /** Other labels had as many votes; the first in code unit order was taken. */
  readonly isTie: boolean;
}

/** The label that most workers gave, task by task. Ties go to the label that comes first in code unit order. */
export function majorityVote(answers: readonly Answer[]): MajorityLabel[] {
  return [...byTask(answers)].map(([task, own]) => {
    const counts = [...countLabels(own)];
    const votes = counts.reduce((most, [, count]) => Math.max(most, count), 0);
    const winners = counts.filter(([, count]) => count === votes).map(([label]) => label);
    const label = winners.reduce((first, other) => (other < first ? other : first));
    return { task, label, votes, answers: own.length, isTie: winners.length > 1 };
  });
}

/** The share of labels that are those of `gold`, over the tasks that both have; null where there are none. */
export function accuracy(labels: readonly { readonly task: string; readonly label: string }[], gold: ReadonlyMap<string, string>): number | null {
  const known = labels.filter(({ task }) => gold.has(task));
  if (known.length === 0) return null;
  return known.filter(({ task, label }) => gold.get(task) === label).length / known.length;
}
