import type { DeskItemState } from '../desk/port.ts';
import { enqueue } from './journal/queue.ts';
import { signPayloadSchema } from './journal/entries.ts';
import type { SignPayload } from './journal/entries.ts';
import { queueSeat } from './journal/seat-entries.ts';
import { restoredSignedKey } from './journal/restore.ts';
import { freshOutbox, openOutbox } from './desk/label-writes.ts';
import type { TesseraDatabase } from './database.ts';
import { isReviewSeat } from './keys.ts';
import type { NetKey, SeatKey } from './keys.ts';
import { labelRowSchema } from './schema/rows.ts';
import type { LabelRow, SeatChainRow, SeatRow, SignedPayload } from './schema/rows.ts';

export async function getSeat(db: TesseraDatabase, key: SeatKey): Promise<SeatRow | undefined> {
  return db.seats.get(key);
}

/** The seats that the chain knows; reviews are left out. */
export async function listSeats(db: TesseraDatabase, net: NetKey): Promise<SeatRow[]> {
  return db.seats.where('net').equals(net).filter((row) => !isReviewSeat(row.key)).toArray();
}

/**
 * Takes in a seat that the chain says is ours. One that is known stays as it is; one that came back after its
 * database was lost gets the payload that the journal kept for it.
 */
export async function adoptSeat(db: TesseraDatabase, seat: Omit<SeatRow, 'place' | 'isSentAsIs' | 'signed' | 'chain'>): Promise<void> {
  await db.transaction('rw', [db.seats, db.settings, db.outbox, db.projects, db.journalQueue], async () => {
    const known = await db.seats.get(seat.key);
    // Freed and given to another account of this profile: its labels are not that account's.
    if (known !== undefined && known.annotator === seat.annotator) return;
    const waiting = await db.settings.get(restoredSignedKey(seat.key));
    const restored = signPayloadSchema.pick({ annotator: true, signed: true }).safeParse(waiting?.value);
    const signed = restored.success && restored.data.annotator === seat.annotator ? restored.data.signed : null;
    const row: SeatRow = { ...seat, place: null, isSentAsIs: false, signed, chain: null };
    await db.seats.put(row);
    await queueSeat(db, row);
    if (signed !== null) await openOutbox(db, seat.key, seat.addedAtMs);
    await db.settings.delete(restoredSignedKey(seat.key));
  });
}

/** "Send what I have": items that are not sealed will count as "cannot tell". */
export async function sendAsIs(db: TesseraDatabase, key: SeatKey, nowMs: number): Promise<void> {
  await db.transaction('rw', db.seats, db.outbox, async () => {
    await db.seats.update(key, { isSentAsIs: true });
    await openOutbox(db, key, nowMs);
  });
}

/** Keeps what the chain said of seats, so that it can be shown without a network. */
export async function keepChainViews(db: TesseraDatabase, views: ReadonlyMap<SeatKey, SeatChainRow>): Promise<void> {
  await db.transaction('rw', db.seats, async () => {
    for (const [key, chain] of views) await db.seats.update(key, { chain });
  });
}

export interface SealedCount {
  sealed: number;
  started: number;
}

/** Counted from index keys alone. */
export async function countSealed(db: TesseraDatabase, key: SeatKey): Promise<SealedCount> {
  const count = (state: LabelRow['state']) => db.labels.where({ seatKey: key, state }).count();
  const [sealed, cannotTell, started] = await Promise.all([count('sealed'), count('cannot-tell'), count('started')]);
  return { sealed: sealed + cannotTell, started };
}

/** Counted from index keys alone: the labels themselves stay on disk. */
export async function itemStates(db: TesseraDatabase, seat: SeatKey): Promise<Map<number, DeskItemState>> {
  const states = new Map<number, DeskItemState>();
  for (const state of ['started', 'sealed', 'cannot-tell'] as const) {
    const keys = await db.labels.where({ seatKey: seat, state }).primaryKeys();
    for (const key of keys) states.set(Number(key.slice(key.lastIndexOf('/') + 1)), state);
  }
  return states;
}

/** The seat's labels by item, parsed; a damaged row is left out and named. */
export async function labelsOfSeat(db: TesseraDatabase, key: SeatKey): Promise<{ rows: Map<number, LabelRow>; damaged: number[] }> {
  const rows = new Map<number, LabelRow>();
  const damaged: number[] = [];
  for (const stored of await db.labels.where('seatKey').equals(key).toArray()) {
    const row = labelRowSchema.safeParse(stored);
    if (row.success) rows.set(row.data.index, row.data);
    else damaged.push(stored.index);
  }
  return { rows, damaged };
}

export type SignOutcome = { ok: true; signed: SignedPayload } | { ok: false; code: 'SEAT_UNKNOWN' | 'LABELS_CHANGED' };

/**
 * Makes a seat signed: payload, outbox row and journal entry in one strict transaction. `basis` is the revision of
 * each item that the payload was made of: where one has changed since, nothing is signed. A seat that is signed
 * already keeps its first payload, whatever is offered: the commitment on its way may be of that one.
 */
export async function signSeat(db: TesseraDatabase, key: SeatKey, offered: SignedPayload, basis: ReadonlyMap<number, number>, nowMs: number): Promise<SignOutcome> {
  return db.transaction('rw', db.seats, db.labels, db.outbox, db.journalQueue, async () => {
    const seat = await db.seats.get(key);
    if (seat === undefined) return { ok: false, code: 'SEAT_UNKNOWN' };
    if (seat.signed !== null) return { ok: true, signed: seat.signed };
    const rows = await db.labels.where('seatKey').equals(key).toArray();
    const isSame = rows.length === basis.size && rows.every((row) => basis.get(row.index) === row.rev);
    if (!isSame) return { ok: false, code: 'LABELS_CHANGED' };
    await db.seats.update(key, { signed: offered });
    const outbox = (await db.outbox.get(key)) ?? freshOutbox(key, nowMs);
    await db.outbox.put({ ...outbox, step: 'commit', status: 'open', transactionHash: null, attempts: 0, notBeforeMs: 0, error: null, updatedAtMs: nowMs });
    const payload: SignPayload = { v: 1, annotator: seat.annotator, signed: offered };
    await enqueue(db, { kind: 'sign', key, payload });
    return { ok: true, signed: offered };
  });
}
