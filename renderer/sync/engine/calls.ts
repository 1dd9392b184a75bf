import { batchOfSeat, parseSeatId } from '../../../shared/labels/ids.ts';
import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { pagesOf } from '../../../shared/protocol/batch-record.ts';
import type { HistoryEntry } from '../../../shared/protocol/batch-record.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import type { SeatKey } from '../../store/keys.ts';
import type { OutboxRow, OutboxStep, SeatChainRow, SeatRow } from '../../store/schema/rows.ts';

/** A seat with a step to take now. */
export interface DueSeat {
  seat: SeatRow;
  chain: SeatChainRow;
  params: ProjectParams;
  row: OutboxRow;
  /** The relay that the project's lead names. */
  relay: string | null;
}

/** One transaction to send, and the seats that it brings on. */
export interface Call {
  step: OutboxStep;
  seats: SeatKey[];
  data: string;
}

/** Seats a transaction: a commitment is one word, a claim a few. */
const SEATS_A_TRANSACTION = 40;

export const batchIdOf = (seat: SeatRow): string => batchOfSeat(parseSeatId(seat.seatId));

/** Commitments of many seats in few transactions. */
export function commitCalls(due: readonly DueSeat[]): Call[] {
  const signed = due.flatMap(({ seat }) => (seat.signed === null ? [] : [{ seat, commitment: seat.signed.commitment }]));
  return inParts(signed).map((part) => ({
    step: 'commit',
    seats: part.map(({ seat }) => seat.key),
    data: encodeCoordinatorCall('commit', [part.map(({ seat }) => BigInt(seat.seatId)), part.map(({ commitment }) => commitment)]),
  }));
}

/** Claims of many batches in few transactions, one token each. */
export function claimCalls(due: readonly DueSeat[]): Call[] {
  const byToken = new Map<string, DueSeat[]>();
  for (const entry of due) byToken.set(entry.params.token, [...(byToken.get(entry.params.token) ?? []), entry]);
  return [...byToken.values()].flatMap((group) =>
    inParts(group).map((part) => ({
      step: 'claim' as const,
      seats: part.map(({ seat }) => seat.key),
      data: encodeCoordinatorCall('claim', [part.map(({ seat }) => BigInt(batchIdOf(seat)))]),
    })),
  );
}

/** Opens a commitment: the only call that carries labels. Null where the payload is not at hand. */
export function revealCall({ seat, params }: DueSeat, salt: string, history: readonly HistoryEntry[]): Call | null {
  const { signed } = seat;
  if (signed === null) return null;
  const details = params.detailsOnChain ? signed.details : '0x';
  return { step: 'reveal', seats: [seat.key], data: encodeCoordinatorCall('reveal', [BigInt(seat.seatId), salt, signed.labels, signed.detailsHash, details, history]) };
}

/**
 * Computes the consensus of what is not settled yet. After a failure a smaller piece is tried: it may have been too
 * much for one block. A class project's batch is settled whole or not at all.
 */
export function settleCall({ seat, chain, params, row }: DueSeat, labels: readonly string[]): Call | null {
  const { settledItems, itemCount } = chain.batch;
  if (labels.every((each) => each === '0x')) return null;
  const left = itemCount - settledItems;
  const piece = params.kind === 'class' ? left : Math.max(1, Math.ceil(left / 2 ** Math.min(row.attempts, 6)));
  const pages = pagesOf(params.kind, labels, itemCount, settledItems, settledItems + piece);
  return { step: 'settle', seats: [seat.key], data: encodeCoordinatorCall('settle', [BigInt(batchIdOf(seat)), pages, settledItems, settledItems + piece]) };
}

/** A call that anyone may make for a batch. */
export function batchCall(step: 'void' | 'draw' | 'anchor', { seat }: DueSeat): Call {
  const names = { void: 'voidBatch', draw: 'drawAudit', anchor: 'anchorAudit' } as const;
  return { step, seats: [seat.key], data: encodeCoordinatorCall(names[step], [BigInt(batchIdOf(seat))]) };
}

/** Moves the block of an assertion's draw to one whose hash can be reached. */
export function anchorAssertionCall({ seat }: DueSeat): Call {
  return { step: 'settle', seats: [seat.key], data: encodeCoordinatorCall('anchorAssertion', [BigInt(batchIdOf(seat))]) };
}

function inParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / SEATS_A_TRANSACTION) }, (_, part) => all.slice(part * SEATS_A_TRANSACTION, (part + 1) * SEATS_A_TRANSACTION));
}
