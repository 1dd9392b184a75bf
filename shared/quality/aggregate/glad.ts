import type { Answer } from '../answers.ts';
import { addTo, answerTable, softmaxRows, voteShares } from '../table.ts';
import type { AnswerTable } from '../table.ts';
import type { Aggregated } from './aggregated.ts';
import { largestChange, likeliest } from './aggregated.ts';

export interface Glad extends Aggregated {
  /** By worker; 0 is no better than chance, below it is worse. */
  readonly ability: ReadonlyMap<string, number>;
  /** By task, above 0; the larger, the harder. */
  readonly difficulty: ReadonlyMap<string, number>;
}

const MAX_ROUNDS = 50;
const TOLERANCE = 1e-4;
const STEPS = 5;

interface Model {
  readonly ability: Float64Array;
  /** Logarithm of the inverse difficulty. */
  readonly ease: Float64Array;
}

/**
 * GLAD (J. Whitehill, T. Wu, J. Bergsma, J. Movellan and P. Ruvolo, "Whose Vote Should Count More", 2009): right with
 * the logistic of ability by ease, else one of the other labels alike. Ability and log ease have the paper's normal
 * priors (mean 1, deviation 1); the M step climbs by diagonal Newton steps.
 */
export function glad(answers: readonly Answer[]): Glad {
  const table = answerTable(answers);
  const { tasks, workers, labels } = table;
  const size = labels.length;
  const model: Model = { ability: new Float64Array(workers.length).fill(1), ease: new Float64Array(tasks.length).fill(1) };
  const posteriors = voteShares(table);
  let rounds = 0;
  while (rounds < MAX_ROUNDS) {
    rounds += 1;
    const before = posteriors.slice();
    for (let step = 0; step < STEPS; step++) climb(table, posteriors, model);
    expect(table, posteriors, model);
    if (largestChange(before, posteriors) < TOLERANCE) break;
  }
  const mean = [...model.ease].reduce((sum, ease) => sum + Math.exp(ease), 0) / Math.max(1, tasks.length);
  return {
    labels: likeliest(table, posteriors),
    posteriors,
    skill: new Map(workers.map((name, place) => [name, size > 1 ? logistic((model.ability[place] ?? 0) * mean) : 1])),
    rounds,
    ability: new Map(workers.map((name, place) => [name, model.ability[place] ?? 0])),
    difficulty: new Map(tasks.map((name, place) => [name, Math.exp(-(model.ease[place] ?? 0))])),
  };
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

function expect({ labels, task, worker, label }: AnswerTable, posteriors: Float64Array, { ability, ease }: Model): void {
  const size = labels.length;
  posteriors.fill(0);
  for (let place = 0; place < task.length; place++) {
    const x = (ability[worker[place] ?? 0] ?? 0) * Math.exp(ease[task[place] ?? 0] ?? 0);
    // log of the logistic, without overflow on either side
    const right = x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
    const wrong = right - x - Math.log(Math.max(1, size - 1));
    const row = (task[place] ?? 0) * size;
    for (let truth = 0; truth < size; truth++) addTo(posteriors, row + truth, truth === label[place] ? right : wrong);
  }
  softmaxRows(posteriors, size);
}

/** One step along the gradient of the expected log posterior, each coordinate by its own curvature. */
function climb({ labels, task, worker, label }: AnswerTable, posteriors: Float64Array, { ability, ease }: Model): void {
  const gradientA = ability.map((value) => 1 - value);
  const gradientE = ease.map((value) => 1 - value);
  const curveA = new Float64Array(ability.length).fill(1);
  const curveE = new Float64Array(ease.length).fill(1);
  for (let place = 0; place < task.length; place++) {
    const [who, what] = [worker[place] ?? 0, task[place] ?? 0];
    const [a, b] = [ability[who] ?? 0, Math.exp(ease[what] ?? 0)];
    const right = logistic(a * b);
    const excess = (posteriors[what * labels.length + (label[place] ?? 0)] ?? 0) - right;
    const spread = right * (1 - right);
    addTo(gradientA, who, excess * b);
    addTo(gradientE, what, excess * a * b);
    addTo(curveA, who, spread * b * b);
    addTo(curveE, what, spread * a * a * b * b);
  }
  // Half a Newton step of each: both move at once.
  for (let who = 0; who < ability.length; who++) addTo(ability, who, (0.5 * (gradientA[who] ?? 0)) / (curveA[who] ?? 1));
  for (let what = 0; what < ease.length; what++) ease[what] = Math.min(4, Math.max(-4, (ease[what] ?? 0) + (0.5 * (gradientE[what] ?? 0)) / (curveE[what] ?? 1)));
}
