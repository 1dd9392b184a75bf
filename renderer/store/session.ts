import type { HostClient, HostResult, Result } from '../../shared/host-api.ts';
import { databaseName, openDatabase } from './database.ts';
import type { TesseraDatabase } from './database.ts';
import { putBackRows } from './backup/put-back.ts';
import { JournalFlusher, enqueue, rescueQueue } from './journal/queue.ts';
import { catchUp } from './journal/catch-up.ts';
import { needsRefill, refillJournal } from './journal/refill.ts';
import { journalSummary, restoreFromJournal } from './journal/restore.ts';
import type { JournalSummary, RestoreReport } from './journal/restore.ts';
import { SpaceWatch } from './space.ts';
import type { SpaceParts } from './space.ts';
import { takeWriterLock } from './writer-lock.ts';
import type { Locks, WriterLock } from './writer-lock.ts';

export type AppInfo = HostResult<'app.info'>;

/** The open store of this window. */
export interface StoreSession {
  db: TesseraDatabase;
  host: HostClient;
  info: AppInfo;
  journal: JournalFlusher;
  space: SpaceWatch;
  nowMs: () => number;
  /** Opens the store anew where a restored backup waits. False where this database has labels of its own. */
  startOver: () => Promise<boolean>;
  /** Whether this database holds labels: nothing may be put in its place then. */
  hasLabels: () => Promise<boolean>;
  /** Puts a journal that cannot be used aside, and fills a new one out of this database. */
  renewJournal: () => Promise<Result<HostResult<'journal.renew'>>>;
}

/** What can be done where the journal stands in the way of opening an emptied store. */
export type JournalRepair = Pick<StoreSession, 'host' | 'startOver' | 'hasLabels' | 'renewJournal'>;

/** Where opening the store has led to. Only `ready` may write. */
export type StoreState =
  | { status: 'opening' }
  | { status: 'ready'; session: StoreSession }
  /** The database is empty though the journal tells of work, or a backup waits: nothing starts until the person has chosen. */
  | { status: 'restore'; summary: JournalSummary; restore: () => Promise<RestoreOutcome>; startEmpty: () => Promise<void> }
  | { status: 'elsewhere'; takeOver: () => Promise<void> }
  | { status: 'newer'; found: number; known: number }
  | { status: 'failed'; code: string; message: string; retry: () => Promise<void>; repair: JournalRepair | null };

export type RestoreOutcome = { ok: true; report: RestoreReport; proceed: () => Promise<void> } | { ok: false; code: string; message: string };

export interface StoreParts {
  host: HostClient;
  /** Null where the browser has none: the store then stays shut. */
  locks: Locks | null;
  nowMs: () => number;
  /** Asks the browser not to clear the store by itself. */
  persist: () => Promise<boolean>;
  /** Of this browser's store, the same at every start: another browser on the same host has another. */
  storeId: string;
  /** `navigator.storage.estimate` */
  estimate: SpaceParts['estimate'];
}

const CANARY = 'canary';
const LOCK_TRIES = 8;
const LOCK_WAIT_MS = 100;
const CLAIM_EVERY_MS = 5_000;
const RESCUE_AGAIN_MS = 3_000;
const PROBE_BYTES = 256 * 1024;

/** Opens the profile's store and tells each state that it comes to. Closing gives the lock up. */
export class StoreOpener {
  #lock: WriterLock | null = null;
  #db: TesseraDatabase | null = null;
  #journal: JournalFlusher | null = null;
  #space: SpaceWatch | null = null;
  #unclaim: () => void = () => undefined;
  #isClosed = false;

  constructor(
    private readonly parts: StoreParts,
    private readonly tell: (state: StoreState) => void,
  ) {}

  async open(how: 'if-free' | 'steal' = 'if-free'): Promise<void> {
    this.#say({ status: 'opening' });
    const info = await this.parts.host.call('app.info', {});
    if (!info.ok) { this.#fail(info.error.code, info.error.message); return; }
    const { locks } = this.parts;
    if (locks === null) { this.#fail('LOCKS_MISSING', 'This browser has no Web Locks, without which two windows could overwrite each other.'); return; }
    const name = databaseName(info.value.profile);
    const lock = await this.#lockOf(locks, `${name}-writer`, how);
    if (this.#isClosed) return lock?.release();
    if (lock === null) { this.#say({ status: 'elsewhere', takeOver: () => this.open('steal') }); return; }
    this.#lock = lock;
    if (!(await this.#claims(how === 'steal'))) { this.#lost(); return; }
    this.#watchClaim();
    await this.#openDatabase(name, info.value);
  }

  /** A host that cannot be asked is no other browser: the labels are here, and wait for it. */
  async #claims(isTaking: boolean): Promise<boolean> {
    const claim = await this.parts.host.call('app.claim', { storeId: this.parts.storeId, isTaking });
    return !claim.ok || claim.value.isYours;
  }

  /** Windows of this browser are kept apart by the lock, other browsers by the host. */
  #watchClaim(): void {
    const timer = setInterval(() => void this.#claims(false).then((isOurs) => (isOurs || this.#lock === null ? undefined : this.#lost())), CLAIM_EVERY_MS);
    const off = this.parts.host.on('app.claimed', ({ storeId }) => {
      if (storeId !== this.parts.storeId) this.#lost();
    });
    this.#unclaim = () => {
      clearInterval(timer);
      off();
    };
  }

  /** A window that was just reloaded or closed lets go of its lock a moment later: asked a few times. */
  async #lockOf(locks: Locks, name: string, how: 'if-free' | 'steal'): Promise<WriterLock | null> {
    for (let left = LOCK_TRIES; ; left--) {
      const lock = await takeWriterLock(locks, name, how, () => this.#lost());
      if (lock !== null || left <= 1 || this.#isClosed) return lock;
      await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#shut();
  }

  /** As it is now: what a check before an await has found may be over. */
  #hasClosed(): boolean {
    return this.#isClosed;
  }

  async #openDatabase(name: string, info: AppInfo): Promise<void> {
    const opened = await openDatabase(name, { onGone: () => void this.#gone() });
    if (!opened.ok) {
      this.#shut();
      if (opened.code === 'NEWER_VERSION') this.#say({ status: 'newer', found: opened.found, known: opened.known });
      else this.#fail(opened.code, opened.message);
      return;
    }
    const { db } = opened;
    if (this.#isClosed) {
      db.close();
      return;
    }
    this.#db = db;
    if ((await db.settings.get(CANARY)) !== undefined && !(await this.#waitsForRows(db))) {
      await catchUp(db, this.parts.host);
      this.#ready(db, info);
      return;
    }
    const summary = await journalSummary(this.parts.host);
    if (this.#hasClosed()) return;
    if (!summary.ok) {
      this.#shut();
      this.#fail(summary.error.code, summary.error.message, this.#repair());
      return;
    }
    if (!summary.value.hasWork && summary.value.backupAtMs === null) return this.#begin(db, info);
    this.#say({
      status: 'restore',
      summary: summary.value,
      restore: () => this.#restore(db.name, info),
      startEmpty: () => this.#begin(db, info),
    });
  }

  /** A backup was restored and its rows are not here yet. Never where this database has labels of its own. */
  async #waitsForRows(db: TesseraDatabase): Promise<boolean> {
    const pending = await this.parts.host.call('backup.pending', {});
    return pending.ok && pending.value.backup !== null && (await db.labels.count()) === 0;
  }

  /**
   * Opens the store anew, after a backup was put in the profile's place. A database that holds labels is never
   * thrown away: false, and nothing happens.
   */
  async #startOver(db: TesseraDatabase): Promise<boolean> {
    if ((await db.labels.count()) > 0) return false;
    this.#shut();
    await this.open();
    return true;
  }

  /** Rows of a backup first, where some wait, and the journal over them: it may have gone on since. */
  async #restore(name: string, info: AppInfo): Promise<RestoreOutcome> {
    const putBack = await putBackRows(this.#db, name, this.parts.host, () => void this.#gone());
    if (!putBack.ok) return { ok: false, code: putBack.error.code, message: putBack.error.message };
    const { db } = putBack;
    this.#db = db;
    const restored = await restoreFromJournal(db, this.parts.host);
    if (!restored.ok) return { ok: false, code: restored.error.code, message: restored.error.message };
    const report = { ...restored.value, fromBackup: putBack.rows };
    return { ok: true, report, proceed: () => this.#begin(db, info) };
  }

  /** The canary is the last thing written of a start: an unfinished restore is found again. */
  async #begin(db: TesseraDatabase, info: AppInfo): Promise<void> {
    const canary = { createdAtMs: this.parts.nowMs(), database: db.name };
    await db.transaction('rw', db.settings, db.journalQueue, async () => {
      await db.settings.put({ key: CANARY, value: canary });
      await enqueue(db, { kind: 'canary', key: db.name, payload: { v: 1, ...canary } });
    });
    // From here on the rows are this database's own; a crash before it offers them again.
    await this.parts.host.call('backup.taken', {});
    this.#ready(db, info);
  }

  #ready(db: TesseraDatabase, info: AppInfo): void {
    if (this.#isClosed) return;
    const { host, nowMs, estimate } = this.parts;
    const journal = new JournalFlusher(db, host);
    const space = new SpaceWatch({ host, estimate, probe: () => probeRoom(db) }, nowMs);
    [this.#journal, this.#space] = [journal, space];
    db.mayWrite = () => space.mayWrite();
    // What a crash kept from the journal goes there first.
    journal.nudge();
    space.start();
    void this.parts.persist();
    void this.#holdJournal(db);
    const ways = { startOver: () => this.#startOver(db), hasLabels: async () => (await db.labels.count()) > 0, renewJournal: () => renewJournal(db, host) };
    this.#say({ status: 'ready', session: { db, host, info, journal, space, nowMs, ...ways } });
  }

  /** A journal that lost what it had acknowledged gets it again, beside the work. */
  async #holdJournal(db: TesseraDatabase): Promise<void> {
    try {
      const need = await needsRefill(db, this.parts.host);
      if (!need.ok || !need.isNeeded) return;
      await refillJournal(db);
    } catch {
      // The store was closed meanwhile; the next start looks again.
    }
  }

  /**
   * The browser has closed the database: on a full disk it deletes it. What this window had saved and the journal has
   * not yet goes there before anything else; then the store is opened as at a start, and finds what is left.
   */
  async #gone(): Promise<void> {
    const db = this.#db;
    if (this.#isClosed || db === null) return;
    this.#shut();
    this.#say({ status: 'opening' });
    const error = await rescueQueue(db, this.parts.host);
    if (error === null) { await this.open(); return; }
    const again = setTimeout(() => void this.#rescueAgain(db), RESCUE_AGAIN_MS);
    const retry = async () => {
      clearTimeout(again);
      await this.#rescueAgain(db);
    };
    this.#say({ status: 'failed', code: error.code, message: error.message, retry, repair: null });
  }

  async #rescueAgain(db: TesseraDatabase): Promise<void> {
    this.#db = db;
    await this.#gone();
  }

  /** Another window took over: this one must not write any more. */
  #lost(): void {
    this.#shut();
    if (!this.#isClosed) this.#say({ status: 'elsewhere', takeOver: () => this.open('steal') });
  }

  #shut(): void {
    this.#unclaim();
    this.#journal?.stop();
    this.#space?.stop();
    this.#db?.close();
    this.#lock?.release();
    this.#journal = this.#space = this.#db = this.#lock = null;
  }

  /** The database is empty and the journal cannot say what was there. */
  #repair(): JournalRepair {
    const { host } = this.parts;
    const startOver = async () => {
      await this.open();
      return true;
    };
    return { host, startOver, hasLabels: async () => false, renewJournal: async () => host.call('journal.renew', {}) };
  }

  #fail(code: string, message: string, repair: JournalRepair | null = null): void {
    this.#say({ status: 'failed', code, message, retry: () => this.open(), repair });
  }

  #say(state: StoreState): void {
    if (!this.#isClosed) this.tell(state);
  }
}

/** Writes what an edit may take at the most, and takes it back. */
async function probeRoom(db: TesseraDatabase): Promise<void> {
  await db.settings.put({ key: 'room', value: new Uint8Array(PROBE_BYTES) });
  await db.settings.delete('room');
}

async function renewJournal(db: TesseraDatabase, host: HostClient): Promise<Result<HostResult<'journal.renew'>>> {
  const renewed = await host.call('journal.renew', {});
  if (!renewed.ok) return renewed;
  await refillJournal(db);
  return renewed;
}
