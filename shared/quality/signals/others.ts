import type { DawidSkene } from '../aggregate/dawid-skene.ts';
import { dawidSkeneOf } from '../aggregate/dawid-skene.ts';
import { addTo, answerTable, softmaxRows } from '../table.ts';
import type { Answer } from '../answers.ts';
import type { AnswerTable } from '../table.ts';

/** A crowd with what is believed of its workers, to ask what a task's truth is without some of them. */
export interface Crowd {
  readonly table: AnswerTable;
  readonly model: DawidSkene;
  /** Places in the table's lists, by task and by worker, in the order of the answers. */
  readonly byTask: readonly (readonly number[])[];
  readonly byWorker: readonly (readonly number[])[];
  /** Logarithms of the model's confusion matrices, a worker each; null where it knows nothing of one. */
  readonly logs: readonly (Float64Array | null)[];
  readonly logPriors: Float64Array;
  /** What the others say of each answer's task, a row of `labels` numbers an answer; rows that `isTold` denies mean nothing. */
  readonly truths: Float64Array;
  /** 1 where somebody else has answered the task. */
  readonly isTold: Uint8Array;
}

type Believed = Pick<Crowd, 'table' | 'byTask' | 'logs' | 'logPriors'>;

export function crowdOf(answers: readonly Answer[]): Crowd {
  const table = answerTable(answers);
  const byTask: number[][] = table.tasks.map(() => []);
  const byWorker: number[][] = table.workers.map(() => []);
  for (let place = 0; place < table.task.length; place++) {
    byTask[table.task[place] ?? 0]?.push(place);
    byWorker[table.worker[place] ?? 0]?.push(place);
  }
  const model = dawidSkeneOf(table);
  const logs = table.workers.map((name) => model.confusion.get(name)?.map((value) => Math.log(value)) ?? null);
  const logPriors = model.priors.map((prior) => Math.log(Math.max(prior, Number.MIN_VALUE)));
  return { table, model, byTask, byWorker, logs, logPriors, ...truthsOf({ table, byTask, logs, logPriors }) };
}

/** Three signals ask it of every answer. */
function truthsOf(believed: Believed): Pick<Crowd, 'truths' | 'isTold'> {
  const { table } = believed;
  const size = table.labels.length;
  const truths = new Float64Array(table.task.length * size);
  const isTold = new Uint8Array(table.task.length);
  const row = new Float64Array(size);
  for (let place = 0; place < table.task.length; place++) {
    if (!truthWithout(believed, table.task[place] ?? 0, table.worker[place] ?? 0, NOBODY, row)) continue;
    truths.set(row, place * size);
    isTold[place] = 1;
  }
  return { truths, isTold };
}

/** In the place of a worker that is left out, where there is none. */
export const NOBODY = -1;

/**
 * How likely each label is to be a task's true one by the answers of all but two workers, under the confusion matrices
 * of Dawid and Skene: nobody is judged by what he said himself.
 * @param truth takes the answer, a number a label
 * @returns false where nobody else has answered
 */
export function truthWithout({ table, byTask, logs, logPriors }: Believed, task: number, one: number, other: number, truth: Float64Array): boolean {
  const size = table.labels.length;
  truth.set(logPriors);
  let others = 0;
  for (const place of byTask[task] ?? []) {
    const who = table.worker[place] ?? 0;
    if (who === one || who === other) continue;
    others += 1;
    const matrix = logs[who] ?? null;
    const label = table.label[place] ?? 0;
    for (let real = 0; real < size; real++) addTo(truth, real, matrix === null ? Math.log(1 / size) : (matrix[real * size + label] ?? 0));
  }
  if (others === 0) return false;
  softmaxRows(truth, size);
  return true;
}

/** The place of the largest number; of equal ones the first. */
export function largest(values: Float64Array): number {
  let best = 0;
  for (let place = 1; place < values.length; place++) if ((values[place] ?? 0) > (values[best] ?? 0)) best = place;
  return best;
}
