import Dexie from 'dexie';
import type { Transaction } from 'dexie';
import type { HostClient, HostError } from '../../../shared/host-api.ts';
import type { TesseraDatabase } from '../database.ts';
import { putJournalMark } from './mark.ts';
import type { JournalQueueRow } from '../schema/rows.ts';

const ENTRIES_A_CALL = 200;
const RETRY_MS = 2_000;

/** Who carries the queue of a database: whatever is queued goes at once, whoever queued it. */
const carriers = new WeakMap<TesseraDatabase, JournalFlusher>();

/**
 * Carries the queue to the host's journal, in order and many at a time. A row leaves the queue only after the host
 * has answered that it is on disk; a crash in between writes it twice, which replay forgives.
 */
export class JournalFlusher {
  #running: Promise<HostError | null> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isStopped = false;
  #isNudged = false;
  readonly #offConnection: () => void;

  constructor(
    private readonly db: TesseraDatabase,
    private readonly host: HostClient,
  ) {
    carriers.set(db, this);
    this.#offConnection = host.onConnection((isConnected) => {
      if (isConnected) this.nudge();
    });
  }

  /** Something may wait in the queue. */
  nudge(): void {
    // One more run after the one under way sees all that comes meanwhile.
    if (this.#isNudged) return;
    this.#isNudged = this.#running !== null;
    // Not a part of the transaction that has queued it.
    void Dexie.ignoreTransaction(() => this.flush());
  }

  /**
   * Resolves with null when everything queued before the call is in the journal, or with why it is not yet.
   * What stays is tried again by itself.
   */
  async flush(): Promise<HostError | null> {
    if (this.#isStopped) return { code: 'STORE_CLOSED', message: 'The store is closed.' };
    // A run under way may have read the queue before the caller's row was in: one more run after it.
    while (this.#running !== null) await this.#running;
    this.#isNudged = false;
    this.#running = this.#drain().finally(() => (this.#running = null));
    return this.#running;
  }

  stop(): void {
    this.#isStopped = true;
    if (carriers.get(this.db) === this) carriers.delete(this.db);
    this.#offConnection();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #drain(): Promise<HostError | null> {
    try {
      return await this.#carry();
    } catch (error) {
      // The window closes, or another took over: the queue is on disk, and goes at the next start.
      if (this.#isStopped || !this.db.isOpen()) return { code: 'STORE_CLOSED', message: 'The store is closed.' };
      throw error;
    }
  }

  async #carry(): Promise<HostError | null> {
    for (;;) {
      const rows = await this.db.journalQueue.limit(ENTRIES_A_CALL).toArray();
      if (rows.length === 0) return null;
      // Whoever opens the store next carries them.
      if (this.#isStopped) return { code: 'STORE_CLOSED', message: 'The store is closed.' };
      // What could not leave the queue afterwards would be written to the journal again and again.
      if (!this.db.mayWrite()) {
        this.#retryLater();
        return { code: 'DISK_FULL', message: 'The disk is full' };
      }
      const answer = await this.host.call('journal.append', { entries: rows.map(({ kind, key, payload }) => ({ kind, key, payload })) });
      if (!answer.ok) {
        this.#retryLater();
        return answer.error;
      }
      const ids = rows.flatMap((row) => row.id ?? []);
      await this.db.transaction('rw', this.db.journalQueue, this.db.settings, async () => {
        await this.db.journalQueue.bulkDelete(ids);
        await putJournalMark(this.db, answer.value);
      });
      for (const id of ids) unsentOf(this.db).delete(id);
    }
  }

  #retryLater(): void {
    if (this.#isStopped || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.nudge();
    }, RETRY_MS);
  }
}

type Entry = Omit<JournalQueueRow, 'id'>;

/**
 * What this window has put in the queue and the journal has not yet, a second time in memory: a full disk takes the
 * database and the queue with it, and what was called saved must reach the journal all the same.
 */
const unsent = new WeakMap<TesseraDatabase, Map<number, Entry>>();

function unsentOf(db: TesseraDatabase): Map<number, Entry> {
  const known = unsent.get(db) ?? new Map<number, Entry>();
  unsent.set(db, known);
  return known;
}

/** Puts an entry in the queue, from where it goes by itself; call inside the transaction of the change it tells of. */
export async function enqueue(db: TesseraDatabase, entry: Entry): Promise<void> {
  // Dexie's types forget that there may be none.
  const currentTransaction = Dexie.currentTransaction as Transaction | null;
  const id = await db.journalQueue.add(entry);
  const isOnDisk = () => {
    unsentOf(db).set(id, entry);
    carriers.get(db)?.nudge();
  };
  if (currentTransaction === null) isOnDisk();
  else currentTransaction.on('complete', isOnDisk);
}

/** Writes what a lost database's queue held to the journal. Null, or why it could not be written yet. */
export async function rescueQueue(db: TesseraDatabase, host: HostClient): Promise<HostError | null> {
  const entries = unsentOf(db);
  const ids = [...entries.keys()].sort((a, b) => a - b);
  for (let from = 0; from < ids.length; from += ENTRIES_A_CALL) {
    const part = ids.slice(from, from + ENTRIES_A_CALL);
    const answer = await host.call('journal.append', { entries: part.flatMap((id) => entries.get(id) ?? []) });
    if (!answer.ok) return answer.error;
    for (const id of part) entries.delete(id);
  }
  return null;
}
