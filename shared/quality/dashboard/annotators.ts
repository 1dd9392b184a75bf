import { popcount } from '../../consensus/masks.ts';
import type { Address, BatchId, ProjectId } from '../../labels/ids.ts';
import { projectOfBatch } from '../../labels/ids.ts';
import type { BatchRecord, ReputationMove, SeatRecord } from '../../protocol/chain-records.ts';
import type { DatasetItem } from '../../protocol/dataset-types.ts';
import type { ClaimPattern } from '../signals/claims.ts';
import { claimPatterns } from '../signals/claims.ts';
import { workerPaces } from '../signals/pace.ts';
import type { WorkerPace } from '../signals/pace.ts';
import type { QualityFilter } from './filter.ts';
import type { DashboardSource } from './source.ts';

/** Why reputation moved: a batch was settled, an expert ruled (and overturned), the lead's known answers came, or something of another project. */
export type MoveCause = 'settled' | 'ruled' | 'overturned' | 'gold' | 'elsewhere';

export interface ReputationStep {
  readonly blockNumber: number;
  readonly seconds: number | null;
  readonly transactionHash: string;
  readonly batchId: BatchId;
  readonly projectId: ProjectId;
  readonly scoreBps: number;
  readonly items: number;
  readonly delta: bigint;
  readonly weight: bigint;
  readonly cause: MoveCause;
}

/** One annotator of the project: pace, pay, and standing with every cause. */
export interface AnnotatorLine {
  readonly annotator: Address;
  /** Items answered, those that could not be told left out. */
  readonly answers: number;
  readonly pace: WorkerPace | null;
  /** Labels of seats that have been paid, and what for, in the token's smallest unit. */
  readonly paidLabels: number;
  readonly paid: bigint;
  readonly patterns: readonly ClaimPattern[];
  readonly reputation: readonly ReputationStep[];
}

export interface AnnotatorLines {
  /** By answers, the most first. */
  readonly lines: readonly AnnotatorLine[];
  /** `active`: time at work, out of the details. `chain`: from taking the seat to committing, which is all that the chain tells. */
  readonly paceBy: 'active' | 'chain';
}

export function annotatorLines(source: DashboardSource, items: readonly DatasetItem[], filter: QualityFilter): AnnotatorLines {
  const batches = new Map<string, BatchRecord>(source.batches.map((batch) => [batch.id, batch]));
  const seats = source.seats.filter((seat) => (filter.batchId === null || seat.batchId === filter.batchId) && (filter.annotator === null || seat.annotator === filter.annotator));
  const active = items.flatMap(({ annotations }) => annotations.flatMap(({ annotator, activeMs }) => (activeMs === null || activeMs === 0 ? [] : [{ worker: annotator, activeMs }])));
  const paceBy = active.length > 0 ? 'active' : 'chain';
  const paces = new Map(workerPaces(paceBy === 'active' ? active : chainPaces(source, seats, batches)).map((pace) => [pace.worker, pace]));
  const answers = new Map<string, number>();
  const activeMs = new Map<string, number>();
  for (const { annotations } of items) {
    for (const each of annotations) {
      if (!each.cannotTell) answers.set(each.annotator, (answers.get(each.annotator) ?? 0) + 1);
      activeMs.set(each.annotator, (activeMs.get(each.annotator) ?? 0) + (each.activeMs ?? 0));
    }
  }
  const accounts = [...new Set(seats.filter(({ state }) => state !== 'freed').map(({ annotator }) => annotator))];
  const claims = accounts.map((annotator) => {
    const paid = seats.filter((seat) => seat.annotator === annotator && seat.claim !== null);
    const labels = paid.reduce((sum, seat) => sum + (batches.get(seat.batchId)?.itemCount ?? 0) - popcount(seat.blankMask), 0);
    return { worker: annotator, labels, paid: paid.reduce((sum, { claim }) => sum + (claim?.amount ?? 0n), 0n), activeMs: activeMs.get(annotator) ?? 0 };
  });
  const patterns = claimPatterns(claims);
  const lines = accounts.map((annotator, place): AnnotatorLine => {
    const claim = claims[place];
    return {
      annotator,
      answers: answers.get(annotator) ?? 0,
      pace: paces.get(annotator) ?? null,
      paidLabels: claim?.labels ?? 0,
      paid: claim?.paid ?? 0n,
      patterns: patterns.filter(({ worker }) => worker === annotator),
      reputation: (source.reputations.find(({ account }) => account === annotator)?.moves ?? []).map((move) => stepOf(move, source, batches)),
    };
  });
  return { paceBy, lines: lines.sort((a, b) => b.answers - a.answers || (a.annotator < b.annotator ? -1 : 1)) };
}

/** A seat's labels, each with the same part of the time between taking it and committing to them. */
function chainPaces({ times }: DashboardSource, seats: readonly SeatRecord[], batches: ReadonlyMap<string, BatchRecord>) {
  return seats.flatMap(({ annotator, taken, commitment, batchId }) => {
    const [from, to] = [times.get(taken.blockNumber), commitment === null ? undefined : times.get(commitment.place.blockNumber)];
    const items = batches.get(batchId)?.itemCount ?? 0;
    if (from === undefined || to === undefined || to <= from || items === 0) return [];
    return Array.from({ length: items }, () => ({ worker: annotator, activeMs: ((to - from) * 1000) / items }));
  });
}

function stepOf(move: ReputationMove, { project, times }: DashboardSource, batches: ReadonlyMap<string, BatchRecord>): ReputationStep {
  const { place, ...rest } = move;
  const projectId = projectOfBatch(move.batchId);
  return {
    ...rest,
    projectId,
    blockNumber: place.blockNumber,
    transactionHash: place.transactionHash,
    seconds: times.get(place.blockNumber) ?? null,
    cause: projectId === project.id ? causeOf(move, batches.get(move.batchId)) : 'elsewhere',
  };
}

/** What happened to the batch in the very transaction that moved the score. */
export function causeOf({ place }: Pick<ReputationMove, 'place'>, batch: BatchRecord | undefined): MoveCause {
  if (batch?.settled?.transactionHash === place.transactionHash && batch.settled.logIndex === place.logIndex) return 'settled';
  const rulings = batch?.rulings.filter((ruling) => ruling.place.transactionHash === place.transactionHash) ?? [];
  if (rulings.some(({ source }) => source === 'gold')) return 'gold';
  if (rulings.length > 0) return rulings.some(({ overturned }) => overturned) ? 'overturned' : 'ruled';
  return 'settled';
}
