import type { HostClient, HostError } from '../../../shared/host-api.ts';
import { workKinds } from '../../../shared/journal-kinds.ts';
import { freshOutbox } from '../desk/label-writes.ts';
import { stateOf } from '../label-state.ts';
import { isReviewSeat, parseLabelKey, parseSeatKey } from '../keys.ts';
import type { NetKey } from '../keys.ts';
import { auditRowOf } from '../reviews.ts';
import type { TesseraDatabase } from '../database.ts';
import { historyOf, replaceMarks } from '../desk/marks.ts';
import type { LabelRow, OutboxRow } from '../schema/rows.ts';
import { seatRows } from './seat-entries.ts';
import { nothingRebuilt, replay } from './replay.ts';
import type { Rebuilt, ReplayEntry } from './replay.ts';

const ENTRIES_A_READ = 2_000;

/** The setting under which signed payloads wait for the chain index to bring their seats back. */
export const restoredSignedKey = (seat: string): string => `restored-signed:${seat}`;

export interface JournalSummary {
  /** Whether it tells of work, and so of a database that was there. */
  hasWork: boolean;
  lastAtMs: number | null;
  /** When the backup was made whose rows wait to be put back; null where none do. */
  backupAtMs: number | null;
}

/** Looks whether the journal tells of work: asked before an empty database is taken for a new one. */
export async function journalSummary(host: HostClient): Promise<{ ok: true; value: JournalSummary } | { ok: false; error: HostError }> {
  const status = await host.call('journal.status', {});
  if (!status.ok) return status;
  const pending = await host.call('backup.pending', {});
  if (!pending.ok) return pending;
  const { lastAtMs } = status.value;
  const backupAtMs = pending.value.backup?.createdAtMs ?? null;
  let hasWork = false;
  const read = await eachEntry(host, (entry) => {
    hasWork ||= workKinds.has(entry.kind);
    return !hasWork;
  });
  return read === null ? { ok: true, value: { hasWork, lastAtMs, backupAtMs } } : { ok: false, error: read };
}

export interface RestoreReport {
  labels: number;
  sealed: number;
  seats: number;
  signed: number;
  /** Rows that came from a backup's database; 0 where there was none. */
  fromBackup: number;
  /** What could not be followed to its end, named. */
  problems: { key: string; reason: string }[];
}

/**
 * Rebuilds labels and signed payloads from the journal, in one transaction: all of it or nothing. What is in the
 * database already, from a backup, stays where it is as new or newer.
 */
export async function restoreFromJournal(db: TesseraDatabase, host: HostClient): Promise<{ ok: true; value: RestoreReport } | { ok: false; error: HostError }> {
  const rebuilt = nothingRebuilt();
  const failure = await eachEntry(host, (entry) => {
    replay(rebuilt, entry);
    return true;
  });
  if (failure !== null) return { ok: false, error: failure };
  const rows = labelRows(rebuilt);
  const found = await seatRows(rebuilt.seats.values(), host, Math.max(0, ...[...rebuilt.seats.values()].map(({ seat }) => seat.addedAtMs)));
  await db.transaction('rw', [db.labels, db.marks, db.outbox, db.settings, db.seats, db.projects, db.items, db.audits], async () => {
    for (const table of ['seats', 'projects', 'items'] as const) {
      for (const row of found[table]) if ((await db.table(table).get(row.key)) === undefined) await db.table(table).put(row);
    }
    const before = await db.labels.bulkGet(rows.map((row) => row.key));
    const newer = rows.filter((row, at) => (before[at]?.rev ?? 0) < row.rev);
    await db.labels.bulkPut(newer);
    for (const { key } of newer) await replaceMarks(db, key, rebuilt.labels.get(key)?.document.history.marks ?? []);
    for (const [key, record] of rebuilt.reviews) {
      const row = auditRowOf(key.slice(0, key.indexOf('/')) as NetKey, record, key);
      if (((await db.audits.get(key))?.updatedAtMs ?? -1) < row.updatedAtMs) await db.audits.put(row);
    }
    for (const row of outboxRows(rows)) if ((await db.outbox.get(row.key)) === undefined) await db.outbox.put(row);
    for (const [key, value] of rebuilt.signed) {
      const seat = await db.seats.get(key);
      if (seat === undefined) await db.settings.put({ key: restoredSignedKey(key), value });
      else if (seat.signed === null && seat.annotator === value.annotator) await db.seats.update(key, { signed: value.signed });
    }
  });
  const behind = [...rebuilt.labels].filter(([, label]) => label.isBehind);
  return {
    ok: true,
    value: {
      labels: rows.length,
      sealed: rows.filter((row) => row.seal !== null).length,
      seats: new Set([...rows.map((row) => row.seatKey), ...rebuilt.seats.keys()]).size,
      signed: rebuilt.signed.size,
      fromBackup: 0,
      problems: [...rebuilt.problems, ...behind.map(([key]) => ({ key, reason: 'its last changes could not be followed' }))],
    },
  };
}

function labelRows(rebuilt: Rebuilt): LabelRow[] {
  return [...rebuilt.labels].flatMap(([key, label]) => {
    const at = parseLabelKey(key);
    if (at === null) return [];
    const { rev, document, seal } = label;
    const { history, suggestions: _proposed, ...said } = document;
    return [{ key, seatKey: at.seat, index: at.index, rev, document: said, history: historyOf(history), seal, state: stateOf(document), updatedAtMs: label.atMs }];
  });
}

function outboxRows(rows: readonly LabelRow[]): OutboxRow[] {
  const seats = new Map<string, OutboxRow>();
  for (const row of rows) {
    const seat = parseSeatKey(row.seatKey);
    if (seat === null || row.seal === null || isReviewSeat(seat.key)) continue;
    seats.set(seat.key, { ...freshOutbox(seat.key, row.seal.atMs), updatedAtMs: row.updatedAtMs });
  }
  return [...seats.values()];
}

/** Reads the journal from its beginning until `visit` has enough. Null, or why it could not be read. */
async function eachEntry(host: HostClient, visit: (entry: ReplayEntry) => boolean): Promise<HostError | null> {
  let fromSeq: number | null = 0;
  while (fromSeq !== null) {
    const page: Awaited<ReturnType<typeof host.call<'journal.read'>>> = await host.call('journal.read', { fromSeq, limit: ENTRIES_A_READ });
    if (!page.ok) return page.error;
    for (const entry of page.value.entries) if (!visit(entry)) return null;
    fromSeq = page.value.nextSeq;
  }
  return null;
}
