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
}

export function crowdOf(answers: readonly Answer[]): Crowd {
  const table = answerTable(answers);
  const byTask: number[][] = table.tasks.map(() => []);
  const byWorker: number[][] = table.workers.map(() => []);
  for (let place = 0; place < table.task.length; place++) {
    byTask[table.task[place] ?? 0]?.push(place);
    byWorker[table.worker[place] ?? 0]?.push(place);
  }
  return { table, model: dawidSkeneOf(table), byTask, byWorker };
}

/**
 * How likely each label is to be a task's true one by the answers of all but the named workers, under the confusion
 * matrices of Dawid and Skene: nobody is judged by what he said himself.
 * @returns null where nobody else has answered
 */
export function truthWithout({ table, model, byTask }: Crowd, task: number, left: readonly number[]): Float64Array | null {
  const size = table.labels.length;
  const logs = model.priors.map((prior) => Math.log(Math.max(prior, Number.MIN_VALUE)));
  let others = 0;
  for (const place of byTask[task] ?? []) {
    const who = table.worker[place] ?? 0;
    if (left.includes(who)) continue;
    others += 1;
    const matrix = model.confusion.get(table.workers[who] ?? '');
    for (let truth = 0; truth < size; truth++) addTo(logs, truth, Math.log(matrix?.[truth * size + (table.label[place] ?? 0)] ?? 1 / size));
  }
  if (others === 0) return null;
  softmaxRows(logs, size);
  return logs;
}

/** The place of the largest number; of equal ones the first. */
export function largest(values: Float64Array): number {
  let best = 0;
  for (let place = 1; place < values.length; place++) if ((values[place] ?? 0) > (values[best] ?? 0)) best = place;
  return best;
}
