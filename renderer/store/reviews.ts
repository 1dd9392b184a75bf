import { reviewRecordSchema } from '../../shared/review/record.ts';
import type { ReviewRecord } from '../../shared/review/record.ts';
import type { TesseraDatabase } from './database.ts';
import { enqueue } from './journal/queue.ts';
import type { NetKey } from './keys.ts';
import type { AuditRow } from './schema/rows.ts';

/*
 * What an expert says of items: the verdict and its reasons, which the chain has no room for. Kept here and, in the same
 * transaction, on the way to the journal.
 */

const keyOf = (net: NetKey, batchId: string, item: number): string => `${net}/${batchId}/${item}`;

export function auditRowOf(net: NetKey, record: ReviewRecord, key = keyOf(net, record.batchId, record.item)): AuditRow {
  return { key, net, batchId: record.batchId, item: record.item, document: record, updatedAtMs: record.atMs };
}

export async function putReview(db: TesseraDatabase, net: NetKey, record: ReviewRecord): Promise<void> {
  const row = auditRowOf(net, record);
  await db.transaction('rw', db.audits, db.journalQueue, async () => {
    await db.audits.put(row);
    await enqueue(db, { kind: 'review', key: row.key, payload: record });
  });
}

/** Of the network, of one expert; what cannot be read is left out. */
export async function listReviews(db: TesseraDatabase, net: NetKey, expert: string): Promise<ReviewRecord[]> {
  const rows = await db.audits.where('net').equals(net).toArray();
  return rows.flatMap(({ document }) => {
    const record = reviewRecordSchema.safeParse(document);
    return record.success && record.data.expert.toLowerCase() === expert.toLowerCase() ? [record.data] : [];
  });
}
