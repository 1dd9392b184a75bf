import type { Answer } from '../answers.ts';
import { majorityVote } from '../majority.ts';
import { dawidSkene } from './dawid-skene.ts';
import { glad } from './glad.ts';
import { mace } from './mace.ts';
import { oneCoin } from './one-coin.ts';
import { wawa } from './wawa.ts';

/** Ways to make one label out of a task's answers, by the names that the command line knows. */
export const methodNames = ['majority', 'wawa', 'one-coin', 'dawid-skene', 'mace', 'glad'] as const;
export type MethodName = (typeof methodNames)[number];

export interface ByMethod {
  readonly labels: readonly { readonly task: string; readonly label: string }[];
  /** By worker; empty where the method knows nothing of workers. */
  readonly skill: ReadonlyMap<string, number>;
}

export function aggregateBy(method: MethodName, answers: readonly Answer[]): ByMethod {
  switch (method) {
    case 'majority':
      return { labels: majorityVote(answers), skill: new Map() };
    case 'wawa':
      return wawa(answers);
    case 'one-coin':
      return oneCoin(answers);
    case 'dawid-skene':
      return dawidSkene(answers);
    case 'mace':
      return mace(answers);
    case 'glad':
      return glad(answers);
  }
}
