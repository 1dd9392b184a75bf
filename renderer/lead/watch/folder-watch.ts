import type { HostError } from '../../../shared/host-api.ts';
import type { WatchedFolder } from '../../store/watched-folders.ts';
import type { ChosenFile } from '../new/chosen-files.ts';
import { askToRead, mayRead } from './directory-picker.ts';
import { filesOfFolder } from './folder-files.ts';
import type { KeptForm } from './kept-form.ts';
import type { KnownPacks } from './known-packs.ts';
import type { NewFiles } from './whats-new.ts';
import { mayBeNew, passedBy, whatIsNew } from './whats-new.ts';

export type Folder = WatchedFolder<KeptForm>;

/** What the last look into a folder has found. */
export type Sight =
  | { readonly state: 'unseen' }
  /** The browser has to be asked for the folder once more, at a press. */
  | { readonly state: 'asks' }
  /** It is not there any more, or its disk is not. */
  | { readonly state: 'gone' }
  /** The packs that were made of it cannot be read. */
  | { readonly state: 'failed'; readonly error: HostError }
  | { readonly state: 'seen'; readonly fresh: NewFiles; readonly nextName: string; readonly roots: readonly string[] };

export interface Watched {
  readonly row: Folder;
  readonly sight: Sight;
  readonly isLooking: boolean;
}

/** Where watched folders are kept. */
export interface FolderStore {
  all(): Promise<readonly Folder[]>;
  put(row: Folder): Promise<unknown>;
  change(id: string, change: Partial<Pick<Folder, 'roots' | 'passed' | 'lookedAtMs'>>): Promise<unknown>;
  remove(id: string): Promise<unknown>;
}

export interface WatchParts {
  readonly store: FolderStore;
  readonly packs: KnownPacks;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** A file that is as it was this long ago is taken to be whole. */
const STILL_MS = 3_000;

/** Looks into the folders that a lead has given, and says what no pack has yet. Makes none: that is the lead's. */
export class FolderWatch {
  #watched: readonly Watched[] | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #looks = new Map<string, Promise<void>>();

  constructor(private readonly parts: WatchParts) {}

  /** Null until the folders were read from the disk. */
  get(): readonly Watched[] | null {
    return this.#watched;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads what is watched, and looks into it once. */
  async start(): Promise<void> {
    const rows = await this.parts.store.all();
    this.#say(rows.map((row) => ({ row, sight: { state: 'unseen' }, isLooking: false })));
    await this.lookAll();
  }

  async lookAll(): Promise<void> {
    await Promise.all((this.#watched ?? []).map(({ row }) => this.look(row.id)));
  }

  /** @param isPressed by the person: then the browser may ask whether the folder may be read */
  async look(id: string, isPressed = false): Promise<void> {
    const running = this.#looks.get(id);
    if (running !== undefined) return running;
    const look = this.#look(id, isPressed).finally(() => this.#looks.delete(id));
    this.#looks.set(id, look);
    return look;
  }

  /** A pack was made of a folder that is to be watched from now on, or that is watched already. */
  async add(row: Omit<Folder, 'roots' | 'passed' | 'lookedAtMs'>): Promise<void> {
    const before = this.#rowOf(row.id);
    const kept: Folder = { ...row, roots: before?.roots ?? [], passed: before?.passed ?? {}, lookedAtMs: before?.lookedAtMs ?? null };
    await this.parts.store.put(kept);
    if (before === null) this.#say([...(this.#watched ?? []), { row: kept, sight: { state: 'unseen' }, isLooking: false }]);
    else this.#change(row.id, { row: kept });
  }

  /**
   * A pack was tried of these files. What of them is no item of it waits no longer.
   * @param root of the pack; null where not one of them could be taken, or all were known under other names
   */
  async tried(id: string, files: readonly ChosenFile[], root: string | null): Promise<void> {
    await this.#looks.get(id);
    const row = this.#rowOf(id);
    const names = root === null ? null : await this.parts.packs.namesOf(root);
    if (row === null || names?.ok === false) return;
    const passed = { ...row.passed, ...passedBy(files, new Set(names?.value)) };
    await this.#keep(row, { passed, roots: root === null ? row.roots : [...new Set([...row.roots, root])] });
    // One that has begun meanwhile did not know.
    await this.#looks.get(id);
    await this.look(id);
  }

  async stop(id: string): Promise<void> {
    await this.parts.store.remove(id);
    this.#say((this.#watched ?? []).filter(({ row }) => row.id !== id));
  }

  /** Watches again what was stopped a moment ago. */
  async restore(row: Folder): Promise<void> {
    await this.parts.store.put(row);
    this.#say([...(this.#watched ?? []).filter((each) => each.row.id !== row.id), { row, sight: { state: 'unseen' }, isLooking: false }]);
    await this.look(row.id);
  }

  async #look(id: string, isPressed: boolean): Promise<void> {
    const row = this.#rowOf(id);
    if (row === null) return;
    this.#change(id, { isLooking: true });
    const sight = await this.#sightOf(row, isPressed);
    this.#change(id, { sight, isLooking: false });
    const now = this.#rowOf(id);
    if (sight.state === 'seen' && now !== null) await this.#keep(now, { lookedAtMs: this.parts.nowMs() });
  }

  async #sightOf({ folder, series, roots: own, passed }: Folder, isPressed: boolean): Promise<Sight> {
    try {
      if (!(await mayRead(folder)) && !(isPressed && (await askToRead(folder)))) return { state: 'asks' };
      const made = await this.parts.packs.madeOf(series, own);
      if (!made.ok) return { state: 'failed', error: made.error };
      const { names, roots, nextName } = made.value;
      const isWanted = (path: string) => mayBeNew({ names, passed }, path);
      const before = await filesOfFolder(folder, isWanted);
      if (before.length > 0) await this.parts.pause(STILL_MS);
      const now = before.length > 0 ? await filesOfFolder(folder, isWanted) : before;
      return { state: 'seen', fresh: whatIsNew(before, now, { names, passed }), nextName, roots };
    } catch {
      return { state: 'gone' };
    }
  }

  /** What is said holds also where the disk is too full to keep it. */
  async #keep(row: Folder, change: Partial<Pick<Folder, 'roots' | 'passed' | 'lookedAtMs'>>): Promise<void> {
    this.#change(row.id, { row: { ...row, ...change } });
    await this.parts.store.change(row.id, change).catch(() => undefined);
  }

  #rowOf(id: string): Folder | null {
    return this.#watched?.find(({ row }) => row.id === id)?.row ?? null;
  }

  #change(id: string, change: Partial<Watched>): void {
    this.#say((this.#watched ?? []).map((each) => (each.row.id === id ? { ...each, ...change } : each)));
  }

  #say(watched: readonly Watched[]): void {
    this.#watched = watched;
    for (const listener of this.#listeners) listener();
  }
}
