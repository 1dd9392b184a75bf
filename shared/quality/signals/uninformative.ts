import { largest } from './others.ts';
import type { Crowd } from './others.ts';
import type { Suspicion } from './suspicion.ts';
import { addTo } from '../table.ts';

/** Half of what a usual worker knows: who knows more than that is never named. */
const KNOWLEDGE = 0.5;
/** R. Kass and A. Raftery, "Bayes Factors", 1995, call evidence strong from a factor of e^3 on. */
const STRONG = 3;
/** From this share of one label on it is called always the same. */
const ONE_CLASS = 29 / 30;

/**
 * Workers whose answers tell nothing of the tasks: bots of one class and random clickers. How likely their answers are
 * for somebody who gives labels by their own shares whatever the task, against somebody who knows half as much as the
 * crowd does; the truth is what the others see. The statistic is the logarithm of that ratio, and its inverse bounds the
 * chance of as much from the latter (a ratio of likelihoods has mean 1 there, and Markov's inequality).
 */
export function uninformativeWorkers(crowd: Crowd): Suspicion[] {
  const usual = crowdConfusion(crowd);
  return crowd.table.workers.flatMap((name, worker) => {
    const { evidence, share } = evidenceOf(crowd, worker, usual);
    if (evidence < STRONG) return [];
    return [{ kind: share >= ONE_CLASS ? 'one-class' : 'random', workers: [name], statistic: evidence, pValue: Math.min(1, Math.exp(-evidence)), answers: crowd.byWorker[worker]?.length ?? 0 } as const];
  });
}

function evidenceOf(crowd: Crowd, worker: number, usual: Float64Array): { evidence: number; share: number } {
  const { table, byWorker, truths, isTold } = crowd;
  const own = byWorker[worker] ?? [];
  const size = table.labels.length;
  const counts = new Float64Array(size);
  for (const place of own) addTo(counts, table.label[place] ?? 0, 1);
  let evidence = 0;
  for (const place of own) {
    if (isTold[place] === 0) continue;
    const label = table.label[place] ?? 0;
    // Half an answer of each label, so that always the same is not a certainty.
    const habit = ((counts[label] ?? 0) + 0.5) / (own.length + size / 2);
    let knowing = 0;
    for (let real = 0; real < size; real++) knowing += (truths[place * size + real] ?? 0) * (usual[real * size + label] ?? 0);
    evidence += Math.log(habit) - Math.log(KNOWLEDGE * knowing + (1 - KNOWLEDGE) * habit);
  }
  return { evidence, share: (counts[largest(counts)] ?? 0) / Math.max(1, own.length) };
}

/** What the crowd as one says where the truth is what: the workers' matrices, each by its answers. */
function crowdConfusion({ table, model, byWorker }: Crowd): Float64Array {
  const size = table.labels.length;
  const sum = new Float64Array(size * size);
  for (const [worker, name] of table.workers.entries()) {
    const matrix = model.confusion.get(name);
    const weight = byWorker[worker]?.length ?? 0;
    for (let cell = 0; cell < sum.length; cell++) addTo(sum, cell, (weight * (matrix?.[cell] ?? 0)) / table.task.length);
  }
  return sum;
}
