import { batchOfSeat, parseSeatId } from '../../../shared/labels/ids.ts';
import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { pagesOf } from '../../../shared/protocol/batch-record.ts';
import type { HistoryEntry } from '../../../shared/protocol/batch-record.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import type { OutboxRow, SeatChainRow, SeatRow } from '../../store/schema/rows.ts';

/** A seat with a step to take now. */
export interface DueSeat {
  seat: SeatRow;
  chain: SeatChainRow;
  params: ProjectParams;
  row: OutboxRow;
  /** The relay that the project's lead names. */
  relay: string | null;
}

export const batchIdOf = (seat: SeatRow): string => batchOfSeat(parseSeatId(seat.seatId));

/** Null where nothing is signed. */
export function commitData({ seat }: DueSeat): string | null {
  return seat.signed === null ? null : encodeCoordinatorCall('commit', [[BigInt(seat.seatId)], [seat.signed.commitment]]);
}

export function claimData({ seat }: DueSeat): string {
  return encodeCoordinatorCall('claim', [[BigInt(batchIdOf(seat))]]);
}

/** Opens a commitment: the only call that carries labels. Null where the payload is not at hand. */
export function revealData({ seat, params }: DueSeat, salt: string, history: readonly HistoryEntry[]): string | null {
  const { signed } = seat;
  if (signed === null) return null;
  const details = params.detailsOnChain ? signed.details : '0x';
  return encodeCoordinatorCall('reveal', [BigInt(seat.seatId), salt, signed.labels, signed.detailsHash, details, history]);
}

/**
 * Computes the consensus of what is not settled yet. After a failure a smaller piece is tried: it may have been too
 * much for one block. A class project's batch is settled whole or not at all.
 */
export function settleData({ seat, chain, params, row }: DueSeat, labels: readonly string[]): string | null {
  const { settledItems, itemCount } = chain.batch;
  if (labels.every((each) => each === '0x')) return null;
  const left = itemCount - settledItems;
  const piece = params.kind === 'class' ? left : Math.max(1, Math.ceil(left / 2 ** Math.min(row.attempts, 6)));
  const pages = pagesOf(params.kind, labels, itemCount, settledItems, settledItems + piece);
  return encodeCoordinatorCall('settle', [BigInt(batchIdOf(seat)), pages, settledItems, settledItems + piece]);
}

/** A call that anyone may make for a batch. */
export function batchData(step: 'void' | 'draw' | 'anchor', { seat }: DueSeat): string {
  const names = { void: 'voidBatch', draw: 'drawAudit', anchor: 'anchorAudit' } as const;
  return encodeCoordinatorCall(names[step], [BigInt(batchIdOf(seat))]);
}

/** Moves the block of an assertion's draw to one whose hash can be reached. */
export function anchorAssertionData({ seat }: DueSeat): string {
  return encodeCoordinatorCall('anchorAssertion', [BigInt(batchIdOf(seat))]);
}
