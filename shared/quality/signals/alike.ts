import { median, robustZ } from '../robust.ts';
import { falseDiscoveryControl, normalTail } from '../tails.ts';
import { addTo, normaliseRows } from '../table.ts';
import { truthWithout } from './others.ts';
import type { Crowd } from './others.ts';
import { FALSE_DISCOVERY_RATE } from './suspicion.ts';
import type { Suspicion } from './suspicion.ts';

const LEAST_SHARED = 15;
/** Before a worker has answered elsewhere it is taken for so many answers of a usual one, a true label. */
const USUAL_ANSWERS = 10;
/** From so many pairs on their own spread says what chance is like. */
const LEAST_PAIRS = 20;

/** Two workers, the tasks that both answered, and how alike. */
export interface PairAgreement {
  readonly workers: readonly [string, string];
  readonly shared: number;
  readonly same: number;
  /** Answers alike that are to be expected of two who do not know of each other. */
  readonly expected: number;
  /** Deviations that `same` is above `expected`. */
  readonly z: number;
  readonly pValue: number;
  readonly isFind: boolean;
}

interface Shared {
  readonly a: number;
  readonly b: number;
  /** Places of both answers in the table, a task. */
  readonly first: number[];
  readonly second: number[];
}

/**
 * Pairs that agree more than two workers of their skill would who do not know of each other. What is to be expected is
 * summed over the shared tasks from what the others see there and both workers' confusion elsewhere: two who answer
 * alike seem to be right together. Honest workers also err together where tasks are hard, so that the pairs' own middle
 * and spread are taken for chance (B. Efron, "Large-Scale Simultaneous Hypothesis Testing: The Choice of a Null
 * Hypothesis", 2004); many pairs, so the false discovery rate.
 */
export function pairAgreements(crowd: Crowd): PairAgreement[] {
  const skills = new Skills(crowd);
  const { table } = crowd;
  const truth = new Float64Array(table.labels.length);
  const pairs = sharedTasks(crowd).map(({ a, b, first, second }) => {
    const chances = chancesOfSame(skills.without(a, first), skills.without(b, second));
    let [same, expected, variance] = [0, 0, 0];
    for (const [place, one] of first.entries()) {
      truthWithout(crowd, table.task[one] ?? 0, a, b, truth);
      let chance = 0;
      for (let real = 0; real < truth.length; real++) chance += (truth[real] ?? 0) * (chances[real] ?? 0);
      if (table.label[one] === table.label[second[place] ?? 0]) same += 1;
      expected += chance;
      variance += chance * (1 - chance);
    }
    return { a, b, shared: first.length, same, expected, raw: (same - expected) / Math.sqrt(Math.max(variance, 1e-9)) };
  });
  const raw = pairs.map((pair) => pair.raw);
  const z = pairs.length >= LEAST_PAIRS ? robustZ(raw).map((value, place) => Math.min(value, (raw[place] ?? 0) - Math.min(0, median(raw)))) : raw;
  const pValues = z.map(normalTail);
  const finds = falseDiscoveryControl(pValues, FALSE_DISCOVERY_RATE);
  return pairs.map(({ a, b, shared, same, expected }, place) => ({
    workers: [table.workers[a] ?? '', table.workers[b] ?? ''],
    shared,
    same,
    expected,
    z: z[place] ?? 0,
    pValue: pValues[place] ?? 1,
    isFind: finds[place] === true,
  }));
}

/** Pairs with tasks enough that somebody else has answered too. */
function sharedTasks(crowd: Crowd): Shared[] {
  const { table, byTask } = crowd;
  const pairs = new Map<number, Shared>();
  for (const places of byTask) {
    for (let index = 0; index < places.length; index++) {
      for (let next = index + 1; next < places.length; next++) {
        const [one = 0, other = 0] = [places[index], places[next]];
        const isOrdered = (table.worker[one] ?? 0) < (table.worker[other] ?? 0);
        const [first, second] = isOrdered ? [one, other] : [other, one];
        const [a, b] = [table.worker[first] ?? 0, table.worker[second] ?? 0];
        // Nobody can tell how likely it is that two say the same where they alone have answered.
        if (a === b || places.every((place) => table.worker[place] === a || table.worker[place] === b)) continue;
        const key = a * table.workers.length + b;
        const pair = pairs.get(key) ?? { a, b, first: [], second: [] };
        pair.first.push(first);
        pair.second.push(second);
        pairs.set(key, pair);
      }
    }
  }
  return [...pairs.values()].filter(({ first }) => first.length >= LEAST_SHARED);
}

/** What workers say where the others see what: known of each from tasks chosen, and otherwise as the crowd. */
class Skills {
  private readonly size: number;
  private readonly label: Int32Array;
  private readonly truths: Float64Array;
  private readonly isTold: Uint8Array;
  private readonly own: readonly Float64Array[];
  private readonly usual: Float64Array;

  constructor({ table, byWorker, truths, isTold }: Crowd) {
    this.size = table.labels.length;
    this.label = table.label;
    this.truths = truths;
    this.isTold = isTold;
    this.own = byWorker.map((places) => this.counts(places));
    this.usual = new Float64Array(this.size ** 2);
    for (const counts of this.own) for (let cell = 0; cell < counts.length; cell++) addTo(this.usual, cell, counts[cell] ?? 0);
    normaliseRows(this.usual, this.size);
  }

  /** A worker's confusion matrix from all answers but those at the places. */
  without(worker: number, places: readonly number[]): Float64Array {
    const left = this.counts(places);
    const matrix = (this.own[worker] ?? left).map((count, cell) => Math.max(0, count - (left[cell] ?? 0)) + USUAL_ANSWERS * (this.usual[cell] ?? 0));
    normaliseRows(matrix, this.size);
    return matrix;
  }

  private counts(places: readonly number[]): Float64Array {
    const counts = new Float64Array(this.size ** 2);
    for (const place of places) {
      if (this.isTold[place] === 0) continue;
      for (let real = 0; real < this.size; real++) addTo(counts, real * this.size + (this.label[place] ?? 0), this.truths[place * this.size + real] ?? 0);
    }
    return counts;
  }
}

/** How likely two workers say the same where the truth is what. */
function chancesOfSame(first: Float64Array, second: Float64Array): Float64Array {
  const size = Math.sqrt(first.length);
  const chances = new Float64Array(size);
  for (let real = 0; real < size; real++) {
    for (let label = 0; label < size; label++) addTo(chances, real, (first[real * size + label] ?? 0) * (second[real * size + label] ?? 0));
  }
  return chances;
}

/** Groups that hang together by pairs that answer too much alike: a copier and whom it copies, or a ring. */
export function alikeGroups(pairs: readonly PairAgreement[]): Suspicion[] {
  const group = new Map<string, PairAgreement[]>();
  const members = new Map<string, Set<string>>();
  for (const pair of pairs.filter(({ isFind }) => isFind)) {
    const [a, b] = pair.workers;
    const joined = new Set([...(members.get(a) ?? [a]), ...(members.get(b) ?? [b])]);
    for (const worker of joined) members.set(worker, joined);
  }
  const groups = new Set(members.values());
  for (const set of groups) group.set([...set].sort().join(' '), pairs.filter(({ isFind, workers }) => isFind && set.has(workers[0])));
  return [...groups].map((set) => {
    const workers = [...set].sort();
    const own = group.get(workers.join(' ')) ?? [];
    return { kind: 'alike', workers, statistic: Math.max(...own.map(({ z }) => z)), pValue: Math.min(...own.map(({ pValue }) => pValue)), answers: own.reduce((sum, { shared }) => sum + shared, 0) };
  });
}
