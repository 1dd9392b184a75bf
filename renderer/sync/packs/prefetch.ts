import type { TesseraDatabase } from '../../store/database.ts';
import { absentAssets, readAsset } from '../../store/desk/assets.ts';
import type { AssetSource } from '../../store/desk/assets.ts';
import { itemsBetween } from '../../store/projects.ts';
import type { SeatRow } from '../../store/schema/rows.ts';

export interface PrefetchProgress {
  done: number;
  total: number;
  /** Items whose file could not be had, by name. */
  missing: string[];
  /** There is no room for more: the rest is read from the host while it is there. */
  isFull: boolean;
}

/**
 * Copies the files of seats into the window's store, one after another: where the tab can lose its host they have to
 * be here before the network goes. What is here already is not asked for again.
 */
export async function prefetchAssets(
  db: TesseraDatabase,
  source: AssetSource,
  seats: readonly SeatRow[],
  nowMs: () => number,
  tell: (progress: PrefetchProgress) => void,
): Promise<PrefetchProgress> {
  const wanted = new Map<string, string>();
  for (const seat of seats) {
    const project = await db.projects.get(seat.projectKey);
    for (const picture of project?.schema?.pictures ?? []) wanted.set(picture.sha256, picture.name);
    for (const { item } of await itemsBetween(db, seat.projectKey, seat.firstItem, seat.itemCount)) wanted.set(item.sha256, item.name);
  }
  const absent = await absentAssets(db, [...wanted.keys()]);
  let progress: PrefetchProgress = { done: wanted.size - absent.length, total: wanted.size, missing: [], isFull: false };
  for (const sha256 of absent) {
    const outcome = await readAsset(db, source, sha256, nowMs());
    if (outcome.ok) progress = { ...progress, done: progress.done + 1 };
    else if (outcome.error.code === 'STORAGE_FULL') progress = { ...progress, isFull: true };
    else progress = { ...progress, missing: [...progress.missing, wanted.get(sha256) ?? sha256] };
    tell(progress);
    if (progress.isFull) break;
  }
  return progress;
}
