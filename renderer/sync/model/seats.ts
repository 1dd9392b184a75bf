import type { SeatStatus } from '../../../shared/protocol/seat-state.ts';
import type { DeskItemState } from '../../desk/port.ts';
import type { OutboxRow, ProjectRow, SeatRow } from '../../store/schema/rows.ts';
import type { Times } from '../engine/status.ts';
import { statusOf } from '../engine/status.ts';

/** A seat as its annotator sees it. */
export interface SeatCard {
  seat: SeatRow;
  project: ProjectRow;
  /** From 1, for people. */
  batchNumber: number;
  states: readonly DeskItemState[];
  sealed: number;
  /** Null until the chain has been asked for the first time. */
  status: SeatStatus | null;
  outbox: OutboxRow | null;
}

export function seatCard(seat: SeatRow, project: ProjectRow, states: ReadonlyMap<number, DeskItemState>, outbox: OutboxRow | null, times: Times): SeatCard {
  const all = Array.from({ length: seat.itemCount }, (_, index): DeskItemState => states.get(index) ?? 'untouched');
  const sealed = all.filter((state) => state === 'sealed' || state === 'cannot-tell').length;
  const started = all.filter((state) => state === 'started').length;
  const status = seat.chain === null ? null : statusOf(seat, seat.chain, project.params.quorum, { sealed, started }, times);
  return { seat, project, batchNumber: Math.floor(seat.firstItem / project.params.batchSize) + 1, states: all, sealed, status, outbox };
}

/** Where there is still something to do or to wait for. */
export function isActive({ status }: SeatCard): boolean {
  return status === null || status.step !== 'none';
}

/** Where labels can still be changed. */
export function isOpen({ seat, status }: SeatCard): boolean {
  return seat.signed === null && (status === null || status.step === 'label' || status.step === 'sign');
}
