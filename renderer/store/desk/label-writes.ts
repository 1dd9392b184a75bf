import { labelsCheck } from '../../../shared/labels/journal-edit.ts';
import type { DeskChange, DeskDocument } from '../../desk/port.ts';
import type { TesseraDatabase } from '../database.ts';
import { enqueue } from '../journal/queue.ts';
import type { DocumentPayload, EditPayload } from '../journal/entries.ts';
import { isReviewSeat, labelKey } from '../keys.ts';
import type { LabelKey, NetKey, SeatKey } from '../keys.ts';
import { stateOf } from '../label-state.ts';
import { historyOf, replaceMarks, writeMarks } from './marks.ts';
import { outboxRowSchema } from '../schema/rows.ts';
import type { LabelRow, OutboxRow, Seal } from '../schema/rows.ts';

/** Every so many changes the journal gets the whole document: what a replay can always go on from. */
const REVS_A_CHECKPOINT = 32;

type Gesture = Exclude<DeskChange['cause'], { kind: 'time' }>;

export type WriteOutcome = { ok: true } | { ok: false; code: 'SEAT_UNKNOWN' | 'SIGNED' };

export interface LabelPlace {
  seat: SeatKey;
  /** Within the batch. */
  index: number;
}

/** What the last write of an item left: from it the next write can be made before the row is read. */
interface Head {
  rev: number;
  history: LabelRow['history'];
}
const heads = new WeakMap<TesseraDatabase, Map<LabelKey, Head>>();

function headsOf(db: TesseraDatabase): Map<LabelKey, Head> {
  const known = heads.get(db) ?? new Map<LabelKey, Head>();
  heads.set(db, known);
  return known;
}

/** Leaves a transaction that was written on what turned out not to be so: nothing of it stays. */
class Left extends Error {
  constructor(readonly outcome: WriteOutcome | null) {
    super('the write was left');
  }
}

/** A gesture, an undo, a redo or time spent: label, mark and journal entry in one strict transaction. */
export async function writeChange(db: TesseraDatabase, place: LabelPlace, change: DeskChange, nowMs: number): Promise<WriteOutcome> {
  const key = labelKey(place.seat, place.index);
  const { cause, document } = change;
  const head = headsOf(db).get(key);
  if (cause.kind !== 'time' && !document.isSealed && head !== undefined) {
    const outcome = await writeAhead(db, place, head, { ...change, cause }, nowMs);
    if (outcome !== null) return outcome;
  }
  headsOf(db).delete(key);
  return db.apart('rw', [db.labels, db.marks, db.seats, db.journalQueue], async () => {
    const [refusal, before] = await Promise.all([refusalOf(db, place.seat), db.labels.get(key)]);
    // The desk may still be open when the engine signs: time that it tells then is covered by nothing any more.
    if (refusal?.code === 'SIGNED' && cause.kind === 'time') return { ok: true };
    if (refusal !== null) return refusal;
    // Time told late, from before the seal, must not take the seal away.
    if (cause.kind === 'time' && before?.seal != null && !document.isSealed) return { ok: true };
    const seal = document.isSealed ? (before?.seal ?? null) : null;
    const row = rowOf(place, (before?.rev ?? 0) + 1, { ...document, isSealed: seal !== null }, seal, nowMs);
    // Time alone is told with the next change: an entry every few seconds would drown the journal.
    if (cause.kind === 'time') await Promise.all([db.labels.put(row), writeMarks(db, key, before?.history, document.history, false)]);
    else await putChange(db, row, before?.history, { ...change, cause });
    headsOf(db).set(key, { rev: row.rev, history: row.history });
    return { ok: true };
  });
}

/**
 * The same, all asked of the database at once: each turn there and back is a third of what an edit takes. What was
 * assumed is read in the same transaction, before the writes, and where it does not hold nothing stays.
 * @returns null where the row is another than it was left: to be written on what is there
 */
async function writeAhead(db: TesseraDatabase, place: LabelPlace, head: Head, change: DeskChange & { cause: Gesture }, nowMs: number): Promise<WriteOutcome | null> {
  const row = rowOf(place, head.rev + 1, change.document, null, nowMs);
  const hold = async (): Promise<void> => {
    const [refusal, before] = await Promise.all([refusalOf(db, place.seat), db.labels.get(row.key)]);
    if (refusal !== null) throw new Left(refusal);
    if (before?.rev !== head.rev) throw new Left(null);
  };
  try {
    await db.apart('rw', [db.labels, db.marks, db.seats, db.journalQueue], () => Promise.all([hold(), putChange(db, row, head.history, change)]));
  } catch (cause) {
    headsOf(db).delete(row.key);
    if (cause instanceof Left) return cause.outcome;
    throw cause;
  }
  headsOf(db).set(row.key, { rev: row.rev, history: row.history });
  return { ok: true };
}

async function putChange(db: TesseraDatabase, row: LabelRow, before: LabelRow['history'] | undefined, { document, cause }: DeskChange & { cause: Gesture }): Promise<void> {
  const isCheckpoint = row.rev % REVS_A_CHECKPOINT === 0 || row.seal !== null;
  const payload: EditPayload | DocumentPayload = isCheckpoint ? wholeOf(row, document) : editOf(row, cause);
  await Promise.all([
    db.labels.put(row),
    writeMarks(db, row.key, before, document.history, cause.kind === 'mark'),
    enqueue(db, { kind: isCheckpoint ? 'checkpoint' : 'edit', key: row.key, payload }),
  ]);
}

/** Seals or unseals an item: label, outbox row and journal entry in one strict transaction. */
export async function writeSeal(db: TesseraDatabase, place: LabelPlace, document: DeskDocument, seal: Seal | null, nowMs: number): Promise<WriteOutcome> {
  const key = labelKey(place.seat, place.index);
  headsOf(db).delete(key);
  return db.apart('rw', [db.labels, db.marks, db.outbox, db.seats, db.journalQueue], async () => {
    const refusal = await refusalOf(db, place.seat);
    if (refusal !== null) return refusal;
    const before = await db.labels.get(key);
    const row = rowOf(place, (before?.rev ?? 0) + 1, { ...document, isSealed: seal !== null }, seal, nowMs);
    await db.labels.put(row);
    await replaceMarks(db, key, document.history.marks);
    if (seal !== null && !isReviewSeat(place.seat)) await openOutbox(db, place.seat, nowMs);
    await enqueue(db, { kind: seal === null ? 'unseal' : 'seal', key, payload: wholeOf(row, document) });
    return { ok: true };
  });
}

/** Makes sure that the seat has its outbox row; one that is there stays as it is. */
export async function openOutbox(db: TesseraDatabase, seat: SeatKey, nowMs: number): Promise<void> {
  if ((await db.outbox.get(seat)) !== undefined) return;
  await db.outbox.put(freshOutbox(seat, nowMs));
}

/** An outbox row of a seat for which nothing was tried yet. */
export function freshOutbox(seat: SeatKey, nowMs: number): OutboxRow {
  return outboxRowSchema.parse({
    key: seat,
    net: seat.slice(0, seat.lastIndexOf('/')) as NetKey,
    step: null,
    status: 'open',
    transactionHash: null,
    attempts: 0,
    notBeforeMs: 0,
    error: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  } satisfies OutboxRow);
}

async function refusalOf(db: TesseraDatabase, seat: SeatKey): Promise<Extract<WriteOutcome, { ok: false }> | null> {
  const row = await db.seats.get(seat);
  if (row === undefined) return { ok: false, code: 'SEAT_UNKNOWN' };
  // A commitment covers these very bytes: a change after it could never be revealed.
  return row.signed === null ? null : { ok: false, code: 'SIGNED' };
}

function rowOf(place: LabelPlace, rev: number, document: DeskDocument, seal: Seal | null, nowMs: number): LabelRow {
  const { seat: seatKey, index } = place;
  // What a model proposed comes with the pack, and is no part of what a person said.
  const { suggestions: _proposed, history, ...said } = document;
  return { key: labelKey(seatKey, index), seatKey, index, rev, document: said, history: historyOf(history), seal, state: stateOf(document), updatedAtMs: nowMs };
}

function wholeOf({ rev, document, seal }: LabelRow, { history }: DeskDocument): DocumentPayload {
  return { v: 1, rev, document: { ...document, history }, seal };
}

function editOf(row: LabelRow, cause: Gesture): EditPayload {
  const { document, rev } = row;
  return { v: 1, rev, itemId: document.labels.itemId, cause, activeMs: document.activeMs, check: labelsCheck(document.labels) };
}
