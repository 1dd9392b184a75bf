import type { Answer } from './answers.ts';

/** Answers as parallel lists of places, an entry an answer, for arithmetic without objects. */
export interface AnswerTable {
  readonly tasks: readonly string[];
  readonly workers: readonly string[];
  /** In code unit order, so that ties do not depend on the order of the answers. */
  readonly labels: readonly string[];
  readonly task: Int32Array;
  readonly worker: Int32Array;
  readonly label: Int32Array;
}

/** Tasks and workers keep the order in which they first came. */
export function answerTable(answers: readonly Answer[]): AnswerTable {
  const tasks = new Map<string, number>();
  const workers = new Map<string, number>();
  const labels = new Map([...new Set(answers.map(({ label }) => label))].sort().map((label, place) => [label, place]));
  const task = new Int32Array(answers.length);
  const worker = new Int32Array(answers.length);
  const label = new Int32Array(answers.length);
  for (const [place, answer] of answers.entries()) {
    task[place] = placeOf(tasks, answer.task);
    worker[place] = placeOf(workers, answer.worker);
    label[place] = labels.get(answer.label) ?? 0;
  }
  return { tasks: [...tasks.keys()], workers: [...workers.keys()], labels: [...labels.keys()], task, worker, label };
}

function placeOf(places: Map<string, number>, name: string): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, places.size);
  return places.size - 1;
}

/** The share of each label among a task's answers, a row of `labels` numbers a task: where every method starts. */
export function voteShares({ tasks, labels, task, label }: AnswerTable): Float64Array {
  const shares = new Float64Array(tasks.length * labels.length);
  for (let place = 0; place < task.length; place++) addTo(shares, (task[place] ?? 0) * labels.length + (label[place] ?? 0), 1);
  normaliseRows(shares, labels.length);
  return shares;
}

export function addTo(list: Float64Array, place: number, amount: number): void {
  list[place] = (list[place] ?? 0) + amount;
}

/** Divides every row by its sum; a row of zeros becomes even. */
export function normaliseRows(rows: Float64Array, width: number): void {
  for (let start = 0; start < rows.length; start += width) {
    let sum = 0;
    for (let column = 0; column < width; column++) sum += rows[start + column] ?? 0;
    for (let column = 0; column < width; column++) rows[start + column] = sum > 0 ? (rows[start + column] ?? 0) / sum : 1 / width;
  }
}

/** Turns rows of log weights into probabilities; returns the sum of the logs of the rows' sums. */
export function softmaxRows(rows: Float64Array, width: number): number {
  let logSum = 0;
  for (let start = 0; start < rows.length; start += width) {
    let most = -Infinity;
    for (let column = 0; column < width; column++) most = Math.max(most, rows[start + column] ?? 0);
    let sum = 0;
    for (let column = 0; column < width; column++) {
      const weight = Math.exp((rows[start + column] ?? 0) - most);
      rows[start + column] = weight;
      sum += weight;
    }
    for (let column = 0; column < width; column++) rows[start + column] = (rows[start + column] ?? 0) / (sum);
    logSum += most + Math.log(sum);
  }
  return logSum;
}
