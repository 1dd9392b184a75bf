import { seededRandom } from '../../consensus/random.ts';
import type { Random } from '../../consensus/random.ts';
import type { Answer } from '../answers.ts';
import { addTo, answerTable, normaliseRows } from '../table.ts';
import type { AnswerTable } from '../table.ts';
import type { Aggregated } from './aggregated.ts';
import { likeliest } from './aggregated.ts';

export interface MaceOptions {
  /** The model has many maxima: so many starts, the likeliest end wins. */
  readonly restarts?: number;
  readonly rounds?: number;
  readonly seed?: number;
}

interface Model {
  /** Chance that a worker knows and copies the truth. */
  readonly knows: Float64Array;
  /** What it gives where it does not: a row of labels a worker. */
  readonly habit: Float64Array;
}

interface Expected {
  readonly posteriors: Float64Array;
  /** Expected number of a worker's answers that were known. */
  readonly known: Float64Array;
  /** Expected number of guesses by worker and label. */
  readonly guessed: Float64Array;
  readonly logLikelihood: number;
}

/**
 * MACE (D. Hovy, T. Berg-Kirkpatrick, A. Vaswani and E. Hovy, "Learning Whom to Trust with MACE", 2013): a worker either
 * gives the truth or, not knowing it, a label by its own habit. Expectation maximisation with the paper's smoothing of
 * 0.01 by the number of labels.
 */
export function mace(answers: readonly Answer[], options: MaceOptions = {}): Aggregated {
  const { restarts = 10, rounds = 50, seed = 1 } = options;
  const table = answerTable(answers);
  const random = seededRandom(seed);
  let best: { expected: Expected; model: Model } | null = null;
  for (let start = 0; start < restarts; start++) {
    const model = randomModel(table, random);
    let expected = expect(table, model);
    for (let round = 0; round < rounds; round++) {
      estimate(table, model, expected);
      expected = expect(table, model);
    }
    if (best === null || expected.logLikelihood > best.expected.logLikelihood) best = { expected, model };
  }
  if (best === null) return { labels: [], posteriors: new Float64Array(), skill: new Map(), rounds: 0 };
  const { posteriors } = best.expected;
  const { knows } = best.model;
  return { labels: likeliest(table, posteriors), posteriors, skill: new Map(table.workers.map((name, place) => [name, knows[place] ?? 0])), rounds };
}

function randomModel({ workers, labels }: AnswerTable, random: Random): Model {
  const knows = new Float64Array(workers.length).map(() => 0.25 + random.next() / 2);
  const habit = new Float64Array(workers.length * labels.length).map(() => 0.5 + random.next());
  normaliseRows(habit, labels.length);
  return { knows, habit };
}

function expect({ tasks, workers, labels, task, worker, label }: AnswerTable, { knows, habit }: Model): Expected {
  const size = labels.length;
  const posteriors = new Float64Array(tasks.length * size).fill(1 / size);
  for (let place = 0; place < task.length; place++) {
    const who = worker[place] ?? 0;
    const guess = (1 - (knows[who] ?? 0)) * (habit[who * size + (label[place] ?? 0)] ?? 0);
    const row = (task[place] ?? 0) * size;
    for (let truth = 0; truth < size; truth++) posteriors[row + truth] = (posteriors[row + truth] ?? 0) * (guess + (truth === label[place] ? (knows[who] ?? 0) : 0));
  }
  let logLikelihood = 0;
  for (let row = 0; row < posteriors.length; row += size) {
    let sum = 0;
    for (let truth = 0; truth < size; truth++) sum += posteriors[row + truth] ?? 0;
    logLikelihood += Math.log(Math.max(sum, Number.MIN_VALUE));
  }
  normaliseRows(posteriors, size);
  const known = new Float64Array(workers.length);
  const guessed = new Float64Array(workers.length * size);
  for (let place = 0; place < task.length; place++) {
    const who = worker[place] ?? 0;
    const given = label[place] ?? 0;
    const guess = (1 - (knows[who] ?? 0)) * (habit[who * size + given] ?? 0);
    const right = posteriors[(task[place] ?? 0) * size + given] ?? 0;
    const share = (right * (knows[who] ?? 0)) / Math.max((knows[who] ?? 0) + guess, Number.MIN_VALUE);
    addTo(known, who, share);
    addTo(guessed, who * size + given, 1 - share);
  }
  return { posteriors, known, guessed, logLikelihood };
}

function estimate({ workers, labels }: AnswerTable, { knows, habit }: Model, { known, guessed }: Expected): void {
  const size = labels.length;
  const smoothing = 0.01 / size;
  for (let who = 0; who < workers.length; who++) {
    let guesses = 0;
    for (let label = 0; label < size; label++) guesses += guessed[who * size + label] ?? 0;
    knows[who] = ((known[who] ?? 0) + smoothing) / ((known[who] ?? 0) + guesses + 2 * smoothing);
    for (let label = 0; label < size; label++) habit[who * size + label] = (guessed[who * size + label] ?? 0) + smoothing;
  }
  normaliseRows(habit, size);
}
