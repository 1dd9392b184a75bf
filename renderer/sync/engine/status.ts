import { parseAddress } from '../../../shared/labels/ids.ts';
import { canFollow } from '../../../shared/protocol/seat-life.ts';
import { seatStatus } from '../../../shared/protocol/seat-state.ts';
import type { SeatLocalFacts, SeatStatus, SeatStep } from '../../../shared/protocol/seat-state.ts';
import type { SealedCount } from '../../store/seats.ts';
import type { SeatChainRow, SeatRow } from '../../store/schema/rows.ts';

export interface Times {
  /** Of the chain's newest block that was seen. */
  headSeconds: number;
  /** Of this machine. */
  wallSeconds: number;
  /** The node is on this machine: what is sent there leaves nothing. */
  isLocal: boolean;
}

/** Waiting may be over on a quiet chain whose newest block is old: these steps cost nothing if it is not. */
const HARMLESS: ReadonlySet<SeatStep> = new Set(['settle', 'void', 'draw', 'claim']);

/**
 * Where a seat is. The chain's time decides; this machine's clock is believed only where it says that waiting is over,
 * never that a deadline has passed, and never that labels may be shown to a node elsewhere.
 */
export function statusOf(seat: SeatRow, chain: SeatChainRow, quorum: number, count: SealedCount, times: Times): SeatStatus {
  const facts = factsOf(seat, count);
  const view = { batch: chain.batch, seat: chain.seat, quorum };
  const byChain = seatStatus(view, facts, times.headSeconds);
  if (byChain.step !== 'wait' && byChain.step !== 'draw') return byChain;
  const byClock = seatStatus(view, facts, Math.max(times.headSeconds, times.wallSeconds));
  const isBelieved = HARMLESS.has(byClock.step) || (byClock.step === 'reveal' && times.isLocal);
  return isBelieved ? byClock : byChain;
}

/** Whether the chain says less of a seat than it did: blocks were taken back, and what they held is done again. */
export function wentBack(seat: SeatRow, before: SeatChainRow, after: SeatChainRow, quorum: number, nowSeconds: number): boolean {
  const facts = { annotator: parseAddress(seat.annotator), touchedItems: seat.itemCount, sealedItems: seat.itemCount, isSigned: true, hasOpening: true };
  const stateIn = ({ batch, seat: view }: SeatChainRow) => seatStatus({ batch, seat: view, quorum }, facts, nowSeconds).state;
  return !canFollow(stateIn(before), stateIn(after));
}

function factsOf(seat: SeatRow, count: SealedCount): SeatLocalFacts {
  const { signed } = seat;
  const isWhole = seat.isSentAsIs || signed !== null;
  return {
    annotator: parseAddress(seat.annotator),
    touchedItems: count.sealed + count.started,
    sealedItems: isWhole ? seat.itemCount : count.sealed,
    isSigned: signed !== null,
    hasOpening: signed !== null,
  };
}
