import { fromHex } from '../bytes.ts';
import { batchIdFrom } from '../labels/ids.ts';
import type { Address, ProjectId } from '../labels/ids.ts';
import { decodeDetails, detailsHash } from '../labels/details.ts';
import type { BatchDetails } from '../labels/details.ts';
import { splitBatch } from '../labels/codec-bytes.ts';
import type { ProjectSchema } from '../labels/schema.ts';
import { keccak } from '../bytes.ts';
import type { Failure, Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { commitmentOf } from './commitment.ts';
import type { BatchRecord, ChainIndex, ProjectRecord, SeatRecord } from './chain-records.ts';
import { buildItem } from './dataset-item.ts';
import type { SeatLabels } from './dataset-item.ts';
import type { Dataset, DatasetFault, DatasetItem } from './dataset-types.ts';
import { manifestRoot } from './manifest.ts';
import type { Manifest, ManifestItem } from './manifest.ts';
import { seatsInBatch } from './reduce-seat.ts';

export interface DatasetFailure extends Failure {
  readonly code: 'PROJECT_UNKNOWN' | 'MANIFEST_ROOT';
}

export interface DatasetSource {
  readonly chainId: number;
  readonly coordinator: Address;
  readonly index: ChainIndex;
  readonly projectId: ProjectId;
  readonly manifest: Manifest;
  /** The block that the index is as of; where it is left out, that of its last event. */
  readonly blockNumber?: number;
  /** Details that did not travel on chain, as far as they are at hand; checked against the reveal's hash. */
  readonly detailsOf?: (seat: SeatRecord) => Uint8Array | null;
}

/**
 * The dataset as the chain's record has it: every item's labels with who said what, where, and how it came out.
 * Nothing is taken on trust: the manifest is held against its root, every commitment and consensus is computed again,
 * and what does not hold is listed in `faults`.
 */
export function buildDataset(source: DatasetSource): Result<Dataset, DatasetFailure> {
  const { index, manifest, projectId } = source;
  const project = index.projects.get(projectId);
  if (project === undefined) return err({ code: 'PROJECT_UNKNOWN', message: `The chain has no project ${projectId}` });
  const root = manifestRoot(manifest);
  if (root !== project.manifestRoot || manifest.items.length !== project.itemCount) {
    return err({ code: 'MANIFEST_ROOT', message: `This pack (root ${root}) is not the one of project ${projectId} (root ${project.manifestRoot})` });
  }
  const itemAt = (place: number) => manifest.items[place];
  return ok({
    chainId: source.chainId,
    coordinator: source.coordinator,
    blockNumber: source.blockNumber ?? index.head?.blockNumber ?? 0,
    project,
    manifest,
    ...datasetItems({ ...source, project, schema: manifest.schema, itemAt }),
  });
}

/** What the chain's record of a seat is read and held against. */
export type RecordSource = Pick<DatasetSource, 'chainId' | 'coordinator' | 'index' | 'detailsOf'>;

/** What items are made of where the pack's own manifest is not held against its root, or not whole. */
export interface ItemsSource extends RecordSource {
  readonly project: ProjectRecord;
  readonly schema: ProjectSchema;
  /** The pack's item at a place; undefined ends the batch. */
  readonly itemAt: (index: number) => ManifestItem | undefined;
}

/** Every item with who said what and how it came out, and what of the record does not hold. */
export function datasetItems(source: ItemsSource): Pick<Dataset, 'items' | 'faults'> {
  const { index, project, schema } = source;
  const { batchSize } = project.params;
  const items: DatasetItem[] = [];
  const faults: DatasetFault[] = [];
  for (let batchIndex = 0; batchIndex < project.batchCount; batchIndex++) {
    const batchId = batchIdFrom(project.id, batchIndex);
    const batch = index.batches.get(batchId);
    const seats = batch === undefined ? [] : readSeats(source, project, batch, faults);
    const first = batchIndex * batchSize;
    for (let offset = 0; offset < batchSize && first + offset < project.itemCount; offset++) {
      const item = source.itemAt(first + offset);
      if (item === undefined) break;
      items.push(buildItem({ project, batch, batchId, schema, item, index: first + offset, offset, seats, faults }));
    }
  }
  return { items, faults };
}

/** The batch's revealed seats, their labels cut into items, with what is wrong with them. */
export function readSeats(source: RecordSource, project: ProjectRecord, batch: BatchRecord, faults: DatasetFault[]): SeatLabels[] {
  return seatsInBatch(source.index.seats, batch.id).flatMap((seat) => {
    if (seat.reveal === null) return [];
    const note = (field: string, message: string) => faults.push({ itemIndex: null, seatId: seat.id, field, message });
    const labels = fromHex(seat.reveal.labels);
    const opened = commitmentOf({
      chainId: source.chainId,
      coordinator: source.coordinator,
      seatId: seat.id,
      annotator: seat.annotator,
      labelsHash: keccak(labels),
      detailsHash: seat.reveal.detailsHash,
      salt: seat.reveal.salt,
    });
    if (opened !== seat.commitment?.word) note('commitment', `Seat ${seat.id}: the revealed labels do not open the commitment`);
    const items = splitBatch(project.params.kind, labels, batch.itemCount);
    if (!items.ok) {
      note('labels', `Seat ${seat.id}: ${items.error.message}`);
      return [];
    }
    return [{ seat, reveal: seat.reveal, items: items.value, details: readDetails(source, seat, note) }];
  });
}

function readDetails(source: RecordSource, seat: SeatRecord, note: (field: string, message: string) => void): BatchDetails | null {
  const onChain = seat.reveal === null || seat.reveal.details === '0x' ? null : fromHex(seat.reveal.details);
  const bytes = onChain ?? source.detailsOf?.(seat) ?? null;
  if (bytes === null) return null;
  if (detailsHash(bytes) !== seat.reveal?.detailsHash) {
    note('details', `Seat ${seat.id}: the details are not those that were committed to`);
    return null;
  }
  const details = decodeDetails(bytes);
  if (details.ok) return details.value;
  note('details', `Seat ${seat.id}: ${details.error.message}`);
  return null;
}

