import { bitsOf, lowBits, popcount } from '../../shared/consensus/masks.ts';
import { drawItems, sampleSize } from '../../shared/consensus/sampling.ts';
import type { Address, BatchId } from '../../shared/labels/ids.ts';
import { type BatchRecord, type ChainIndex, type ProjectRecord, reputationKey, type SeatRecord } from '../../shared/protocol/chain-records.ts';
import { itemsToRule } from '../../shared/protocol/reduce-batch.ts';
import { tierOf } from '../../shared/consensus/reputation.ts';

/** A batch that an expert may rule on, as the chain drew it. */
export interface ReviewTask {
  readonly batch: BatchRecord;
  readonly project: ProjectRecord;
  readonly seats: readonly SeatRecord[];
  /** Items (within the batch) that wait for a ruling, ascending: drawn or disputed, and not ruled on yet. */
  readonly items: readonly number[];
  readonly drawnItems: readonly number[];
  readonly disputedItems: readonly number[];
  /** The draw made again here from its seed; null before the draw. */
  readonly isDrawRight: boolean | null;
  /** Unix seconds: rulings are taken before it. */
  readonly deadlineSeconds: number;
}

export interface ReviewQueue {
  /** What waits, the nearest deadline first. */
  readonly open: readonly ReviewTask[];
  /** Settled batches of the same projects whose sample is not drawn yet. */
  readonly undrawn: readonly ReviewTask[];
  /** Projects in which the account may rule. */
  readonly projects: readonly ProjectRecord[];
}

/** The audit queue of an account at a time of the chain (unix seconds). Never a batch in which it sits itself. */
export function reviewQueue(index: ChainIndex, account: Address, nowSeconds: number): ReviewQueue {
  const projects = [...index.projects.values()].filter((project) => isExpert(index, project, account));
  const known = new Set(projects.map((project) => project.id));
  const tasks = [...index.batches.values()]
    .filter((batch) => known.has(batch.projectId) && batch.phase === 'settled' && batch.auditEndSeconds > nowSeconds)
    .flatMap((batch) => taskOf(index, batch) ?? [])
    .filter((task) => !task.seats.some((seat) => seat.annotator === account))
    .sort((a, b) => a.deadlineSeconds - b.deadlineSeconds);
  return {
    open: tasks.filter((task) => task.items.length > 0),
    undrawn: tasks.filter((task) => task.isDrawRight === null),
    projects,
  };
}

/** Named by the lead, or of the highest tier in the scope where the project lets such experts in. */
export function isExpert(index: ChainIndex, project: ProjectRecord, account: Address): boolean {
  if (project.experts.includes(account)) return true;
  const standing = index.reputations.get(reputationKey(project.scope, account));
  return project.params.openExperts && standing !== undefined && tierOf(standing.scoreBps, standing.items, project.params.tiers) === project.params.tiers.length;
}

/** What there is to rule on in a settled batch, or null where it is unknown. */
export function taskOf(index: ChainIndex, batch: BatchRecord): ReviewTask | null {
  const project = index.projects.get(batch.projectId);
  if (project === undefined) return null;
  const all = lowBits(batch.itemCount);
  const drawn = batch.drawn?.mask ?? 0n;
  const disputed = all & ~batch.consensusMask;
  return {
    batch,
    project,
    seats: [...index.seats.values()].filter((seat) => seat.batchId === batch.id).sort((a, b) => a.index - b.index),
    items: itemsToRule(batch),
    drawnItems: bitsOf(drawn),
    disputedItems: bitsOf(disputed),
    isDrawRight: batch.drawn === null ? null : drawItems(batch.drawn.seed, batch.itemCount, sampleSize(batch.itemCount, project.params.auditBps) + popcount(batch.drawn.extendedMask)) === drawn,
    deadlineSeconds: batch.auditEndSeconds,
  };
}

export function findTask(index: ChainIndex, batchId: string): ReviewTask | null {
  const batch = index.batches.get(batchId as BatchId);
  return batch === undefined ? null : taskOf(index, batch);
}
