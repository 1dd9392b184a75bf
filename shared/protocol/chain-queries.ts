import { popcount, lowBits } from '../consensus/masks.ts';
import { PRIOR_BPS } from '../consensus/reputation.ts';
import type { Address, BatchId, ProjectId, SeatId } from '../labels/ids.ts';
import { reputationKey } from './chain-records.ts';
import type { BatchRecord, ChainIndex, ReputationRecord, SeatRecord } from './chain-records.ts';
import { itemsToRule } from './reduce-batch.ts';
import { seatPay } from './reduce-ruling.ts';
import { seatsInBatch } from './reduce-seat.ts';

export function seatsOfBatch(index: ChainIndex, batchId: BatchId): SeatRecord[] {
  return seatsInBatch(index.seats, batchId);
}

/** Seats that the account holds or held, oldest first; of leases that lapsed only those nobody else has taken since. */
export function seatsOf(index: ChainIndex, annotator: Address): SeatRecord[] {
  return [...index.seats.values()].filter((seat) => seat.annotator === annotator);
}

export function batchesOfProject(index: ChainIndex, projectId: ProjectId): BatchRecord[] {
  return [...index.batches.values()].filter((batch) => batch.projectId === projectId).sort((a, b) => a.index - b.index);
}

/** An account's standing in a scope; whoever never worked there starts at the prior. */
export function reputationOf(index: ChainIndex, scope: Address, account: Address): ReputationRecord {
  return index.reputations.get(reputationKey(scope, account)) ?? { scope, account, scoreBps: PRIOR_BPS, items: 0, moves: [] };
}

/** What a claim pays once the audit window is over, with its parts; null before settlement and after the claim. */
export function pendingPay(index: ChainIndex, seatId: SeatId): ReturnType<typeof seatPay> | null {
  const seat = index.seats.get(seatId);
  const batch = seat && index.batches.get(seat.batchId);
  const project = seat && index.projects.get(seat.projectId);
  if (seat === undefined || batch === undefined || project === undefined) return null;
  if (batch.phase !== 'settled' || seat.state !== 'revealed') return null;
  return seatPay(project, batch, seat);
}

/** Batches whose drawn or disputed items wait for an expert. @param nowSeconds the chain's time */
export function auditQueue(index: ChainIndex, projectId: ProjectId, nowSeconds: number): { batch: BatchRecord; items: number[] }[] {
  return batchesOfProject(index, projectId)
    .filter((batch) => batch.phase === 'settled' && nowSeconds < batch.auditEndSeconds)
    .map((batch) => ({ batch, items: itemsToRule(batch) }))
    .filter((entry) => entry.items.length > 0);
}

export interface ProjectProgress {
  readonly items: number;
  /** In batches where somebody has taken a seat. */
  readonly touchedItems: number;
  readonly settledItems: number;
  /** Resolved by consensus or by an expert. */
  readonly resolvedItems: number;
  readonly disputedItems: number;
  readonly overturnedItems: number;
  readonly voidItems: number;
  /** Seats of the whole project, and those that have revealed. */
  readonly seats: number;
  readonly revealedSeats: number;
  /** Items that wait for an expert now. */
  readonly itemsToRule: number;
}

export function projectProgress(index: ChainIndex, projectId: ProjectId): ProjectProgress {
  const project = index.projects.get(projectId);
  const batches = batchesOfProject(index, projectId);
  const settled = batches.filter((batch) => batch.phase === 'settled');
  const sum = (of: readonly BatchRecord[], count: (batch: BatchRecord) => number) => of.reduce((total, batch) => total + count(batch), 0);
  return {
    items: project?.itemCount ?? 0,
    touchedItems: sum(batches, (batch) => batch.itemCount),
    settledItems: sum(settled, (batch) => batch.itemCount),
    resolvedItems: sum(settled, (batch) => popcount(batch.resolvedMask)),
    disputedItems: sum(settled, (batch) => popcount(lowBits(batch.itemCount) & ~batch.resolvedMask)),
    overturnedItems: sum(settled, (batch) => popcount(batch.overturnedMask)),
    voidItems: sum(batches.filter((batch) => batch.phase === 'void'), (batch) => batch.itemCount),
    seats: (project?.batchCount ?? 0) * (project?.params.seats ?? 0),
    revealedSeats: sum(batches, (batch) => seatsOfBatch(index, batch.id).filter((seat) => seat.reveal !== null).length),
    itemsToRule: sum(settled, (batch) => itemsToRule(batch).length),
  };
}
