import type { ChainIndex, ProjectRecord } from '../../shared/protocol/chain-records.ts';
import type { ManifestItem } from '../../shared/protocol/manifest.ts';
import { projectKey, reviewSeatKey, seatKey } from '../store/keys.ts';
import type { NetKey, SeatKey } from '../store/keys.ts';
import type { TesseraDatabase } from '../store/database.ts';
import { adoptSeat, getSeat, listSeats } from '../store/seats.ts';
import type { SeatRow } from '../store/schema/rows.ts';
import type { OpenedProject, Packs } from './packs/packs.ts';

export interface AdoptParts {
  db: TesseraDatabase;
  net: NetKey;
  packs: Packs;
  nowMs: () => number;
  /** Unix seconds of a block, where it is known. */
  timeOf: (blockNumber: number) => number | null;
}

/** Seats whose items are on disk already: not looked for again. */
export type Complete = Set<string>;

/** Takes what the chain says into the store: projects with their packs, the account's seats with their items. */
export async function adoptChain(parts: AdoptParts, index: ChainIndex, account: string | null, complete: Complete): Promise<void> {
  const opened = new Map([...index.projects.values()].map((record) => [record.id as string, openedOf(parts, record)]));
  for (const project of opened.values()) await parts.packs.project(project);
  if (account === null) return;
  for (const record of index.seats.values()) {
    if (record.state === 'freed' || record.annotator.toLowerCase() !== account) continue;
    const batch = index.batches.get(record.batchId);
    if (batch === undefined) continue;
    const key = seatKey(parts.net, record.id);
    const known = await getSeat(parts.db, key);
    if (known?.annotator === account) continue;
    const seat = { key, net: parts.net, seatId: record.id, projectKey: projectKey(parts.net, record.projectId), annotator: account };
    await adoptSeat(parts.db, { ...seat, firstItem: batch.firstItem, itemCount: batch.itemCount, addedAtMs: parts.nowMs() });
  }
  await completeItems(parts, await listSeats(parts.db, parts.net), opened, complete);
}

/**
 * Puts a batch that an expert reviews beside the seats: its place for the expert's labels, and its items. False where
 * the pack is not to be had.
 */
export async function adoptReview(parts: AdoptParts, index: ChainIndex, batchId: string, account: string): Promise<SeatKey | null> {
  const batch = [...index.batches.values()].find((each) => each.id === batchId);
  const record = batch && index.projects.get(batch.projectId);
  if (batch === undefined || record === undefined) return null;
  const opened = openedOf(parts, record);
  await parts.packs.project(opened);
  const key = reviewSeatKey(parts.net, batchId);
  const seat = { key, net: parts.net, seatId: key.slice(key.lastIndexOf('/') + 1), projectKey: projectKey(parts.net, record.id), annotator: account };
  await adoptSeat(parts.db, { ...seat, firstItem: batch.firstItem, itemCount: batch.itemCount, addedAtMs: parts.nowMs() });
  const row = await getSeat(parts.db, key);
  return row !== undefined && (await parts.packs.items(row, opened)) ? key : null;
}

/** All items of a project's pack; null where the project or its pack is not to be had. */
export async function packItems(parts: AdoptParts, index: ChainIndex, projectId: string): Promise<readonly ManifestItem[] | null> {
  const record = [...index.projects.values()].find(({ id }) => id === projectId);
  return record === undefined ? null : parts.packs.all(openedOf(parts, record));
}

async function completeItems(parts: AdoptParts, seats: readonly SeatRow[], opened: ReadonlyMap<string, OpenedProject>, complete: Complete): Promise<void> {
  for (const seat of seats) {
    const project = opened.get(seat.projectKey.slice(seat.projectKey.lastIndexOf('/') + 1));
    if (complete.has(seat.key) || project === undefined) continue;
    if (await parts.packs.items(seat, project)) complete.add(seat.key);
  }
}

function openedOf(parts: AdoptParts, record: ProjectRecord): OpenedProject {
  const { id, lead, manifestRoot, packUri, itemCount, params, opened } = record;
  return { projectId: id, lead, root: manifestRoot, packUri, itemCount, params, openedAtSeconds: parts.timeOf(opened.blockNumber) ?? 0 };
}
