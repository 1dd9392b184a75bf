import { z } from 'zod';
import type { HostClient, HostError } from '../../../shared/host-api.ts';
import type { TesseraDatabase } from '../database.ts';
import { readMarks } from '../desk/marks.ts';
import { labelRowSchema } from '../schema/rows.ts';
import type { DocumentPayload, SignPayload } from './entries.ts';
import { journalMark } from './mark.ts';
import { enqueue } from './queue.ts';
import { queueSeat } from './seat-entries.ts';

/*
 * The journal rebuilds the database, and here the database rebuilds the journal: where the journal on disk is another
 * one, or a shorter one, than the one that acknowledged this database's entries, every label and every signed payload
 * is written to it anew.
 */

const CURSOR = 'journal-refill';
const cursorSchema = z.object({ after: z.string() });
const LABELS_A_TURN = 50;

export type RefillNeed = { ok: true; isNeeded: boolean } | { ok: false; error: HostError };

/** Holds the journal against the last entry that it acknowledged. */
export async function needsRefill(db: TesseraDatabase, host: HostClient): Promise<RefillNeed> {
  if ((await db.settings.get(CURSOR)) !== undefined) return { ok: true, isNeeded: true };
  const mark = await journalMark(db);
  // Of a version that kept no mark, or new: what is in the queue comes by itself.
  if (mark === null) return { ok: true, isNeeded: false };
  const page = await host.call('journal.read', { fromSeq: mark.seq, limit: 1 });
  if (!page.ok) return { ok: false, error: page.error };
  return { ok: true, isNeeded: page.value.entries[0]?.hash !== mark.hash };
}

/** Queues everything for the journal. May be cut short anywhere: the next start goes on where this one was. */
export async function refillJournal(db: TesseraDatabase): Promise<number> {
  let after = cursorSchema.safeParse((await db.settings.get(CURSOR))?.value).data?.after ?? '';
  if (after === '') await db.settings.put({ key: CURSOR, value: { after } });
  let labels = 0;
  for (;;) {
    const keys = (await db.labels.where('key').above(after).limit(LABELS_A_TURN).primaryKeys()) as string[];
    const last = keys.at(-1);
    if (last === undefined) break;
    labels += await db.transaction('rw', db.labels, db.marks, db.journalQueue, db.settings, async () => {
      let queued = 0;
      for (const key of keys) queued += await queueLabel(db, key);
      await db.settings.put({ key: CURSOR, value: { after: last } });
      return queued;
    });
    after = last;
  }
  await db.transaction('rw', db.seats, db.projects, db.journalQueue, db.settings, async () => {
    for (const seat of await db.seats.toArray()) {
      const { key, annotator, signed } = seat;
      await queueSeat(db, seat);
      if (signed === null) continue;
      const payload: SignPayload = { v: 1, annotator, signed };
      await enqueue(db, { kind: 'sign', key, payload });
    }
    await db.settings.delete(CURSOR);
  });
  return labels;
}

/** A row that is damaged is left out: it must not take a whole document's place in the journal. */
async function queueLabel(db: TesseraDatabase, key: string): Promise<number> {
  const row = labelRowSchema.safeParse(await db.labels.get(key as never));
  if (!row.success || row.data.rev === 0) return 0;
  const { rev, document, history, seal } = row.data;
  const marks = await readMarks(db, row.data.key, history.count);
  if (marks === null) return 0;
  const payload: DocumentPayload = { v: 1, rev, document: { ...document, history: { marks, cursor: history.cursor } }, seal };
  await enqueue(db, { kind: 'checkpoint', key, payload });
  return 1;
}
