import { type Random, seededRandom } from '../../../shared/consensus/random.ts';
import { type AnswerSpace, type Strategy, answerSpace } from '../../../shared/protocol/economics-answers.ts';
import { type CrowdBatch, drawCrowd, regionsOf } from '../../../shared/protocol/economics-crowd.ts';
import type { Group, PlannedItem } from '../simulate/plan.ts';
import { BATCH_ITEMS, CROWD_ACCURACY, type Setting, type Spread, players } from './grid.ts';

export interface Seats {
  readonly seats: number;
  readonly quorum: number;
}

/** One project of the simulation: a strategy under a setting, with all that only its makers know. */
export interface Cell {
  readonly spread: Spread;
  readonly setting: Setting;
  readonly player: string;
  readonly strategy: Strategy;
  readonly group: Group;
  /** By batch. */
  readonly batches: readonly CrowdBatch[];
}

const CONFIDENCE = 90;

/**
 * A project for every strategy under every setting. The same answers are played under all settings that have the same
 * gold: what differs between them is the rules alone.
 */
export function cellsOf(spread: Spread, settings: readonly Setting[], seats: Seats, options: { readonly batches: number; readonly seed: number }): Cell[] {
  const space = answerSpace('class', spread.shares);
  const cells: Cell[] = [];
  for (const [number, { name, strategy }] of players.entries()) {
    const drawn = new Map<number, { batches: CrowdBatch[]; items: PlannedItem[] }>();
    for (const setting of settings) {
      const { goldPerBatch, targetBps, auditBps } = setting;
      const random = seededRandom(options.seed * 1009 + number * 31 + goldPerBatch * 7 + spread.shares.length);
      const data = drawn.get(goldPerBatch) ?? dataOf(space, seats, strategy, { ...options, goldPerBatch, random, name: `${spread.name} ${name} ${goldPerBatch}` });
      drawn.set(goldPerBatch, data);
      const workers = Array.from({ length: seats.seats }, (_, place) => `${spread.name} ${name} f${targetBps} g${goldPerBatch} a${auditBps} ${place}`);
      cells.push({ spread, setting, player: name, strategy, group: { workers, batchSize: BATCH_ITEMS, items: data.items }, batches: data.batches });
    }
  }
  return cells;
}

interface DataOptions {
  readonly batches: number;
  readonly goldPerBatch: number;
  readonly random: Random;
  readonly name: string;
}

function dataOf(space: AnswerSpace, seats: Seats, strategy: Strategy, options: DataOptions): { batches: CrowdBatch[]; items: PlannedItem[] } {
  const shape = { items: BATCH_ITEMS, gold: options.goldPerBatch, goldShares: space.shares.map(() => 1 / space.shares.length) };
  const seating = { ...seats, crowdAccuracy: CROWD_ACCURACY };
  const batches = Array.from({ length: options.batches }, () => drawCrowd(space, seating, shape, strategy, options.random));
  const items = batches.flatMap((batch, index) =>
    batch.truths.map((_, item): PlannedItem => {
      const answers = batch.answers.map((said, seat) => ({ worker: String(seat), regions: regionsOf('class', space, said[item] ?? 0, seat, CONFIDENCE) }));
      return { item: { task: `${options.name} ${index} ${item}`, widthPx: 1, heightPx: 1, answers }, answers };
    }),
  );
  return { batches, items };
}
