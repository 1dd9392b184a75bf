import { labelsCheck } from '../../../shared/labels/journal-edit.ts';
import type { DeskChange, DeskDocument } from '../../desk/port.ts';
import type { TesseraDatabase } from '../database.ts';
import { enqueue } from '../journal/queue.ts';
import type { DocumentPayload, EditPayload } from '../journal/entries.ts';
import { isReviewSeat, labelKey } from '../keys.ts';
import type { NetKey, SeatKey } from '../keys.ts';
import { stateOf } from '../label-state.ts';
import { outboxRowSchema } from '../schema/rows.ts';
import type { LabelRow, OutboxRow, Seal } from '../schema/rows.ts';

/** Every so many changes the journal gets the whole document: what a replay can always go on from. */
const REVS_A_CHECKPOINT = 32;

export type WriteOutcome = { ok: true } | { ok: false; code: 'SEAT_UNKNOWN' | 'SIGNED' };

export interface LabelPlace {
  seat: SeatKey;
  /** Within the batch. */
  index: number;
}

/** A gesture, an undo, a redo or time spent: label and journal entry in one strict transaction. */
export async function writeChange(db: TesseraDatabase, place: LabelPlace, change: DeskChange, nowMs: number): Promise<WriteOutcome> {
  const key = labelKey(place.seat, place.index);
  return db.transaction('rw', db.labels, db.seats, db.journalQueue, async () => {
    // Asked and written side by side: every turn to the database and back is a third of what an edit takes.
    const [refusal, before] = await Promise.all([refusalOf(db, place.seat), db.labels.get(key)]);
    // The desk may still be open when the engine signs: time that it tells then is covered by nothing any more.
    if (refusal?.code === 'SIGNED' && change.cause.kind === 'time') return { ok: true };
    if (refusal !== null) return refusal;
    const rev = (before?.rev ?? 0) + 1;
    const { document, cause } = change;
    // Time told late, from before the seal, must not take the seal away.
    if (cause.kind === 'time' && before?.seal != null && !document.isSealed) return { ok: true };
    const seal = document.isSealed ? (before?.seal ?? null) : null;
    const row = rowOf(place, rev, { ...document, isSealed: seal !== null }, seal, nowMs);
    // Time alone is told with the next change: an entry every few seconds would drown the journal.
    if (cause.kind === 'time') {
      await db.labels.put(row);
      return { ok: true };
    }
    const isCheckpoint = rev % REVS_A_CHECKPOINT === 0 || row.seal !== null;
    const payload: EditPayload | DocumentPayload = isCheckpoint ? wholeOf(row) : editOf(row, cause);
    await Promise.all([db.labels.put(row), enqueue(db, { kind: isCheckpoint ? 'checkpoint' : 'edit', key, payload })]);
    return { ok: true };
  });
}

/** Seals or unseals an item: label, outbox row and journal entry in one strict transaction. */
export async function writeSeal(db: TesseraDatabase, place: LabelPlace, document: DeskDocument, seal: Seal | null, nowMs: number): Promise<WriteOutcome> {
  const key = labelKey(place.seat, place.index);
  return db.transaction('rw', db.labels, db.outbox, db.seats, db.journalQueue, async () => {
    const refusal = await refusalOf(db, place.seat);
    if (refusal !== null) return refusal;
    const before = await db.labels.get(key);
    const row = rowOf(place, (before?.rev ?? 0) + 1, { ...document, isSealed: seal !== null }, seal, nowMs);
    await db.labels.put(row);
    if (seal !== null && !isReviewSeat(place.seat)) await openOutbox(db, place.seat, nowMs);
    await enqueue(db, { kind: seal === null ? 'unseal' : 'seal', key, payload: wholeOf(row) });
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
  const { suggestions: _proposed, ...said } = document;
  return { key: labelKey(seatKey, index), seatKey, index, rev, document: said, seal, state: stateOf(said), updatedAtMs: nowMs };
}

function wholeOf(row: LabelRow): DocumentPayload {
  return { v: 1, rev: row.rev, document: row.document, seal: row.seal };
}

function editOf(row: LabelRow, cause: Exclude<DeskChange['cause'], { kind: 'time' }>): EditPayload {
  const { document, rev } = row;
  return { v: 1, rev, itemId: document.labels.itemId, cause, activeMs: document.activeMs, check: labelsCheck(document.labels) };
}
