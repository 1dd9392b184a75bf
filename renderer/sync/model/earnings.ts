import { fromHex, toHex } from '../../../shared/bytes.ts';
import { hasBit, withBit } from '../../../shared/consensus/masks.ts';
import { splitBatch } from '../../../shared/labels/codec-bytes.ts';
import type { PayParts } from '../../../shared/consensus/pay.ts';
import { reputationKey } from '../../../shared/protocol/chain-records.ts';
import type { BatchRecord, ChainIndex, ProjectRecord, ReputationMove, RulingRecord, SeatRecord } from '../../../shared/protocol/chain-records.ts';
import { seatPay } from '../../../shared/protocol/reduce-ruling.ts';
import { itemVerdict } from '../../../shared/protocol/seat-state.ts';
import type { ItemVerdict } from '../../../shared/protocol/seat-state.ts';
import type { TileState } from '../../app/ui/mosaic-state.ts';
import { differences, readAnswer } from './compare.ts';
import type { Answer, Difference } from './compare.ts';

export type EarningStage = 'unsettled' | 'pending' | 'claimable' | 'claimed' | 'void';

export interface EarnedItem {
  /** Within the batch. */
  item: number;
  verdict: ItemVerdict;
  own: Answer;
  /** The expert's ruling where there is one, else the consensus. */
  standing: Answer;
  differences: readonly Difference[];
  isDrawn: boolean;
  ruling: RulingRecord | null;
}

/** One batch that the account has revealed labels for. Amounts in the token's smallest unit. */
export interface Earning {
  project: ProjectRecord;
  batch: BatchRecord;
  seat: SeatRecord;
  stage: EarningStage;
  pay: PayParts;
  /** How reputation moved because of it, oldest first. */
  moves: readonly ReputationMove[];
}

/** Everything that an account has revealed, the newest first. @param account in lower case @param nowSeconds the chain's time or later */
export function earningsOf(index: ChainIndex, account: string, nowSeconds: number): Earning[] {
  const earnings = [...index.seats.values()].flatMap((seat): Earning[] => {
    const project = index.projects.get(seat.projectId);
    const batch = index.batches.get(seat.batchId);
    if (seat.annotator.toLowerCase() !== account || seat.reveal === null || project === undefined || batch === undefined) return [];
    const moves = index.reputations.get(reputationKey(project.scope, seat.annotator))?.moves ?? [];
    return [{ project, batch, seat, stage: stageOf(seat, batch, nowSeconds), pay: seatPay(project, batch, seat), moves: moves.filter((move) => move.batchId === batch.id) }];
  });
  return earnings.sort((a, b) => (b.seat.reveal?.place.blockNumber ?? 0) - (a.seat.reveal?.place.blockNumber ?? 0));
}

function stageOf(seat: SeatRecord, batch: BatchRecord, nowSeconds: number): EarningStage {
  if (seat.claim !== null) return 'claimed';
  if (batch.phase === 'void') return 'void';
  if (batch.phase !== 'settled') return 'unsettled';
  return nowSeconds >= batch.auditEndSeconds ? 'claimable' : 'pending';
}

/** Bit i: the seat's answer stands as right. A winner of an overturned item is paid by a bonus, so the ruling itself is asked. */
function rightMask(batch: BatchRecord, seat: SeatRecord): bigint {
  return batch.rulings.reduce((mask, ruling) => (hasBit(ruling.rightSeats, seat.index) ? withBit(mask, ruling.item) : mask), seat.agreedMask);
}

/** What came of each item of a settled batch, and why. */
export function itemsOf({ project, batch, seat }: Earning): EarnedItem[] {
  const { kind, thresholdBps } = project.params;
  const split = splitBatch(kind, fromHex(seat.reveal?.labels ?? '0x'), batch.itemCount);
  const labels = split.ok ? split.value.map(toHex) : [];
  const masks = {
    resolvedBefore: batch.consensusMask,
    audited: batch.auditedMask,
    overturned: batch.overturnedMask,
    agreedBefore: seat.consensusMask,
    right: rightMask(batch, seat),
    blank: seat.blankMask,
  };
  return Array.from({ length: Math.min(batch.itemCount, batch.settledItems) }, (_, item) => {
    const ruling = batch.rulings.find((each) => each.item === item) ?? null;
    const own = readAnswer(kind, labels[item]);
    const standing = readAnswer(kind, ruling?.labels ?? batch.consensus[item]);
    const canCompare = own !== null && standing !== null && !own.cannotTell && !standing.cannotTell;
    const verdict = itemVerdict(item, masks);
    const isRight = verdict === 'agreed' || verdict === 'ruled-for' || verdict === 'overturned-for';
    const why = canCompare && !isRight ? differences(kind, thresholdBps, own.regions, standing.regions) : [];
    return { item, verdict, own, standing, differences: why, isDrawn: hasBit(batch.drawn?.mask ?? 0n, item), ruling };
  });
}

export function tileOf({ verdict }: EarnedItem): TileState {
  switch (verdict) {
    case 'agreed':
    case 'ruled-for':
      return 'agreed';
    case 'disagreed':
    case 'ruled-against':
      return 'disagreed';
    case 'blank':
      return 'cannot-tell';
    case 'disputed':
      return 'disputed';
    case 'overturned-for':
    case 'overturned-against':
      return 'overturned';
  }
}

export interface EarningTotals {
  pending: bigint;
  claimable: bigint;
  claimed: bigint;
}

/** Sums in one token: earnings of projects that pay in another are left to their own sum. */
export function totalsOf(earnings: readonly Earning[], token: string): EarningTotals {
  const totals: EarningTotals = { pending: 0n, claimable: 0n, claimed: 0n };
  for (const { project, seat, stage, pay } of earnings) {
    if (project.token.toLowerCase() !== token.toLowerCase()) continue;
    if (stage === 'claimed') totals.claimed += seat.claim?.amount ?? 0n;
    else if (stage === 'pending' || stage === 'claimable') totals[stage] += pay.total;
  }
  return totals;
}
