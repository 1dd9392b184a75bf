import { hasBit } from '../../consensus/masks.ts';
import type { EventPlace } from '../../protocol/chain-records.ts';
import type { DashboardSource } from './source.ts';
import type { QualityFilter } from './filter.ts';

/** How far the project was after a block: sums since it opened. */
export interface ProgressPoint {
  readonly blockNumber: number;
  /** Unix seconds; null where the block's time is not known. */
  readonly seconds: number | null;
  /** Labels that annotators had committed to, and had revealed. */
  readonly committed: number;
  readonly revealed: number;
  /** Items of settled batches, and those that an expert or the lead's known answers had ruled on. */
  readonly settled: number;
  readonly ruled: number;
  /** In the token's smallest unit: claimed by annotators, and fees of experts. */
  readonly paid: bigint;
  readonly fees: bigint;
}

/** More points than that are no picture any more. */
const MOST_POINTS = 400;

type Sums = Omit<ProgressPoint, 'blockNumber' | 'seconds'>;

/** Everything that was done, block by block; of many blocks an even choice, the last among them. */
export function progressOf(source: DashboardSource, { batchId, annotator }: QualityFilter): ProgressPoint[] {
  const { project, times } = source;
  const steps: { place: EventPlace; change: (sums: Sums) => Sums }[] = [{ place: project.opened, change: (sums) => sums }];
  const batches = source.batches.filter(({ id }) => batchId === null || id === batchId);
  const itemsOf = new Map(batches.map((batch) => [batch.id, batch.itemCount]));
  for (const seat of source.seats) {
    const items = itemsOf.get(seat.batchId);
    if (items === undefined || (annotator !== null && seat.annotator !== annotator)) continue;
    const { commitment, reveal, claim } = seat;
    if (commitment !== null) steps.push({ place: commitment.place, change: (sums) => ({ ...sums, committed: sums.committed + items }) });
    if (reveal !== null) steps.push({ place: reveal.place, change: (sums) => ({ ...sums, revealed: sums.revealed + items }) });
    if (claim !== null) steps.push({ place: claim.place, change: (sums) => ({ ...sums, paid: sums.paid + claim.amount }) });
  }
  for (const { itemCount, settled, rulings, drawn } of batches) {
    if (settled !== null) steps.push({ place: settled, change: (sums) => ({ ...sums, settled: sums.settled + itemCount }) });
    const first = rulings.filter((ruling, place) => rulings.findIndex(({ item }) => item === ruling.item) === place);
    for (const { item, source: by, place } of first) {
      // What is drawn beyond the rate is the scope's pool's to pay, and gold costs nothing.
      const isPaid = by === 'expert' && !hasBit(drawn?.extendedMask ?? 0n, item);
      const fee = isPaid ? project.params.auditFeePerItem : 0n;
      steps.push({ place, change: (sums) => ({ ...sums, ruled: sums.ruled + 1, fees: sums.fees + fee }) });
    }
  }
  steps.sort((a, b) => a.place.blockNumber - b.place.blockNumber || a.place.logIndex - b.place.logIndex);
  const points: ProgressPoint[] = [];
  let sums: Sums = { committed: 0, revealed: 0, settled: 0, ruled: 0, paid: 0n, fees: 0n };
  for (const { place, change } of steps) {
    sums = change(sums);
    if (points.at(-1)?.blockNumber === place.blockNumber) points.pop();
    points.push({ ...sums, blockNumber: place.blockNumber, seconds: times.get(place.blockNumber) ?? null });
  }
  return thinned(points);
}

function thinned(points: readonly ProgressPoint[]): ProgressPoint[] {
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  return points.filter((_, place) => (points.length - 1 - place) % step === 0);
}
