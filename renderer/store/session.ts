import type { HostClient, HostResult } from '../../shared/host-api.ts';
import { databaseName, openDatabase } from './database.ts';
import type { TesseraDatabase } from './database.ts';
import { JournalFlusher, enqueue } from './journal/queue.ts';
import { journalSummary, restoreFromJournal } from './journal/restore.ts';
import type { JournalSummary, RestoreReport } from './journal/restore.ts';
import { takeWriterLock } from './writer-lock.ts';
import type { Locks, WriterLock } from './writer-lock.ts';

export type AppInfo = HostResult<'app.info'>;

/** The open store of this window. */
export interface StoreSession {
  db: TesseraDatabase;
  host: HostClient;
  info: AppInfo;
  journal: JournalFlusher;
  nowMs: () => number;
}

/** Where opening the store has led to. Only `ready` may write. */
export type StoreState =
  | { status: 'opening' }
  | { status: 'ready'; session: StoreSession }
  /** The database is empty though the journal tells of work: nothing starts until the person has chosen. */
  | { status: 'restore'; summary: JournalSummary; restore: () => Promise<RestoreOutcome>; startEmpty: () => Promise<void> }
  | { status: 'elsewhere'; takeOver: () => Promise<void> }
  | { status: 'newer'; found: number; known: number }
  | { status: 'failed'; code: string; message: string; retry: () => Promise<void> };

export type RestoreOutcome = { ok: true; report: RestoreReport; proceed: () => Promise<void> } | { ok: false; code: string; message: string };

export interface StoreParts {
  host: HostClient;
  /** Null where the browser has none: the store then stays shut. */
  locks: Locks | null;
  nowMs: () => number;
  /** Asks the browser not to clear the store by itself. */
  persist: () => Promise<boolean>;
}

const CANARY = 'canary';
const LOCK_TRIES = 8;
const LOCK_WAIT_MS = 100;

/** Opens the profile's store and tells each state that it comes to. Closing gives the lock up. */
export class StoreOpener {
  #lock: WriterLock | null = null;
  #db: TesseraDatabase | null = null;
  #journal: JournalFlusher | null = null;
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
    await this.#openDatabase(name, info.value);
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

  async #openDatabase(name: string, info: AppInfo): Promise<void> {
    const opened = await openDatabase(name);
    if (!opened.ok) {
      this.#shut();
      if (opened.code === 'NEWER_VERSION') { this.#say({ status: 'newer', found: opened.found, known: opened.known }); return; }
      this.#fail(opened.code, opened.message); return;
    }
    const { db } = opened;
    if (this.#isClosed) { db.close(); return; }
    this.#db = db;
    if ((await db.settings.get(CANARY)) !== undefined) { this.#ready(db, info); return; }
    const summary = await journalSummary(this.parts.host);
    if (!summary.ok) {
      this.#shut();
      this.#fail(summary.error.code, summary.error.message); return;
    }
    if (!summary.value.hasWork) return this.#begin(db, info);
    this.#say({
      status: 'restore',
      summary: summary.value,
      restore: () => this.#restore(db, info),
      startEmpty: () => this.#begin(db, info),
    });
  }

  async #restore(db: TesseraDatabase, info: AppInfo): Promise<RestoreOutcome> {
    const restored = await restoreFromJournal(db, this.parts.host);
    if (!restored.ok) return { ok: false, code: restored.error.code, message: restored.error.message };
    return { ok: true, report: restored.value, proceed: () => this.#begin(db, info) };
  }

  /** The canary is the last thing written of a start: an unfinished restore is found again. */
  async #begin(db: TesseraDatabase, info: AppInfo): Promise<void> {
    const canary = { createdAtMs: this.parts.nowMs(), database: db.name };
    await db.transaction('rw', db.settings, db.journalQueue, async () => {
      await db.settings.put({ key: CANARY, value: canary });
      await enqueue(db, { kind: 'canary', key: db.name, payload: { v: 1, ...canary } });
    });
    this.#ready(db, info);
  }

  #ready(db: TesseraDatabase, info: AppInfo): void {
    if (this.#isClosed) return;
    const { host, nowMs } = this.parts;
    this.#journal = new JournalFlusher(db, host);
    // What a crash kept from the journal goes there first.
    this.#journal.nudge();
    void this.parts.persist();
    this.#say({ status: 'ready', session: { db, host, info, journal: this.#journal, nowMs } });
  }

  /** Another window took over: this one must not write any more. */
  #lost(): void {
    this.#lock = null;
    this.#shut();
    if (!this.#isClosed) this.#say({ status: 'elsewhere', takeOver: () => this.open('steal') });
  }

  #shut(): void {
    this.#journal?.stop();
    this.#db?.close();
    this.#lock?.release();
    this.#journal = this.#db = this.#lock = null;
  }

  #fail(code: string, message: string): void {
    this.#say({ status: 'failed', code, message, retry: () => this.open() });
  }

  #say(state: StoreState): void {
    if (!this.#isClosed) this.tell(state);
  }
}
