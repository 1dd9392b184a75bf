import { type Bytes32, batchIndexOf, batchOfSeat, parseBytes32, projectOfBatch, seatIdOf, batchIdOf, seatIndexOf } from '../../../shared/labels/ids.ts';
import type { CoordinatorEvent } from '../../../shared/protocol/abi.ts';
import type { Assertion } from '../../../shared/protocol/assertion.ts';
import type { OpenSeat } from '../../../shared/protocol/assertion-step.ts';
import { type Commitment, type HistoryEntry, commitmentsIn } from '../../../shared/protocol/batch-record.ts';
import { type ProjectParams, fromAbiParams } from '../../../shared/protocol/params.ts';

export interface ProjectNote {
  readonly projectId: bigint;
  readonly params: ProjectParams;
  readonly manifestRoot: string;
  readonly itemCount: number;
}

export interface SeatNote {
  readonly seatId: bigint;
  annotator: string;
  isCommitted: boolean;
  /** 0x-hex; null until the seat has revealed. */
  labels: string | null;
  /** The same with what opens it; null until then. */
  opening: OpenSeat | null;
  isClaimed: boolean;
}

/** What logs say of a batch in which somebody has taken a seat. What time changes is read from the contract. */
export interface BatchNote {
  readonly batchId: bigint;
  readonly projectId: bigint;
  /** The batch's place in its project. */
  readonly index: number;
  /** By the seat's place. A freed seat is not there. */
  readonly seats: Map<number, SeatNote>;
  /** Every commitment, in the order they came. */
  readonly history: HistoryEntry[];
  /** The chain over the items' outcomes; null until the batch is settled. */
  consensusRoot: Bytes32 | null;
  /** What somebody says that the batch comes to, while it stands. */
  assertion: Assertion | null;
  /** Unix seconds of the first commitment by somebody who is not practice; null before. */
  firstHumanCommitSeconds: number | null;
  /** A log has changed it since it was last looked at. */
  isTouched: boolean;
  isOver: boolean;
}

/** The part of the coordinator's history that practice and keeping need, built from its logs. */
export class Board {
  readonly projects = new Map<bigint, ProjectNote>();
  readonly batches = new Map<bigint, BatchNote>();
  readonly #isPractice: (account: string) => boolean;

  constructor(isPractice: (account: string) => boolean) {
    this.#isPractice = isPractice;
  }

  /** Batches that somebody has committed to and that are not over. */
  active(): BatchNote[] {
    return [...this.batches.values()].filter((batch) => !batch.isOver && [...batch.seats.values()].some((seat) => seat.isCommitted));
  }

  /** @param seconds of the event's block */
  apply(event: CoordinatorEvent, seconds: number): void {
    this.#note(event, seconds);
    for (const batchId of touchedBatches(event)) {
      const batch = this.batches.get(batchId);
      if (batch !== undefined) batch.isTouched = true;
    }
  }

  #commit({ seatId, seat: index, word }: Commitment, annotator: string, seconds: number): void {
    const batch = this.#batchOf(BigInt(seatId));
    batch.history.push({ seat: index, word });
    const seat = this.#seatOf(BigInt(seatId));
    if (seat !== undefined) seat.isCommitted = true;
    if (batch.firstHumanCommitSeconds === null && !this.#isPractice(annotator)) batch.firstHumanCommitSeconds = seconds;
  }

  #settled(batchId: bigint, consensusRoot: Bytes32): void {
    const batch = this.batches.get(batchId);
    if (batch !== undefined) batch.consensusRoot = consensusRoot;
  }

  #asserted(batchId: bigint, assertion: Assertion | null): void {
    const batch = this.batches.get(batchId);
    if (batch !== undefined) batch.assertion = assertion;
  }

  #claimed(batchId: bigint, annotator: string): void {
    for (const seat of this.batches.get(batchId)?.seats.values() ?? []) if (seat.annotator === annotator) seat.isClaimed = true;
  }

  #note(event: CoordinatorEvent, seconds: number): void {
    switch (event.name) {
      case 'ProjectOpened': {
        const { projectId, params, manifestRoot, itemCount } = event.args;
        this.projects.set(projectId, { projectId, params: fromAbiParams(params), manifestRoot, itemCount });
        return;
      }
      case 'SeatsTaken': {
        const { annotator, seatIds } = event.args;
        for (const seatId of seatIds) {
          this.#batchOf(seatId).seats.set(seatIndexOf(seatIdOf(seatId)), { seatId, annotator, isCommitted: false, labels: null, opening: null, isClaimed: false });
        }
        return;
      }
      case 'SeatFreed':
        this.#batchOf(event.args.seatId).seats.delete(seatIndexOf(seatIdOf(event.args.seatId)));
        return;
      case 'Committed': {
        for (const commitment of commitmentsIn(event.args)) this.#commit(commitment, event.args.annotator, seconds);
        return;
      }
      case 'BatchSettled': {
        this.#settled(event.args.batchId, parseBytes32(event.args.consensusRoot));
        return;
      }
      case 'Revealed':
        this.#revealed(event.args.seatId, event.args);
        return;
      case 'SeatsRevealed': {
        const { batchId, openings } = event.args;
        for (const opening of openings) if (opening.labels !== '0x') this.#revealed((batchId << 8n) | BigInt(opening.seat), opening);
        return;
      }
      case 'LabelsRejected': {
        const seat = this.#seatOf(event.args.seatId);
        if (seat !== undefined) [seat.labels, seat.opening] = [null, null];
        return;
      }
      case 'BatchAsserted':
        this.#asserted(event.args.batchId, event.args.assertion);
        return;
      case 'AssertionRefuted':
        this.#asserted(event.args.batchId, null);
        return;
      case 'Claimed': {
        for (const batchId of event.args.batchIds) this.#claimed(batchId, event.args.annotator);
        return;
      }
      case 'BatchVoided': {
        const batch = this.batches.get(event.args.batchId);
        if (batch !== undefined) batch.isOver = true;
        return;
      }
      default:
        return;
    }
  }

  #revealed(seatId: bigint, { salt, detailsHash, labels }: { readonly salt: string; readonly detailsHash: string; readonly labels: string }): void {
    const seat = this.#seatOf(seatId);
    if (seat === undefined) return;
    seat.labels = labels;
    seat.opening = { salt, detailsHash, labels };
  }

  #batchOf(seatId: bigint): BatchNote {
    const batchId = batchOfSeat(seatIdOf(seatId));
    const known = this.batches.get(BigInt(batchId));
    if (known !== undefined) return known;
    const batch: BatchNote = {
      batchId: BigInt(batchId),
      projectId: BigInt(projectOfBatch(batchIdOf(BigInt(batchId)))),
      index: batchIndexOf(batchId),
      seats: new Map(),
      history: [],
      consensusRoot: null,
      assertion: null,
      firstHumanCommitSeconds: null,
      isTouched: true,
      isOver: false,
    };
    this.batches.set(batch.batchId, batch);
    return batch;
  }

  #seatOf(seatId: bigint): SeatNote | undefined {
    return this.#batchOf(seatId).seats.get(seatIndexOf(seatIdOf(seatId)));
  }
}

/** The batches that an event says something of. */
function touchedBatches({ args }: CoordinatorEvent): bigint[] {
  if ('batchId' in args) return [args.batchId];
  if ('batchIds' in args) return [...args.batchIds];
  const seatIds = 'seatIds' in args ? args.seatIds : 'seatId' in args ? [args.seatId] : [];
  return seatIds.map((seatId) => BigInt(batchOfSeat(seatIdOf(seatId))));
}
