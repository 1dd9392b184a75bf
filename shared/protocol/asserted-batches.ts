import type { BatchId } from '../labels/ids.ts';
import type { AssertedBatch } from './assertion-step.ts';
import type { BatchRecord, ChainIndex } from './chain-records.ts';
import { seatsInBatch } from './reduce-seat.ts';

/** A batch as an asserter or a watcher needs it; null where the index does not know it. */
export function assertedBatchIn(index: ChainIndex, id: BatchId): AssertedBatch | null {
  const batch = index.batches.get(id);
  const params = batch && index.projects.get(batch.projectId)?.params;
  if (batch === undefined || params === undefined) return null;
  const seats = seatsInBatch(index.seats, id);
  return {
    batchId: BigInt(id),
    params,
    itemCount: batch.itemCount,
    history: batch.history,
    seats: Array.from({ length: params.seats }, (_, place) => seats.find((seat) => seat.index === place)?.reveal ?? undefined),
    assertion: batch.assertion?.assertion ?? null,
  };
}

/** Every batch about which an assertion stands. */
export function standingAssertions(index: ChainIndex): BatchRecord[] {
  return [...index.batches.values()].filter((batch) => batch.phase === 'asserted');
}
