import { batchCountOf, itemsOfBatch } from '../../labels/ids.ts';
import type { Below } from './secret.ts';
import { shuffled } from './secret.ts';

interface Dealt {
  readonly capacity: number;
  readonly items: number[];
  /** Known answers of the category that is being dealt. */
  ofCategory: number;
}

/**
 * An order of a pack's items in which every batch has its share of the known answers, and of each category of them,
 * the rare ones too; where in the batch they stand is chance.
 * @param known category by item, of the items whose answer is known
 * @returns the items' old places in their new order
 */
export function spreadKnown(itemCount: number, batchSize: number, known: ReadonlyMap<number, number>, below: Below): number[] {
  const batches = Array.from({ length: batchCountOf(batchSize, itemCount) }, (_, index): Dealt => ({ capacity: itemsOfBatch(index, batchSize, itemCount).count, items: [], ofCategory: 0 }));
  for (const items of byCategory(known)) {
    for (const batch of batches) batch.ofCategory = 0;
    for (const item of shuffled(items, below)) deal(item, batches, below);
  }
  const others = shuffled(Array.from({ length: itemCount }, (_, item) => item).filter((item) => !known.has(item)), below);
  return batches.flatMap(({ capacity, items }) => shuffled([...items, ...others.splice(0, capacity - items.length)], below));
}

/** The rarest category first: it has the first choice of batches. */
function byCategory(known: ReadonlyMap<number, number>): number[][] {
  const groups = new Map<number, number[]>();
  for (const [item, category] of known) groups.set(category, [...(groups.get(category) ?? []), item]);
  return [...groups.values()].sort((one, other) => one.length - other.length);
}

/** To the batch that has least for its size: of the category, then of all known answers, then by chance. */
function deal(item: number, batches: readonly Dealt[], below: Below): void {
  let best: Dealt[] = [];
  let least: readonly [number, number] = [Infinity, Infinity];
  for (const batch of batches) {
    const { capacity, items, ofCategory } = batch;
    if (items.length === capacity) continue;
    const need = [(ofCategory + 1) / capacity, (items.length + 1) / capacity] as const;
    const order = need[0] - least[0] || need[1] - least[1];
    if (order < 0) [best, least] = [[batch], need];
    else if (order === 0) best.push(batch);
  }
  const chosen = best[below(best.length)];
  if (chosen === undefined) throw new RangeError('There are more known answers than items');
  chosen.items.push(item);
  chosen.ofCategory += 1;
}
