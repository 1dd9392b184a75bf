import type { TesseraDatabase } from './database.ts';
import { itemKey } from './keys.ts';
import type { NetKey, ProjectKey } from './keys.ts';
import type { ItemRow, ProjectRow } from './schema/rows.ts';

export async function getProject(db: TesseraDatabase, key: ProjectKey): Promise<ProjectRow | undefined> {
  return db.projects.get(key);
}

export async function listProjects(db: TesseraDatabase, net: NetKey): Promise<ProjectRow[]> {
  return db.projects.where('net').equals(net).toArray();
}

export async function putProject(db: TesseraDatabase, row: ProjectRow): Promise<void> {
  await db.projects.put(row);
}

/** The items of one batch; the rest of a pack stays with the host. */
export async function putItems(db: TesseraDatabase, rows: readonly ItemRow[]): Promise<void> {
  await db.items.bulkPut([...rows]);
}

/** Items `first` to `first + count` of a project that are on this disk. */
export async function itemsBetween(db: TesseraDatabase, project: ProjectKey, first: number, count: number): Promise<ItemRow[]> {
  return db.items.where('key').between(itemKey(project, first), itemKey(project, first + count), true, false).toArray();
}
