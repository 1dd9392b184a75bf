import { fromHex, toHex } from '../bytes.ts';
import { acceptedClusters, consensusWithClusters } from '../consensus/consensus.ts';
import type { AcceptedCluster } from '../consensus/consensus.ts';
import { hasBit, withBit } from '../consensus/masks.ts';
import type { ItemConsensus } from '../consensus/outcome.ts';
import { CANNOT_TELL, compareBytes, joinItems } from '../labels/codec-bytes.ts';
import type { BatchDetails } from '../labels/details.ts';
import type { BatchId } from '../labels/ids.ts';
import type { ProjectSchema } from '../labels/schema.ts';
import type { BatchRecord, EventPlace, ProjectRecord, RulingRecord, SeatRecord } from './chain-records.ts';
import { majorityDetails, readItem } from './dataset-regions.ts';
import { majorityRelations, soundRelations } from './dataset-relations.ts';
import type { CountedVote } from './dataset-relations.ts';
import type { RegionReader } from './dataset-regions.ts';
import type { ChainSource, DatasetAnnotation, DatasetFault, DatasetItem, DatasetRegion, DatasetRelation, DatasetRuling, FinalRegion, ItemOutcome } from './dataset-types.ts';
import type { ManifestItem } from './manifest.ts';
import { itemVerdict } from './seat-state.ts';

/** A seat that revealed, its labels cut into items. */
export interface SeatLabels {
  readonly seat: SeatRecord;
  readonly reveal: NonNullable<SeatRecord['reveal']>;
  readonly items: readonly Uint8Array[];
  readonly details: BatchDetails | null;
}

export interface ItemSource {
  readonly project: ProjectRecord;
  /** Undefined where nobody has taken a seat in it. */
  readonly batch: BatchRecord | undefined;
  readonly batchId: BatchId;
  readonly schema: ProjectSchema;
  readonly item: ManifestItem;
  /** Of the project's items, and of the batch's. */
  readonly index: number;
  readonly offset: number;
  readonly seats: readonly SeatLabels[];
  readonly faults: DatasetFault[];
}

export function buildItem(source: ItemSource): DatasetItem {
  const { project, batch, batchId, item, index, offset, seats } = source;
  const reader: RegionReader = { kind: project.params.kind, schema: source.schema, item };
  const labels = seats.map((entry) => entry.items[offset] ?? Uint8Array.of(0));
  const own = seats.map((entry, seat) => readItem(reader, labels[seat] ?? Uint8Array.of(0), entry.details?.items[offset]?.regions) ?? []);
  const relations = seats.map((entry, seat) => soundRelations(entry.details?.items[offset]?.relations, own[seat]?.length ?? 0));
  const isSettled = batch?.phase === 'settled';
  const settled = isSettled ? consensusWithClusters(project.params, labels) : null;
  const consensus = settled?.consensus ?? null;
  const ruling = batch?.rulings.find((candidate) => candidate.item === offset) ?? null;
  if (batch !== undefined && consensus !== null) checkConsensus(source, batch, consensus);
  const final = settled === null ? [] : doesStand(source, ruling) ? ruledRegions(source, reader, labels, ruling) : distinct(settled.clusters).flatMap((cluster) => finalRegion(source, reader, cluster, own));
  const known = seats.map(({ seat, details }, place) => ({ seat: seat.index, relations: relations[place] ?? [], isKnown: details !== null }));
  return {
    index,
    item,
    batchId,
    outcome: outcomeOf(batch, offset, ruling),
    regions: final.map(({ region }) => region),
    relations: majorityRelations(final.map(({ votes }) => votes), known),
    settled: sourceOf(batch?.settled ?? null),
    isDrawn: hasBit(batch?.drawn?.mask ?? 0n, offset),
    ruling: ruling === null || batch === undefined ? null : datasetRuling(batch, ruling),
    annotations: seats.map((entry, place) => annotationOf(source, entry, { regions: own[place] ?? [], relations: relations[place] ?? [] }, consensus?.scoresBps[place] ?? null, ruling)),
  };
}

/** @param ruling the item's first, if there is one */
export function outcomeOf(batch: BatchRecord | undefined, offset: number, ruling: RulingRecord | null): ItemOutcome {
  if (batch?.phase === 'void') return 'void';
  if (batch?.phase !== 'settled') return 'open';
  if (hasBit(batch.overturnedMask, offset)) return 'overturned';
  if (hasBit(batch.consensusMask, offset)) return 'resolved';
  return ruling === null ? 'disputed' : 'ruled';
}

/** The contract's consensus must be what its rule gives for the revealed labels. */
function checkConsensus({ index, offset, faults }: ItemSource, batch: BatchRecord, consensus: ItemConsensus): void {
  const note = (field: string, message: string) => faults.push({ itemIndex: index, seatId: null, field, message: `Item ${index + 1}: ${message}` });
  if (batch.consensus[offset] !== toHex(consensus.consensus)) note('consensus', 'the settled consensus is not what the revealed labels give');
  if (hasBit(batch.consensusMask, offset) !== consensus.resolved) note('resolved', 'whether it was resolved is not what the revealed labels give');
}

interface Final {
  readonly region: FinalRegion;
  readonly votes: readonly CountedVote[];
}

/** The known answer stands where it settled or overturned the item, else the consensus does. */
function doesStand({ batch, offset }: ItemSource, ruling: RulingRecord | null): ruling is RulingRecord {
  return ruling !== null && (ruling.overturned || !hasBit(batch?.consensusMask ?? 0n, offset));
}

/** The known answer's labels, with the seats that said the same. */
function ruledRegions(source: ItemSource, reader: RegionReader, labels: readonly Uint8Array[], ruling: RulingRecord): Final[] {
  const truth = fromHex(ruling.labels);
  const clusters = acceptedClusters({ ...source.project.params, quorum: 1 }, [truth, ...labels]);
  return (readItem(reader, truth) ?? []).map((region, place) => {
    const votes = clusters.find((cluster) => cluster.votes.some((vote) => vote.seat === 0 && vote.regionIndex === place))?.votes ?? [];
    // Seats stand after the known answer here.
    const theirs = votes.filter((vote) => vote.seat > 0).map((vote) => ({ ...vote, seat: vote.seat - 1 }));
    return { region: { ...region, voters: theirs.map((vote) => source.seats[vote.seat]?.seat.index ?? 0) }, votes: theirs };
  });
}

/** Clusters that gave the same region stand in the consensus once, with the voters of all. @param clusters in the order of their bytes */
function distinct(clusters: readonly AcceptedCluster[]): AcceptedCluster[] {
  const found: AcceptedCluster[] = [];
  for (const cluster of clusters) {
    const last = found.at(-1);
    if (last === undefined || compareBytes(last.region, cluster.region) !== 0) found.push(cluster);
    else found[found.length - 1] = { region: last.region, votes: [...last.votes, ...cluster.votes].sort((a, b) => a.seat - b.seat) };
  }
  return found;
}

function finalRegion(source: ItemSource, reader: RegionReader, cluster: AcceptedCluster, own: readonly DatasetRegion[][]): Final[] {
  const bytes = joinItems([Uint8Array.of(1), cluster.region]);
  const voters = [...new Set(cluster.votes.map((vote) => source.seats[vote.seat]?.seat.index ?? 0))];
  const said = cluster.votes.flatMap((vote) => own[vote.seat]?.[vote.regionIndex] ?? []);
  return (readItem(reader, bytes) ?? []).map(({ shape, classId, className, confidence }) => {
    const { attributes, occluded, truncated, difficult, crowd, origin } = majorityDetails(said);
    return { region: { shape, classId, className, confidence, attributes, occluded, truncated, difficult, crowd, origin, voters }, votes: cluster.votes };
  });
}

function annotationOf({ batch, offset }: ItemSource, entry: SeatLabels, { regions, relations }: { regions: readonly DatasetRegion[]; relations: readonly DatasetRelation[] }, scoreBps: number | null, ruling: RulingRecord | null): DatasetAnnotation {
  const { seat, reveal } = entry;
  const details = entry.details?.items[offset];
  const isRight = ruling !== null && hasBit(ruling.rightSeats, seat.index);
  return {
    seat: seat.index,
    seatId: seat.id,
    annotator: seat.annotator,
    committed: sourceOf(seat.commitment?.place ?? null),
    revealed: placeSource(reveal.place),
    standing: seat.standing,
    cannotTell: entry.items[offset]?.[0] === CANNOT_TELL,
    cannotTellReason: details?.cannotTell ?? null,
    activeMs: details?.activeMs ?? null,
    regions,
    relations,
    scoreBps,
    verdict: itemVerdict(offset, {
      resolvedBefore: batch?.consensusMask ?? 0n,
      audited: batch?.auditedMask ?? 0n,
      overturned: batch?.overturnedMask ?? 0n,
      agreedBefore: seat.consensusMask,
      right: isRight ? withBit(0n, offset) : 0n,
      blank: seat.blankMask,
    }),
  };
}

function datasetRuling(batch: BatchRecord, ruling: RulingRecord): DatasetRuling {
  const wasResolved = hasBit(batch.consensusMask, ruling.item);
  const verdict = !wasResolved ? 'ruled' : ruling.overturned ? 'overturned' : 'confirmed';
  return { source: ruling.source, by: ruling.by, verdict, at: placeSource(ruling.place) };
}

function sourceOf(place: EventPlace | null): ChainSource | null {
  return place === null ? null : placeSource(place);
}

function placeSource(place: EventPlace): ChainSource {
  return { transactionHash: place.transactionHash, blockNumber: place.blockNumber };
}
