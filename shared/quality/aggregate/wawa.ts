import type { Answer } from '../answers.ts';
import { addTo, answerTable, normaliseRows, voteShares } from '../table.ts';
import type { Aggregated } from './aggregated.ts';
import { likeliest } from './aggregated.ts';

/**
 * Worker agreement with aggregate: a worker weighs as much as it agrees with the plain majority, and its vote counts so
 * much in a second one. The name is Appen's; also in Crowd-Kit (Ustalov, Pavlichenko and Tseitlin, 2024).
 */
export function wawa(answers: readonly Answer[]): Aggregated {
  const table = answerTable(answers);
  const { workers, labels, task, worker, label } = table;
  const majority = likeliest(table, voteShares(table)).map((one) => labels.indexOf(one.label));
  const agreed = new Float64Array(workers.length);
  const given = new Float64Array(workers.length);
  for (let place = 0; place < task.length; place++) {
    addTo(given, worker[place] ?? 0, 1);
    if (majority[task[place] ?? 0] === label[place]) addTo(agreed, worker[place] ?? 0, 1);
  }
  const weight = agreed.map((count, place) => count / (given[place] ?? 1));
  const posteriors = new Float64Array(table.tasks.length * labels.length);
  for (let place = 0; place < task.length; place++) addTo(posteriors, (task[place] ?? 0) * labels.length + (label[place] ?? 0), weight[worker[place] ?? 0] ?? 0);
  normaliseRows(posteriors, labels.length);
  return { labels: likeliest(table, posteriors), posteriors, skill: new Map(workers.map((name, place) => [name, weight[place] ?? 0])), rounds: 1 };
}
