import type { TesseraDatabase } from './database.ts';
import { eventKey } from './keys.ts';
import type { NetKey } from './keys.ts';
import type { CursorRow, EventRow } from './schema/rows.ts';

export async function getCursor(db: TesseraDatabase, net: NetKey): Promise<CursorRow | undefined> {
  return db.cursors.get(net);
}

export async function putCursor(db: TesseraDatabase, cursor: CursorRow): Promise<void> {
  await db.cursors.put(cursor);
}

/** Logs of a range and the cursor behind it, in one transaction: a crash never leaves one without the other. */
export async function appendEvents(db: TesseraDatabase, rows: readonly EventRow[], cursor: CursorRow): Promise<void> {
  await db.transaction('rw', db.events, db.cursors, async () => {
    await db.events.bulkPut([...rows]);
    await db.cursors.put(cursor);
  });
}

/** Forgets everything from `cursor.nextBlock` on: the chain has other blocks there now. */
export async function rollBackEvents(db: TesseraDatabase, cursor: CursorRow): Promise<void> {
  const from = eventKey(cursor.net, cursor.nextBlock, 0);
  const end = eventKey(cursor.net, Number.MAX_SAFE_INTEGER, 0);
  await db.transaction('rw', db.events, db.cursors, async () => {
    await db.events.where('key').between(from, end, true, true).delete();
    await db.cursors.put(cursor);
  });
}

/** The network's events in the order of the chain, from a block on. */
export async function eventsFrom(db: TesseraDatabase, net: NetKey, fromBlock: number): Promise<EventRow[]> {
  const from = eventKey(net, fromBlock, 0);
  const end = eventKey(net, Number.MAX_SAFE_INTEGER, 0);
  return db.events.where('key').between(from, end, true, true).toArray();
}
