import { hasBit } from '../../consensus/masks.ts';
import { batchIdFrom } from '../../labels/ids.ts';
import type { BatchRecord, SeatRecord } from '../../protocol/chain-records.ts';
import { outcomeOf } from '../../protocol/dataset-item.ts';
import type { ItemOutcome } from '../../protocol/dataset-types.ts';
import { seatsInBatch } from '../../protocol/reduce-seat.ts';
import type { BatchLine, Dashboard } from './dashboard.ts';
import type { QualityFilter } from './filter.ts';
import { progressOf } from './progress.ts';
import type { DashboardSource } from './source.ts';

/** What the chain's records say by themselves, before a single label is read: shown while the rest is computed. */
export interface FirstFigures extends Pick<Dashboard, 'progress' | 'batches' | 'items' | 'answers'> {
  readonly outcomes: Readonly<Record<ItemOutcome, number>>;
}

/** The same as in the whole dashboard. Null where the filter asks for a class: that is in the labels alone. */
export function firstFigures(source: DashboardSource, filter: QualityFilter): FirstFigures | null {
  if (filter.className !== null) return null;
  const { project } = source;
  const records = new Map(source.batches.map((batch) => [batch.id, batch]));
  const seatRecords = new Map(source.seats.map((seat) => [seat.id, seat]));
  const outcomes: Record<ItemOutcome, number> = { open: 0, resolved: 0, ruled: 0, overturned: 0, disputed: 0, void: 0 };
  const batches: BatchLine[] = [];
  let [items, answers] = [0, 0];
  for (let index = 0; index < project.batchCount; index++) {
    const batchId = batchIdFrom(project.id, index);
    const seats = seatsInBatch(seatRecords, batchId).filter(({ reveal }) => reveal !== null);
    const isAsked = (filter.batchId === null || filter.batchId === batchId) && (filter.annotator === null || seats.some(({ annotator }) => annotator === filter.annotator));
    const all: Partial<Record<ItemOutcome, number>> = {};
    for (const [offset, outcome] of outcomesOf(records.get(batchId), itemsOf(source, index)).entries()) {
      all[outcome] = (all[outcome] ?? 0) + 1;
      if (!isAsked || (filter.outcome !== null && filter.outcome !== outcome)) continue;
      outcomes[outcome] += 1;
      items += 1;
      answers += answersTo(seats, offset);
    }
    batches.push({ batchId, index, outcomes: all });
  }
  return { outcomes, batches, items, answers, progress: progressOf(source, filter) };
}

/** Items of the batch at a place in the project. */
function itemsOf({ project }: DashboardSource, index: number): number {
  const { batchSize } = project.params;
  return Math.min(batchSize, project.itemCount - index * batchSize);
}

function outcomesOf(batch: BatchRecord | undefined, count: number): ItemOutcome[] {
  return Array.from({ length: count }, (_, offset) => outcomeOf(batch, offset, batch?.rulings.find(({ item }) => item === offset) ?? null));
}

function answersTo(seats: readonly SeatRecord[], offset: number): number {
  return seats.filter(({ blankMask }) => !hasBit(blankMask, offset)).length;
}
