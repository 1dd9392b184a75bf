import type { Address, ProjectId } from '../../labels/ids.ts';
import { parseItemId, parseSha256 } from '../../labels/ids.ts';
import type { ProjectSchema } from '../../labels/schema.ts';
import { emptyIndex } from '../../protocol/chain-index.ts';
import { reputationKey } from '../../protocol/chain-records.ts';
import type { BatchRecord, ChainIndex, ProjectRecord, ReputationRecord, SeatRecord } from '../../protocol/chain-records.ts';
import { datasetItems } from '../../protocol/dataset.ts';
import type { Dataset } from '../../protocol/dataset-types.ts';
import type { ManifestItem } from '../../protocol/manifest.ts';

/**
 * One project's part of the local index, and what is known of its pack: all that a dashboard is made of. Plain data, so
 * that it can be handed to a worker.
 */
export interface DashboardSource {
  readonly chainId: number;
  readonly coordinator: Address;
  /** The newest block that was read to its end. */
  readonly blockNumber: number;
  readonly project: ProjectRecord;
  readonly batches: readonly BatchRecord[];
  readonly seats: readonly SeatRecord[];
  /** In the project's scope, of everybody who has held a seat in the project. */
  readonly reputations: readonly ReputationRecord[];
  /** Unix seconds of the blocks with an event of the project. */
  readonly times: ReadonlyMap<number, number>;
  /** Null while the pack is not on this machine: classes then go by their numbers. */
  readonly schema: ProjectSchema | null;
  /** What is known of the pack's items, by their place. */
  readonly items: ReadonlyMap<number, ManifestItem>;
}

export interface SourceParts {
  readonly chainId: number;
  readonly coordinator: Address;
  readonly blockNumber: number;
  readonly timeOf: (blockNumber: number) => number | null;
  readonly schema: ProjectSchema | null;
  readonly items: ReadonlyMap<number, ManifestItem>;
}

/** The project's part of an index; null where the chain has no such project. */
export function sourceOf(index: ChainIndex, projectId: ProjectId, { timeOf, ...parts }: SourceParts): DashboardSource | null {
  const project = index.projects.get(projectId);
  if (project === undefined) return null;
  const batches = [...index.batches.values()].filter((batch) => batch.projectId === projectId);
  const seats = [...index.seats.values()].filter((seat) => seat.projectId === projectId);
  const reputations = [...new Set(seats.map(({ annotator }) => annotator))].flatMap((account) => index.reputations.get(reputationKey(project.scope, account)) ?? []);
  const times = new Map<number, number>();
  for (const block of blocksOf(project, batches, seats, reputations)) {
    const seconds = timeOf(block);
    if (seconds !== null) times.set(block, seconds);
  }
  return { ...parts, project, batches, seats, reputations, times };
}

function* blocksOf(project: ProjectRecord, batches: readonly BatchRecord[], seats: readonly SeatRecord[], reputations: readonly ReputationRecord[]): Generator<number> {
  yield project.opened.blockNumber;
  for (const { settled, drawn, rulings } of batches) for (const place of [settled, drawn?.place, ...rulings.map((ruling) => ruling.place)]) if (place != null) yield place.blockNumber;
  for (const { taken, commitment, reveal, claim } of seats) for (const place of [taken, commitment?.place, reveal?.place, claim?.place]) if (place != null) yield place.blockNumber;
  for (const { moves } of reputations) for (const { place } of moves) yield place.blockNumber;
}

/** Whether two sources say the same: the index keeps the identity of records that no event has touched. */
export function isSameSource(a: DashboardSource, b: DashboardSource): boolean {
  const isSameList = (one: readonly unknown[], other: readonly unknown[]) => one.length === other.length && one.every((record, place) => record === other[place]);
  return a.project === b.project && a.schema === b.schema && a.items === b.items && isSameList(a.batches, b.batches) && isSameList(a.seats, b.seats) && isSameList(a.reputations, b.reputations);
}

/** Of an image whose pack is not here: overlaps are the same in any unit, so the encoding's own is taken. */
const UNIT_PX = 65_535;
const NO_HASH = parseSha256('0'.repeat(64));

/** Stands for an item while its pack is not on this machine. */
function unknownItem(index: number, kind: ProjectRecord['params']['kind']): ManifestItem {
  const name = `#${index + 1}`;
  const media = kind === 'spans' ? { mediaType: 'text/plain', codePoints: 0 } : { mediaType: 'image/png', width: UNIT_PX, height: UNIT_PX };
  return { id: parseItemId(`item-${index + 1}`), name, sha256: NO_HASH, bytes: 1, ...media };
}

/** The dataset that the source tells of. The pack is not held against its root: nothing here says more of it than names and sizes. */
export function datasetOfSource(source: DashboardSource): Dataset {
  const { project, chainId, coordinator, blockNumber, items } = source;
  const { kind } = project.params;
  const schema: ProjectSchema = source.schema ?? { name: '', kind, classes: [], documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90 };
  const index: ChainIndex = {
    ...emptyIndex,
    projects: new Map([[project.id, project]]),
    batches: new Map(source.batches.map((batch) => [batch.id, batch])),
    seats: new Map(source.seats.map((seat) => [seat.id, seat])),
  };
  const read = datasetItems({ chainId, coordinator, index, project, schema, itemAt: (place) => items.get(place) ?? unknownItem(place, kind) });
  return { chainId, coordinator, blockNumber, project, manifest: { version: 1, name: schema.name, kind, schema, items: [] }, ...read };
}

