import { falseDiscoveryControl, normalTail } from '../tails.ts';
import type { Crowd } from './others.ts';
import { FALSE_DISCOVERY_RATE } from './suspicion.ts';
import type { Suspicion } from './suspicion.ts';

const LEAST_ANSWERS = 40;
/** So much must the agreement with the others have fallen from the first third of the answers to the last. */
const LEAST_FALL = 0.1;

/**
 * Workers who agree less and less with what the others see. An answer counts by how likely the others make it, over the
 * worker's answers in their order: the correlation of the two, as a normal deviate (the trend test of W. Cochran, 1954,
 * and P. Armitage, 1955, for shares instead of yes and no). The statistic is the fall from the first third to the last.
 */
export function driftingWorkers(crowd: Crowd): Suspicion[] {
  const { table, byWorker, truths, isTold } = crowd;
  const size = table.labels.length;
  const found = byWorker.flatMap((own, worker) => {
    const agreed = own.filter((place) => isTold[place] === 1).map((place) => truths[place * size + (table.label[place] ?? 0)] ?? 0);
    return agreed.length < LEAST_ANSWERS ? [] : [{ worker, answers: agreed.length, ...trendOf(agreed) }];
  });
  const finds = falseDiscoveryControl(found.map(({ pValue }) => pValue), FALSE_DISCOVERY_RATE);
  return found.flatMap(({ worker, answers, fall, pValue }, place) =>
    finds[place] === true && fall >= LEAST_FALL ? [{ kind: 'drift', workers: [table.workers[worker] ?? ''], statistic: fall, pValue, answers } as const] : [],
  );
}

function trendOf(agreed: readonly number[]): { fall: number; pValue: number } {
  const count = agreed.length;
  const mean = agreed.reduce((sum, one) => sum + one, 0) / count;
  const middle = (count - 1) / 2;
  const together = agreed.reduce((sum, one, place) => sum + (one - mean) * (place - middle), 0);
  const spread = Math.sqrt((agreed.reduce((sum, one) => sum + (one - mean) ** 2, 0) / count) * agreed.reduce((sum, _, place) => sum + (place - middle) ** 2, 0));
  const third = Math.floor(count / 3);
  const share = (part: readonly number[]) => part.reduce((sum, one) => sum + one, 0) / part.length;
  return { fall: share(agreed.slice(0, third)) - share(agreed.slice(-third)), pValue: spread > 0 ? normalTail(-together / spread) : 1 };
}
