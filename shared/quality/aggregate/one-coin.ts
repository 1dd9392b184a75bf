import type { Answer } from '../answers.ts';
import { addTo, answerTable, softmaxRows, voteShares } from '../table.ts';
import type { AnswerTable } from '../table.ts';
import type { Aggregated } from './aggregated.ts';
import { largestChange, likeliest } from './aggregated.ts';

const MAX_ROUNDS = 100;
const TOLERANCE = 1e-6;
/** A worker is given one right answer of this many labels' worth before it has answered. */
const SMOOTHING = 0.01;

/**
 * The one-coin model: a worker is right with one probability, and wrong alike over the other labels (Y. Zhang, X. Chen,
 * D. Zhou and M. Jordan, "Spectral Methods Meet EM", 2016, section 2.2), by expectation maximisation.
 */
export function oneCoin(answers: readonly Answer[]): Aggregated {
  const table = answerTable(answers);
  const { workers, labels, task, worker, label } = table;
  const size = labels.length;
  const posteriors = voteShares(table);
  const priors = new Float64Array(size);
  const right = new Float64Array(workers.length);
  let rounds = 0;
  while (rounds < MAX_ROUNDS) {
    rounds += 1;
    const before = posteriors.slice();
    estimate(table, posteriors, right, priors);
    for (let place = 0; place < posteriors.length; place++) posteriors[place] = Math.log(priors[place % size] ?? 0);
    for (let place = 0; place < task.length; place++) {
      const skill = right[worker[place] ?? 0] ?? 0;
      const wrong = Math.log((1 - skill) / Math.max(1, size - 1));
      const row = (task[place] ?? 0) * size;
      for (let truth = 0; truth < size; truth++) addTo(posteriors, row + truth, truth === label[place] ? Math.log(skill) : wrong);
    }
    softmaxRows(posteriors, size);
    if (largestChange(before, posteriors) < TOLERANCE) break;
  }
  return { labels: likeliest(table, posteriors), posteriors, skill: new Map(workers.map((name, place) => [name, right[place] ?? 0])), rounds };
}

function estimate({ workers, labels, task, worker, label }: AnswerTable, posteriors: Float64Array, right: Float64Array, priors: Float64Array): void {
  const size = labels.length;
  const given = new Float64Array(workers.length).fill(size * SMOOTHING);
  right.fill(SMOOTHING);
  for (let place = 0; place < task.length; place++) {
    addTo(right, worker[place] ?? 0, posteriors[(task[place] ?? 0) * size + (label[place] ?? 0)] ?? 0);
    addTo(given, worker[place] ?? 0, 1);
  }
  for (let place = 0; place < right.length; place++) right[place] = (right[place] ?? 0) / (given[place] ?? 1);
  priors.fill(SMOOTHING);
  for (let place = 0; place < posteriors.length; place++) addTo(priors, place % size, posteriors[place] ?? 0);
  const sum = priors.reduce((all, one) => all + one, 0);
  for (let place = 0; place < size; place++) priors[place] = (priors[place] ?? 0) / (sum);
}
