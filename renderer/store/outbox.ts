import type { TesseraDatabase } from './database.ts';
import { freshOutbox } from './desk/label-writes.ts';
import { enqueue } from './journal/queue.ts';
import type { NetKey, SeatKey } from './keys.ts';
import { outboxRowSchema } from './schema/rows.ts';
import type { OutboxRow, OutboxStep } from './schema/rows.ts';

export async function listOutbox(db: TesseraDatabase, net: NetKey): Promise<OutboxRow[]> {
  const stored = await db.outbox.where('net').equals(net).toArray();
  return stored.flatMap((row) => {
    const parsed = outboxRowSchema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}

/** What is on its way, due, or not in the journal yet, on every network. A parked seat waits for the person, not for its turn. */
export async function unsentWork(db: TesseraDatabase): Promise<{ waiting: number; underWay: number; edits: number }> {
  const rows = (await db.outbox.toArray()).flatMap((row) => {
    const parsed = outboxRowSchema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return {
    waiting: rows.filter(({ step, status }) => step !== null && status === 'open').length,
    underWay: rows.filter(({ status }) => status === 'sending' || status === 'sent').length,
    edits: await db.journalQueue.count(),
  };
}

export async function putOutbox(db: TesseraDatabase, rows: readonly OutboxRow[]): Promise<void> {
  await db.outbox.bulkPut([...rows]);
}

/** The person is waiting: nothing is held back any longer. */
export async function hurry(db: TesseraDatabase, net: NetKey): Promise<void> {
  await db.outbox
    .where('net')
    .equals(net)
    .filter((row) => row.status === 'open')
    .modify({ notBeforeMs: 0 });
}

/** Parked seats are tried again, at once: the person has looked. */
export async function unpark(db: TesseraDatabase, keys: readonly SeatKey[], nowMs: number): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    for (const key of keys) await db.outbox.update(key, { status: 'open', attempts: 0, notBeforeMs: 0, error: null, updatedAtMs: nowMs });
  });
}

/** A transaction is out: what of which seats it carries, for the person and for the journal. */
export async function noteSent(db: TesseraDatabase, keys: readonly SeatKey[], step: OutboxStep, transactionHash: string, nowMs: number): Promise<void> {
  await db.transaction('rw', db.outbox, db.journalQueue, async () => {
    for (const key of keys) {
      const row = (await db.outbox.get(key)) ?? freshOutbox(key, nowMs);
      await db.outbox.put({ ...row, step, status: 'sent', transactionHash, error: null, updatedAtMs: nowMs });
      await enqueue(db, { kind: step, key, payload: { v: 1, transactionHash } });
    }
  });
}

/** The chain says that nothing of these seats is left to do. */
export async function clearOutbox(db: TesseraDatabase, keys: readonly SeatKey[]): Promise<void> {
  await db.outbox.bulkDelete([...keys]);
}
