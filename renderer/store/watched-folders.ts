import Dexie from 'dexie';
import type { EntityTable } from 'dexie';
import { DURABILITY, keepRoom } from './database.ts';

/** A folder of this machine that a project's lead has the window look into. */
export interface WatchedFolder<Form> {
  readonly id: string;
  /** The browser's own handle: it can be kept in this browser and nowhere else, and tells no path. */
  readonly folder: FileSystemDirectoryHandle;
  /** Name of the first project that was made of it: its packs are called by it and a number. */
  readonly series: string;
  /** What the form of that project said. */
  readonly form: Form;
  /** Packs that were made of it, whatever they are called. */
  readonly roots: readonly string[];
  /** Files that a pack was made with and that are no item of it, by path, as they were then. */
  readonly passed: Readonly<Record<string, string>>;
  readonly addedAtMs: number;
  /** Null until it was looked into once. */
  readonly lookedAtMs: number | null;
}

/**
 * Watched folders, in a small database of their own: a handle cannot travel in the journal or in a backup, and so is
 * nothing that the store can promise to bring back.
 */
export class WatchedFolders<Form> extends Dexie {
  declare folders: EntityTable<WatchedFolder<Form>, 'id'>;

  constructor(profile: string, mayWrite: () => boolean) {
    super(`watched-folders/${profile}`, { chromeTransactionDurability: DURABILITY, cache: 'disabled' });
    keepRoom(this, mayWrite);
    this.version(1).stores({ folders: 'id' });
  }

  /** In the order in which they were added. */
  async all(): Promise<WatchedFolder<Form>[]> {
    return (await this.folders.toArray()).sort((one, other) => one.addedAtMs - other.addedAtMs);
  }
}
