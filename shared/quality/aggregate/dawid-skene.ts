import type { Answer } from '../answers.ts';
import { addTo, answerTable, normaliseRows, softmaxRows, voteShares } from '../table.ts';
import type { AnswerTable } from '../table.ts';
import type { Aggregated } from './aggregated.ts';
import { likeliest } from './aggregated.ts';

export interface DawidSkene extends Aggregated {
  /** By worker: row true label, column given label, both as in `labelNames`; rows sum to 1. */
  readonly confusion: ReadonlyMap<string, Float64Array>;
  readonly labelNames: readonly string[];
  /** Share of each true label. */
  readonly priors: Float64Array;
  readonly logLikelihood: number;
}

const MAX_ROUNDS = 100;
/** Of the log likelihood, an answer. */
const TOLERANCE = 1e-7;
/** An answer that nobody gave, so that no confusion is impossible. */
const SMOOTHING = 0.01;

/**
 * A. P. Dawid and A. M. Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm", 1979: a
 * confusion matrix a worker, by expectation maximisation from the shares of the votes.
 */
export function dawidSkene(answers: readonly Answer[]): DawidSkene {
  return dawidSkeneOf(answerTable(answers));
}

export function dawidSkeneOf(table: AnswerTable): DawidSkene {
  const { workers, labels } = table;
  const size = labels.length;
  const posteriors = voteShares(table);
  const confusion = new Float64Array(workers.length * size * size);
  const priors = new Float64Array(size);
  let logLikelihood = -Infinity;
  let rounds = 0;
  while (rounds < MAX_ROUNDS) {
    rounds += 1;
    estimate(table, posteriors, confusion, priors);
    const next = expect(table, posteriors, confusion, priors);
    const isDone = Math.abs(next - logLikelihood) < TOLERANCE * Math.max(1, table.task.length);
    logLikelihood = next;
    if (isDone) break;
  }
  const matrices = new Map(workers.map((worker, row) => [worker, confusion.slice(row * size * size, (row + 1) * size * size)]));
  const skill = new Map([...matrices].map(([worker, matrix]) => [worker, priors.reduce((sum, prior, label) => sum + prior * (matrix[label * size + label] ?? 0), 0)]));
  return { labels: likeliest(table, posteriors), posteriors, skill, rounds, confusion: matrices, labelNames: labels, priors, logLikelihood };
}

/** The M step: what the workers answer where the truth is what it seems. */
function estimate({ labels, task, worker, label }: AnswerTable, posteriors: Float64Array, confusion: Float64Array, priors: Float64Array): void {
  const size = labels.length;
  confusion.fill(SMOOTHING);
  for (let place = 0; place < task.length; place++) {
    const row = (task[place] ?? 0) * size;
    const matrix = (worker[place] ?? 0) * size * size + (label[place] ?? 0);
    for (let truth = 0; truth < size; truth++) addTo(confusion, matrix + truth * size, posteriors[row + truth] ?? 0);
  }
  normaliseRows(confusion, size);
  priors.fill(0);
  for (let place = 0; place < posteriors.length; place++) addTo(priors, place % size, posteriors[place] ?? 0);
  normaliseRows(priors, size);
}

/** The E step; returns the log likelihood of the answers. */
function expect({ labels, task, worker, label }: AnswerTable, posteriors: Float64Array, confusion: Float64Array, priors: Float64Array): number {
  const size = labels.length;
  const logs = confusion.map((value) => Math.log(value));
  for (let place = 0; place < posteriors.length; place++) posteriors[place] = Math.log(Math.max(priors[place % size] ?? 0, Number.MIN_VALUE));
  for (let place = 0; place < task.length; place++) {
    const row = (task[place] ?? 0) * size;
    const matrix = (worker[place] ?? 0) * size * size + (label[place] ?? 0);
    for (let truth = 0; truth < size; truth++) addTo(posteriors, row + truth, logs[matrix + truth * size] ?? 0);
  }
  return softmaxRows(posteriors, size);
}
