import Dexie from 'dexie';
import type { DBCoreTable, EntityTable, Table } from 'dexie';
import type { LabelKey } from './keys.ts';
import { schemaVersions } from './schema/versions.ts';
import type { SchemaVersion } from './schema/versions.ts';
import type {
  AssetRow,
  AuditRow,
  CursorRow,
  EventRow,
  ItemRow,
  JournalQueueRow,
  LabelRow,
  MarkRow,
  OutboxRow,
  ProjectRow,
  ReputationRow,
  SeatRow,
  SettingRow,
} from './schema/rows.ts';

/** Chromium writes relaxed unless told: a power cut could take what was called saved. */
export const DURABILITY = 'strict';

/** The profile's database. Inside one of its transactions nothing but Dexie may be awaited, or it commits early. */
export class TesseraDatabase extends Dexie {
  declare projects: EntityTable<ProjectRow, 'key'>;
  declare seats: EntityTable<SeatRow, 'key'>;
  declare items: EntityTable<ItemRow, 'key'>;
  declare labels: EntityTable<LabelRow, 'key'>;
  declare marks: Table<MarkRow, [LabelKey, number]>;
  declare outbox: EntityTable<OutboxRow, 'key'>;
  declare events: EntityTable<EventRow, 'key'>;
  declare cursors: EntityTable<CursorRow, 'net'>;
  declare reputations: EntityTable<ReputationRow, 'key'>;
  declare audits: EntityTable<AuditRow, 'key'>;
  declare assets: EntityTable<AssetRow, 'sha256'>;
  declare settings: EntityTable<SettingRow, 'key'>;
  declare journalQueue: Table<JournalQueueRow, number>;

  /**
   * Asked before every write, whoever makes it: a write that a full disk refuses in its middle makes Chromium delete
   * the whole database. Always, until somebody watches the room that is left.
   */
  mayWrite: () => boolean = () => true;

  /** @param autoOpen opens with the first call, and again after the browser has closed it: for tests alone */
  constructor(name: string, versions: readonly SchemaVersion[] = schemaVersions, autoOpen = true) {
    super(name, { chromeTransactionDurability: DURABILITY, cache: 'disabled', autoOpen });
    keepRoom(this, () => this.mayWrite());
    for (const entry of versions) declareVersion(this, entry);
  }

  /**
   * A transaction of its own, whatever else goes on: what begins while another one of Dexie's runs may otherwise be taken
   * for a part of it, and finds none of its tables there. In place of Dexie's "r!" and "rw!", which end with an error of
   * Dexie's own where a single operation goes on.
   */
  async apart<T>(mode: 'r' | 'rw', tables: readonly Table[], work: () => PromiseLike<T> | T): Promise<T> {
    return Dexie.ignoreTransaction(() => this.transaction(mode, [...tables], work));
  }
}

/** Has every write of a database asked about first. */
export function keepRoom(db: Dexie, mayWrite: () => boolean): void {
  db.use({ stack: 'dbcore', name: 'room', create: (core) => ({ ...core, table: (table) => guarded(core.table(table), mayWrite) }) });
}

function guarded(table: DBCoreTable, mayWrite: () => boolean): DBCoreTable {
  return { ...table, mutate: (request) => (mayWrite() ? table.mutate(request) : Dexie.Promise.reject(new NoRoom())) };
}

/** The write was not begun: the disk is as good as full. */
class NoRoom extends Error {
  constructor() {
    super('The disk is full: nothing more can be kept. What was saved is safe.');
    this.name = 'NoRoom';
  }
}

/** Dexie may hand an error of its own with ours inside. */
export function isNoRoom(error: unknown): error is Error {
  return error instanceof NoRoom || (error instanceof Error && 'inner' in error && error.inner instanceof NoRoom);
}

function declareVersion(db: Dexie, entry: SchemaVersion): void {
  const version = db.version(entry.version).stores(entry.stores);
  const { upgrade } = entry;
  if (upgrade === undefined) return;
  version.upgrade((transaction) =>
    upgrade({
      rewrite: async (table, change) => {
        await transaction.table<Record<string, unknown>>(table).toCollection().modify(change);
      },
      split: async (table, into, change) => {
        const source = transaction.table<Record<string, unknown>>(table);
        // Row by row: all histories at once may be more than fits in memory.
        for (const key of await source.toCollection().primaryKeys()) {
          const row = await source.get(key);
          if (row === undefined) continue;
          const parts = change(row);
          await source.put(row);
          await transaction.table(into).bulkPut(parts);
        }
      },
    }),
  );
}

/** The database's name for a profile: part of what is on disk, never changed. */
export const databaseName = (profile: string): string => `tessera-${profile}`;

export type OpenOutcome =
  | { ok: true; db: TesseraDatabase }
  | { ok: false; code: 'NEWER_VERSION'; found: number; known: number }
  | { ok: false; code: 'STORE_UNOPENED'; message: string };

export interface OpenOptions {
  versions?: readonly SchemaVersion[];
  /**
   * The browser closed the database by itself: on a full disk Chromium deletes it, and what would be opened next is
   * empty. It stays closed; who opened it must look again.
   */
  onGone?: () => void;
}

/** Opens the database. One that a newer Tessera wrote is told of and left as it is. */
export async function openDatabase(name: string, { versions = schemaVersions, onGone = () => undefined }: OpenOptions = {}): Promise<OpenOutcome> {
  const known = Math.max(...versions.map((entry) => entry.version));
  const db = new TesseraDatabase(name, versions, false);
  try {
    // Looked at before Dexie is: in a newer database it would put back what an older version had, and count it up.
    const found = await installedVersion(name);
    if (found > known) return { ok: false, code: 'NEWER_VERSION', found, known };
    await db.open();
  } catch (error) {
    db.close();
    return { ok: false, code: 'STORE_UNOPENED', message: error instanceof Error ? error.message : String(error) };
  }
  // In the place of Dexie's own ways, which open again with the next call.
  const gone = () => {
    db.close();
    onGone();
  };
  db.backendDB().onclose = gone;
  // Another page deletes it, or brings it to a newer version.
  db.on('versionchange', gone);
  return { ok: true, db };
}

/** The version of a database as it lies on the disk; 0 where there is none, and none is made. */
async function installedVersion(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      // Dexie multiplies its versions by ten in the browser's own count.
      resolve(Math.floor(version / 10));
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (isNew) resolve(0);
      else reject(request.error ?? new Error('The database could not be looked at.'));
    };
  });
}
