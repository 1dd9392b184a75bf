import type { Answer } from '../answers.ts';
import { alikeGroups, pairAgreements } from './alike.ts';
import type { PairAgreement } from './alike.ts';
import { driftingWorkers } from './drift.ts';
import { crowdOf } from './others.ts';
import type { Suspicion } from './suspicion.ts';
import { uninformativeWorkers } from './uninformative.ts';

export interface Suspicions {
  /** By kind, the surest first. */
  readonly found: readonly Suspicion[];
  /** Every pair that shares enough tasks, for the graph. */
  readonly pairs: readonly PairAgreement[];
}

/** All that looks odd in a crowd's answers, which come in the order in which they were given. */
export function suspicionsOf(answers: readonly Answer[]): Suspicions {
  const crowd = crowdOf(answers);
  const pairs = pairAgreements(crowd);
  const found = [...uninformativeWorkers(crowd), ...alikeGroups(pairs), ...driftingWorkers(crowd)];
  return { found: found.sort((a, b) => (a.kind === b.kind ? a.pValue - b.pValue : 0)), pairs };
}
