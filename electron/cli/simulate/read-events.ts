import { fromHex } from '../../../shared/bytes.ts';
import { hasBit } from '../../../shared/consensus/masks.ts';
import type { CoordinatorEvent } from '../../../shared/protocol/abi.ts';
import { type HistoryEntry, commitmentsIn } from '../../../shared/protocol/batch-record.ts';
import type { Settled } from './assert.ts';
import type { PlannedItem } from './plan.ts';

/** What became of one item. */
export interface ItemOutcome {
  readonly isResolved: boolean;
  /** The consensus of its batch, and which item of it this is: decoded by who knows the kind. */
  readonly batchConsensus: Uint8Array;
  readonly indexInBatch: number;
  readonly itemsInBatch: number;
}

/** Enters commitments in the order they came. */
export function noteCommits(histories: Map<bigint, HistoryEntry[]>, event: CoordinatorEvent): void {
  if (event.name !== 'Committed') return;
  for (const { batchId, seat, word } of commitmentsIn(event.args)) {
    const key = BigInt(batchId);
    histories.set(key, [...(histories.get(key) ?? []), { seat, word }]);
  }
}

/** What a computed batch's events say that it came to. */
export function settledBy(events: readonly CoordinatorEvent[]): Settled {
  const [items, whole] = [events.find((event) => event.name === 'ItemsSettled'), events.find((event) => event.name === 'BatchSettled')];
  if (items?.name !== 'ItemsSettled' || whole?.name !== 'BatchSettled') throw new Error('revealAndSettle gave no ItemsSettled and BatchSettled');
  return { resolvedMask: whole.args.resolvedMask, consensusRoot: whole.args.consensusRoot, consensus: fromHex(items.args.consensus) };
}

/** Enters what became of each item of a settled batch. */
export function noteOutcomes(batch: readonly PlannedItem[], { resolvedMask, consensus }: Settled, into: Map<string, ItemOutcome>): void {
  for (const [at, { item }] of batch.entries()) {
    into.set(item.task, { isResolved: hasBit(resolvedMask, at), batchConsensus: consensus, indexInBatch: at, itemsInBatch: batch.length });
  }
}
